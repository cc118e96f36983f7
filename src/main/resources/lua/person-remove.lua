-- Takes a user out of a person.
-- Invariant: an entry that was made anew stays, unless it is to go whatever it says.
-- KEYS  1 hash of the person's users
-- ARGV  1 the user's tag   2 the entry as it was found, or '' for any   3 life of a user who is not kept for good, ms
-- Gives how many were taken out
if ARGV[2] ~= '' and redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then
  return 0
end
local gone = redis.call('HDEL', KEYS[1], ARGV[1])
if gone == 1 then
  keep_person(KEYS[1], tonumber(ARGV[3]))
end
return gone
