-- Ends one session, or all of a user's sessions when asked and the one presented is alive.
-- Invariants: a hash without a session does not stay behind; what the hash holds beside sessions is no session, whatever
-- id is asked for.
-- KEYS  1 hash of sessions   2 the user's own hash   3 consents             (one slot: all carry the user's tag)
-- ARGV  1 session id   2 '1' to end all
-- Gives {appid and openid, a blank between} when the session was alive, else {}
local found = redis.call('HMGET', KEYS[1], ARGV[1], '@')
if not found[1] or not is_session(ARGV[1]) then
  return {}
end
local alive = read_session(found[1]).expires > now
if alive and ARGV[2] == '1' then
  end_sessions(KEYS[1], KEYS[2])
  end_consents(KEYS[3])
else
  end_session(KEYS[1], KEYS[2], ARGV[1])
end
return alive and {found[2]} or {}
