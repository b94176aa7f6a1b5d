-- The end of a turn, in one step: the conversation, its orders, its timers, and the entry is gone.
-- KEYS lease, inbox, orders, timers, timer_events, conversation, turn_tries
-- ARGV token, entry_id, contact, conversation, ttl_ms (0: for good), number of orders, orders...,
--      number of timers, (member, due_ms, body)..., members of timers to drop...
-- the ids of the orders; nil when the entry was done before
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('LEASELOST') end
if redis.call('XDEL', KEYS[2], ARGV[2]) == 0 then return false end
redis.call('HDEL', KEYS[7], ARGV[2])
if ARGV[5] == '0' then
  redis.call('SET', KEYS[6], ARGV[4])
else
  redis.call('SET', KEYS[6], ARGV[4], 'PX', ARGV[5])
end
local ids, at = {}, 7
for _ = 1, tonumber(ARGV[6]) do
  ids[#ids + 1] = redis.call('XADD', KEYS[3], '*', 'c', ARGV[3], 'b', ARGV[at])
  at = at + 1
end
local timers = tonumber(ARGV[at])
at = at + 1
for _ = 1, timers do
  redis.call('ZADD', KEYS[4], ARGV[at + 1], ARGV[at])
  redis.call('HSET', KEYS[5], ARGV[at], ARGV[at + 2])
  at = at + 3
end
while ARGV[at] do
  redis.call('ZREM', KEYS[4], ARGV[at])
  redis.call('HDEL', KEYS[5], ARGV[at])
  at = at + 1
end
return ids
