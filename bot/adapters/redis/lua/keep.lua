-- Keep what nobody can read, once.   KEYS seen, letters   ARGV seen_ms, at most, source, body, reason
if not redis.call('SET', KEYS[1], '', 'NX', 'PX', ARGV[1]) then return 0 end
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[2], '*', 'from', KEYS[2], 'c', ARGV[3], 'b', ARGV[4], 'reason', ARGV[5])
return 1
