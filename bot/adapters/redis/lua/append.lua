-- Put something into a web chat's mailbox, once, and ring.
-- KEYS seen, mailbox   ARGV payload, ttl_ms, at most, bell, contact, seen_ms     its id
local before = redis.call('GET', KEYS[1])
if before then return before end
local id = redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[3], '*', 'b', ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
redis.call('SET', KEYS[1], id, 'PX', ARGV[6])
redis.call('PUBLISH', ARGV[4], ARGV[5])
return id
