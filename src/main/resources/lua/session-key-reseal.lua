-- Puts a fresh seal on a session_key, after the operator changed the master keys.
-- Invariant: only the very text that was unsealed is replaced; whatever came meanwhile stays, and no life is prolonged.
-- KEYS  1 the session_keys
-- ARGV  1 sealed key as it was   2 the same, sealed anew   3.. its fingerprints
-- Gives how many were replaced
local held = redis.call('GET', KEYS[1])
local keys = held and read_session_keys(held) or {}
if keys.sealed == ARGV[1] then
  keys.sealed, keys.marks = ARGV[2], table.concat({unpack(ARGV, 3)}, ',')
elseif keys.before == ARGV[1] then
  keys.before = ARGV[2]
else
  return 0
end
write_session_keys(KEYS[1], keys, 'KEEPTTL')
return 1
