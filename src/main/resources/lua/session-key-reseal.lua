-- Puts a fresh seal on a session_key, after the operator changed the master keys.
-- Invariant: only the very text that was unsealed is replaced; whatever came meanwhile stays, and no life is prolonged.
-- KEYS  1 hash of session_keys
-- ARGV  1 sealed key as it was   2 the same, sealed anew   3.. its fingerprints
-- Gives how many were replaced
local held = redis.call('HMGET', KEYS[1], 'sealed', 'before')
if held[1] == ARGV[1] then
  redis.call('HSET', KEYS[1], 'sealed', ARGV[2], 'fingerprint', table.concat({unpack(ARGV, 3)}, ' '))
  return 1
end
if held[2] == ARGV[1] then
  redis.call('HSET', KEYS[1], 'before', ARGV[2])
  return 1
end
return 0
