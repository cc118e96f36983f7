-- Records which keys a pod holds, and tells when each begins to seal or sign.
-- Invariants: a key that comes beside one that is known waits for its activation, the first keys of all need not; what is
-- recorded stays for as long as pods hold the key, so that all agree; a key that every pod let go of is new when it comes
-- back, since some pod may not have it yet; a pod that knew better, before Redis lost its memory or its clock went back, is
-- believed. Key ids are no secrets.
-- The record lives as long as any pod reports, and a month longer.
-- KEYS  1 hash: kind and id -> first seen at, begins at (ms); heard, kind and id -> last reported at; heard and kind -> last
--       report of all
-- ARGV  1 kind   2 activation, ms   3.. for each key: its id, ms since it was first seen, ms until it begins, by what the
--       pod knows of a key that it has held all along ('' and '' when it does not)
-- Gives {ms since it was first seen, ms until it begins, ..., Redis' own time in ms}, in the order of the keys
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- Each pod reports every second. Where none can, nobody lets go of anything: what counts is who else was heard meanwhile.
local LET_GO_AFTER = 5000
local heard = 'heard:' .. ARGV[1]
local last = tonumber(redis.call('HGET', KEYS[1], heard) or now)

local function wasLetGo(kid)
  local at = redis.call('HGET', KEYS[1], heard .. ':' .. kid)
  return at and last - tonumber(at) > LET_GO_AFTER
end

local records, seen, begins, known = {}, {}, {}, false
for i = 3, #ARGV, 3 do
  local record = redis.call('HGET', KEYS[1], ARGV[1] .. ':' .. ARGV[i])
  if record and wasLetGo(ARGV[i]) then
    record = false
  end
  records[i] = record
  if record then
    seen[i], begins[i] = record:match('^(%d+) (%d+)$')
    seen[i], begins[i] = tonumber(seen[i]), tonumber(begins[i])
  end
  if (not record or seen[i] > now) and ARGV[i + 1] ~= '' then
    seen[i], begins[i] = now - tonumber(ARGV[i + 1]), now + tonumber(ARGV[i + 2])
  elseif record and seen[i] > now then
    seen[i], begins[i] = now, now + begins[i] - seen[i]
  end
  known = known or seen[i] ~= nil
end

local told = {}
for i = 3, #ARGV, 3 do
  if not seen[i] then
    seen[i], begins[i] = now, known and now + tonumber(ARGV[2]) or now
  end
  local record = string.format('%.0f %.0f', seen[i], begins[i])
  if record ~= records[i] then
    redis.call('HSET', KEYS[1], ARGV[1] .. ':' .. ARGV[i], record)
  end
  redis.call('HSET', KEYS[1], heard .. ':' .. ARGV[i], string.format('%.0f', now))
  told[#told + 1] = now - seen[i]
  told[#told + 1] = begins[i] - now
end
redis.call('HSET', KEYS[1], heard, string.format('%.0f', now))
local month = 30 * 24 * 3600 * 1000
if redis.call('PTTL', KEYS[1]) < month / 2 then
  redis.call('PEXPIRE', KEYS[1], month)
end
told[#told + 1] = string.format('%.0f', now)
return told
