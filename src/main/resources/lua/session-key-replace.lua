-- Keeps the session_key that WeChat made in place of the one that is held.
-- Invariant: where none is held any more none comes into being, for the user was erased meanwhile.
-- KEYS  1 hash of session_keys
-- ARGV  1 sealed session_key   2 its life, ms   3 life of the one before, ms   4.. its fingerprints
-- Gives 1, or 0 when none was held
if redis.call('HEXISTS', KEYS[1], 'sealed') == 0 then
  return 0
end
keep_session_key(KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3]), {unpack(ARGV, 4)})
return 1
