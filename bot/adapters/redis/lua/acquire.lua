-- Become the owner of something nobody owns, or own anew what is one's already: every time with a higher number.
-- KEYS lease, fence   ARGV owner, ttl_ms      the token, or nil
local token = redis.call('GET', KEYS[1])
if token and string.sub(token, 1, #ARGV[1] + 1) ~= ARGV[1] .. '#' then return false end
local mine = ARGV[1] .. '#' .. redis.call('INCR', KEYS[2])
redis.call('SET', KEYS[1], mine, 'PX', ARGV[2])
return mine
