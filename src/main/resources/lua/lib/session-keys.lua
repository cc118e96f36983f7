-- What the scripts on a user's session_keys share. The hash holds the newest key (sealed), its fingerprint (one under each
-- master key that its writer held, blanks between), when it came (renewed_at, s), and the key before (before) with its end
-- (before_until, ms).
-- Invariants: the same key given again changes nothing, whoever gives it; the key before is usable for a while and no
-- longer; it never gives way to a key of which nobody here can tell whether it is another.
local function keep_session_key(hash, sealed, life, life_before, fingerprints)
  local held = redis.call('HMGET', hash, 'sealed', 'fingerprint')
  local given = {}
  for _, fingerprint in ipairs(fingerprints) do
    given[fingerprint:match('^[^:]+')] = fingerprint
  end
  local same, comparable = false, false
  for fingerprint in (held[2] or ''):gmatch('%S+') do
    local twin = given[fingerprint:match('^[^:]+')]
    comparable = comparable or twin ~= nil
    same = same or twin == fingerprint
  end
  local marks = table.concat(fingerprints, ' ')
  local before_until = redis.call('HGET', hash, 'before_until')
  if before_until and tonumber(before_until) <= now then
    redis.call('HDEL', hash, 'before', 'before_until')
  end
  if same then
    if held[1]:match('^[^.]+') ~= sealed:match('^[^.]+') or held[2] ~= marks then
      -- The master keys have changed since: what holds it must stay comparable for all pods, and openable.
      redis.call('HSET', hash, 'sealed', sealed, 'fingerprint', marks)
    end
  else
    if comparable then
      redis.call('HSET', hash, 'before', held[1], 'before_until', string.format('%.0f', now + life_before))
    end
    redis.call('HSET', hash, 'sealed', sealed, 'fingerprint', marks, 'renewed_at', time[1])
  end
  redis.call('PEXPIRE', hash, life)
  return same and 0 or 1
end
