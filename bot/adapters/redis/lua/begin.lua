-- KEYS lease, tries   ARGV token, id      how often it was begun
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('LEASELOST') end
return redis.call('HINCRBY', KEYS[2], ARGV[2], 1)
