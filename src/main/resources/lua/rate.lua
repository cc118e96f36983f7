-- Counts one try in a fixed window that begins with its first try.
-- Invariant: the counter always has a time to live.
-- KEYS  1 the counter
-- ARGV  1 length of the window, ms
-- Gives {tries in this window, ms until it ends}
local tries = redis.call('INCR', KEYS[1])
if tries == 1 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return {tries, redis.call('PTTL', KEYS[1])}
