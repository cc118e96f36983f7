-- Adds a user to a person, or makes the user's entry anew.
-- Invariants: since when a user is that person stays; each entry differs from the one before, so that who found that one
-- untrue does not take away this one.
-- KEYS  1 hash of the person's users
-- ARGV  1 the user's tag   2 '1' for a user who is kept for good   3 life of one who is not, ms
-- Gives 1
local since, times = (redis.call('HGET', KEYS[1], ARGV[1]) or ''):match('^(%x+),(%x+)!?$')
since = since or string.format('%x', redis.call('TIME')[1])
times = (tonumber(times or '0', 16) + 1) % 0x10000
redis.call('HSET', KEYS[1], ARGV[1], string.format('%s,%x%s', since, times, ARGV[2] == '1' and '!' or ''))
if ARGV[2] == '1' then
  redis.call('PERSIST', KEYS[1])
else
  keep_person(KEYS[1], tonumber(ARGV[3]))
end
return 1
