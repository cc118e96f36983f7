-- Keeps the session_key that WeChat made in place of the one that is held.
-- Invariant: where none is held any more none comes into being, for the user was erased meanwhile.
-- KEYS  1 the session_keys
-- ARGV  1 sealed session_key   2 its life, ms   3 life of the one before, ms   4.. its fingerprints
-- Gives 1, or 0 when none was held
local held = redis.call('GET', KEYS[1])
if not held then
  return 0
end
keep_session_key(KEYS[1], held, ARGV[1], ARGV[2], tonumber(ARGV[3]), {unpack(ARGV, 4)})
return 1
