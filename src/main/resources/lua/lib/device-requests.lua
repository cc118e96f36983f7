-- What the scripts on the request of another device share. A request is one hash, named by the hash of its ticket: 'c' the
-- client that asks, 'a' the appid, 'd' the device's label, 'n' the mark of the asker's network, 'e' when it ends, 'i' the
-- interval between polls, 'p' the last poll, 'h' until when no poll can be in time any more, since they came too soon too often
-- (all times in ms); 'o' the tag of the user who scanned it; 's' how far it is; 'k' the sealed answer. Beside it a string marks
-- the last poll as long as all were in time.
-- Invariants: a request has an end from the first moment on, and is remembered for a while after it; it goes on from open (no
-- 's') to scanned, agreed, redeeming and redeemed, or from scanned to denied, and never back: nothing that is decided is
-- decided again, and nothing that is redeemed is redeemed again. The mark and 'h' are there only as long as nothing is decided
-- and the request has not ended: who finds one needs no other look.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function is_over(ends)
  return tonumber(ends) <= now
end
