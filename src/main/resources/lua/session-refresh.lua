-- Refreshes a session with one of its skeys.
-- Invariants: a session rotates at most once in the grace; the skey just replaced gives the same successor as long as the
-- grace lasts and, to the very refresh that replaced it, as long as the successor stands; anything older ends the session.
-- One generation, one time and one mark are all it takes to tell. Who the user is stays known as long as the session lives. A
-- session of an app that is not served is left as it is, and so is one that is not of whom asks.
-- KEYS  1 hash of sessions   2 the user's own hash                        (one slot: both carry the user's tag)
-- ARGV  1 session id   2 generation presented   3 key id presented   4 key id that seals now
--       5 grace, ms   6 skey lifetime, ms   7 absolute lifetime, ms   8 mark of this refresh or ''
--       9 the apps that are served, a blank before and behind each   10 the client that asks, '' for the mini program
-- Gives {'gone'} | {'foreign'} | {'rotated', 'unchanged', 'forgiven' or 'reused', session text, appid and openid, unionid, roles}
local found = redis.call('HMGET', KEYS[1], ARGV[1], '@', '@u', '@r', client_of(ARGV[1]))
if not found[1] or not is_session(ARGV[1]) or not ARGV[9]:find(' ' .. found[2]:match('^%S+') .. ' ', 1, true) then
  return {'gone'}
end
if (found[5] or '') ~= ARGV[10] then
  return {'foreign'}
end
local unionid, roles = found[3] or '', found[4] or ''
local session = read_session(found[1])
-- A clock that was set back would else make the grace last as long as the jump, and give times that are less than none.
session.rotated, session.created = math.min(session.rotated, now), math.min(session.created, now)
local end_of_all = session.created + tonumber(ARGV[7])
-- The absolute lifetime may be shorter now than it was at the last refresh.
if math.min(session.expires, end_of_all) <= now then
  end_session(KEYS[1], KEYS[2], ARGV[1])
  return {'gone'}
end

local presented = tonumber(ARGV[2])
local in_grace = session.rotated > 0 and now - session.rotated <= tonumber(ARGV[5])
local same_try = ARGV[8] ~= '' and ARGV[8] == session.mark
local outcome = 'unchanged'
if presented > session.generation then
  -- A failover lost the rotation that made this skey. It is genuine and the newest there is: catch up.
  session.generation, session.rotated, session.kid, session.mark = presented, now, ARGV[3], ''
elseif presented == session.generation then
  if not in_grace then
    session.generation, session.rotated, session.kid, session.mark = presented + 1, now, ARGV[4], ARGV[8]
    outcome = 'rotated'
  end
elseif presented == session.generation - 1 and (in_grace or same_try) then
  outcome = 'forgiven'
else
  end_session(KEYS[1], KEYS[2], ARGV[1])
  return {'reused', found[1], found[2], unionid, roles}
end

session.seen = now
session.expires = math.min(now + tonumber(ARGV[6]), end_of_all)
local text = write_session(session)
local left = session.expires - now
redis.call('HSET', KEYS[1], ARGV[1], text)
if redis.call('PTTL', KEYS[1]) < left then
  redis.call('PEXPIRE', KEYS[1], string.format('%.0f', left))
end
if roles ~= '' then
  recall_user(KEYS[2], KEYS[1])
end
return {outcome, text, found[2], unionid, roles}
