-- Who is alive, by the server's clock.   KEYS workers   ARGV owner, ttl_ms (0: leave), longest ttl_ms     how many
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[2] == '0' then
  redis.call('ZREM', KEYS[1], ARGV[1])
else
  redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
-- from before the clock was put back: whoever still lives says so again with the next beat
redis.call('ZREMRANGEBYSCORE', KEYS[1], '(' .. now + ARGV[3], '+inf')
return redis.call('ZCARD', KEYS[1])
