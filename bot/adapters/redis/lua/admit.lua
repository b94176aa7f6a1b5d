-- Put an event into the inbox, once. The mark and the entry are one step, so a mark never outlives a lost message.
-- KEYS seen, inbox, rate   ARGV seen_ms, contact, body, flood_limit (0: none), flood_ms
-- 1 admitted, 0 came before, -1 too many from this contact just now
if not redis.call('SET', KEYS[1], '', 'NX', 'PX', ARGV[1]) then return 0 end
local limit = tonumber(ARGV[4])
if limit > 0 then
  local count = redis.call('INCR', KEYS[3])
  if count == 1 then redis.call('PEXPIRE', KEYS[3], ARGV[5]) end
  if count > limit then return -1 end
end
redis.call('XADD', KEYS[2], '*', 'c', ARGV[2], 'b', ARGV[3])
return 1
