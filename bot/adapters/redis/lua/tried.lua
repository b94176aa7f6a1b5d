-- KEYS lease, tries   ARGV token, id, what was tried
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('LEASELOST') end
return redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
