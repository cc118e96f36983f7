-- Ends all sessions of a user, whatever is left of one.
-- KEYS  1 hash of sessions   2 the user's own hash   3.. the user's other keys  (one slot: all carry the user's tag)
-- Gives 1, or 0 when nothing was left
local left = redis.call('EXISTS', unpack(KEYS))
if redis.call('EXISTS', KEYS[1]) == 1 then
  end_sessions(KEYS[1], KEYS[2])
end
return left > 0 and 1 or 0
