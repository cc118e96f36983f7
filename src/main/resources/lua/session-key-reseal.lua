-- Puts a fresh seal on a session_key, after the operator changed the master keys.
-- Invariant: only the very text that was unsealed is replaced; whatever came meanwhile stays, and no life is prolonged.
-- KEYS  1 hash of the newest key   2 the key before                        (one slot: both carry the user's tag)
-- ARGV  1 sealed key as it was   2 the same, sealed anew   3 its fingerprint under the new master key
-- Gives how many were replaced
if redis.call('HGET', KEYS[1], 'sealed') == ARGV[1] then
  redis.call('HSET', KEYS[1], 'sealed', ARGV[2], 'fingerprint', ARGV[3])
  return 1
end
if redis.call('GET', KEYS[2]) == ARGV[1] then
  redis.call('SET', KEYS[2], ARGV[2], 'KEEPTTL')
  return 1
end
return 0
