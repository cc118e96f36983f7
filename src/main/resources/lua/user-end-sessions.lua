-- Ends all sessions of a user, whatever is left of one, and what the user agreed to for other devices.
-- KEYS  1 hash of sessions   2 the user's own hash   3 session_keys   4 consents  (one slot: all carry the user's tag)
-- Gives 1, or 0 when nothing was left
local left = redis.call('EXISTS', unpack(KEYS))
if redis.call('EXISTS', KEYS[1]) == 1 then
  end_sessions(KEYS[1], KEYS[2])
end
end_consents(KEYS[4])
return left > 0 and 1 or 0
