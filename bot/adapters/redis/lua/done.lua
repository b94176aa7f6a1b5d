-- Take an entry off one stream and put what came of it on another; bury it first when there is a reason.
-- KEYS lease, from, to, tries, dead   ARGV token, id, contact, reason ('' when it was carried out), bodies...
-- the ids of what was put; nil when it was off already
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('LEASELOST') end
if ARGV[4] ~= '' then
  local entry = redis.call('XRANGE', KEYS[2], ARGV[2], ARGV[2])[1]
  if not entry then return false end
  redis.call('XADD', KEYS[5], 'MAXLEN', '~', 100000, '*',
    'from', KEYS[2], 'c', ARGV[3], 'b', entry[2][4], 'reason', ARGV[4])
end
if redis.call('XDEL', KEYS[2], ARGV[2]) == 0 then return false end
redis.call('HDEL', KEYS[4], ARGV[2])
local ids = {}
for at = 5, #ARGV do ids[#ids + 1] = redis.call('XADD', KEYS[3], '*', 'c', ARGV[3], 'b', ARGV[at]) end
return ids
