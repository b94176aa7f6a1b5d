-- Whose it is, or nil.   KEYS lease   ARGV ttl_ms
-- A lease from before the server's clock was put back would outlive its owner by that much.
if redis.call('PTTL', KEYS[1]) > tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return redis.call('GET', KEYS[1])
