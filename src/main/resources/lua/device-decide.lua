-- Notes what the user says to a request, or tells whether that is still to be said.
-- Invariants: only who scanned it decides, and only once; the same again changes nothing, the contrary is refused.
-- KEYS  1 the request   2 the mark of its last poll                         (one slot: both carry the request's id)
-- ARGV  1 appid   2 tag of the user who decides   3 'agreed' or 'denied'   4 '1' only to ask
-- Gives {'gone'} | {'app'}: another app's | {'owner'}: not scanned by this user | {'other'}: the contrary was said
--       | {'again', client} | {'open', client}: asked, and nothing was said yet | {'done', client}
local ends, appid, owner, state, client = unpack(redis.call('HMGET', KEYS[1], 'e', 'a', 'o', 's', 'c'))
if not ends then
  return {'gone'}
end
if appid ~= ARGV[1] then
  return {'app'}
end
if owner ~= ARGV[2] then
  return {'owner'}
end
if state ~= 'scanned' then
  return {(state == 'denied') == (ARGV[3] == 'denied') and 'again' or 'other', client}
end
if is_over(ends) then
  return {'gone'}
end
if ARGV[4] == '1' then
  return {'open', client}
end
redis.call('HSET', KEYS[1], 's', ARGV[3])
redis.call('HDEL', KEYS[1], 'h')
redis.call('DEL', KEYS[2])
return {'done', client}
