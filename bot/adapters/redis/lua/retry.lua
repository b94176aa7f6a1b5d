-- Put a dead letter back.   KEYS dead, where it came from, lease   ARGV id, contact, body     1, or 0 when it is gone
if redis.call('XDEL', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('XADD', KEYS[2], '*', 'c', ARGV[2], 'b', ARGV[3])
redis.call('DEL', KEYS[3])
return 1
