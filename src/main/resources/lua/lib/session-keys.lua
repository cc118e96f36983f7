-- What the scripts on a user's session_keys share. Their text, blanks between: the newest key, sealed; its fingerprint, one
-- under each master key that its writer held, commas between; when it came (s); and where there is one the key before, sealed,
-- and when that ends (ms).
-- Invariants: the same key given again changes nothing, whoever gives it; the key before is usable for a while and no
-- longer; it never gives way to a key of which nobody here can tell whether it is another.
local function read_session_keys(text)
  local sealed, marks, renewed_at, rest = text:match('^(%S+) (%S+) (%d+)(.*)$')
  local before, before_until = rest:match('^ (%S+) (%d+)$')
  return {sealed = sealed, marks = marks, renewed_at = renewed_at, before = before, before_until = before_until}
end

local function write_session_keys(name, keys, ...)
  local text = keys.sealed .. ' ' .. keys.marks .. ' ' .. keys.renewed_at
  if keys.before then
    text = text .. ' ' .. keys.before .. ' ' .. keys.before_until
  end
  redis.call('SET', name, text, ...)
end

-- Tells whether a key has one of these fingerprints, and whether there is any that can be compared.
local function compare_marks(marks, fingerprints)
  local given = {}
  for _, fingerprint in ipairs(fingerprints) do
    given[fingerprint:match('^[^:]+')] = fingerprint
  end
  local same, comparable = false, false
  for mark in marks:gmatch('[^,]+') do
    local twin = given[mark:match('^[^:]+')]
    comparable = comparable or twin ~= nil
    same = same or twin == mark
  end
  return same, comparable
end

-- Beside the text that is held, or false.
local function keep_session_key(name, held, sealed, life, life_before, fingerprints)
  local fresh = {sealed = sealed, marks = table.concat(fingerprints, ','), renewed_at = time[1]}
  if not held then
    write_session_keys(name, fresh, 'PX', life)
    return
  end
  local keys = read_session_keys(held)
  local same, comparable = compare_marks(keys.marks, fingerprints)
  if comparable and not same then
    fresh.before, fresh.before_until = keys.sealed, string.format('%.0f', now + life_before)
  elseif keys.before and tonumber(keys.before_until) > now then
    fresh.before, fresh.before_until = keys.before, keys.before_until
  end
  if same then
    fresh.renewed_at = keys.renewed_at
    if keys.marks == fresh.marks and keys.sealed:match('^[^.]+') == sealed:match('^[^.]+') then
      -- Else the master keys have changed since: what holds it must stay comparable for all pods, and openable.
      fresh.sealed = keys.sealed
    end
  end
  write_session_keys(name, fresh, 'PX', life)
end
