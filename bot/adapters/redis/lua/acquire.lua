-- Become the owner of something nobody owns, or own anew what is one's already: every time with a higher number.
-- KEYS lease, fence   ARGV owner, ttl_ms      the token, or nil
local token = redis.call('GET', KEYS[1])
if token and string.sub(token, 1, #ARGV[1] + 1) ~= ARGV[1] .. '#' then
  if redis.call('PTTL', KEYS[1]) > tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end -- see owner.lua
  return false
end
local mine = ARGV[1] .. '#' .. redis.call('INCR', KEYS[2])
redis.call('SET', KEYS[1], mine, 'PX', ARGV[2])
return mine
