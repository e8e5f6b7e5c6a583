-- Sends the requests of a file one after another, each line "METHOD path", counts the kinds of status, and tells failures.
local threads = {}
function setup(thread) table.insert(threads, thread) end

function init(args)
  requests, at, served, refused, failed = {}, tonumber(args[2]) or 0, 0, 0, 0
  for line in io.lines(args[1]) do
    local method, path = line:match("^(%S+) (.*)$")
    table.insert(requests, wrk.format(method, path))
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function response(status, _, body)
  if status >= 500 then
    failed = failed + 1
    io.stderr:write(status, " ", body)
  elseif status >= 400 then
    refused = refused + 1
  else
    served = served + 1
  end
end

function done(summary)
  local counts = { served = 0, refused = 0, failed = 0 }
  for _, thread in ipairs(threads) do
    for name in pairs(counts) do counts[name] = counts[name] + thread:get(name) end
  end
  io.write(string.format("counts %d %d %d %d\n", counts.served, counts.refused, counts.failed, summary.errors.timeout))
end
