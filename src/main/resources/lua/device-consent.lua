-- Notes in the user's own slot that the user agrees to the request of another device.
-- Invariants: only a live session agrees; what was noted stays as it is, for as long as a redemption may take.
-- KEYS  1 hash of sessions   2 consents                                      (one slot: both carry the user's tag)
-- ARGV  1 id of the session that agrees   2 id of the request   3 life of the consent, ms
-- Gives 1, or 0 when that session has ended
local text = redis.call('HGET', KEYS[1], ARGV[1])
if not text or not is_session(ARGV[1]) or read_session(text).expires <= now then
  return 0
end
if redis.call('HEXISTS', KEYS[2], ARGV[2]) == 0 then
  redis.call('HSET', KEYS[2], ARGV[2], 'agreed')
end
if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[3]) then
  redis.call('PEXPIRE', KEYS[2], ARGV[3])
end
return 1
