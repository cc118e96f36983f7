-- Says that the request which claimed an Idempotency-Key is at work still.
-- Invariant: a record that was given back or has ended is not made anew.
-- KEYS  1 the key's record
-- ARGV  1 who claimed it
if redis.call('HGET', KEYS[1], 'owner') == ARGV[1] then
  local time = redis.call('TIME')
  redis.call('HSET', KEYS[1], 'began', time[1] * 1000 + math.floor(time[2] / 1000))
end
return 1
