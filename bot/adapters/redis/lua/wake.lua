-- Due timers become inbox entries, while fewer than so many entries wait: what a resident says now must not queue behind
-- all who are due this morning.   KEYS lease, timers, timer_events, inbox   ARGV token, now_ms, at most
-- when the next one is due, or nil
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('LEASELOST') end
local room = math.max(0, ARGV[3] - redis.call('XLEN', KEYS[4]))
for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[2], 'LIMIT', 0, room)) do
  local contact = string.sub(member, 1, string.find(member, '\n', 1, true) - 1)
  redis.call('XADD', KEYS[4], '*', 'c', contact, 'b', redis.call('HGET', KEYS[3], member))
  redis.call('ZREM', KEYS[2], member)
  redis.call('HDEL', KEYS[3], member)
end
return redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2] or false
