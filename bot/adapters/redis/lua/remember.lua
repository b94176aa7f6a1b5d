-- KEYS lease, key   ARGV token, body, ttl_ms
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('LEASELOST') end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
return 1
