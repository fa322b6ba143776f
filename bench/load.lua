-- wrk script: asks one kind of URL after the other. From the environment: ZEROLINE_LOAD_LIST, a file of
-- "lang TAB path TAB title" lines, and ZEROLINE_LOAD_KIND: article, search, suggest or empty.
local paths = {}

local function encode(text)
  return (text:gsub("[^%w%-_.~/]", function(c) return string.format("%%%02X", c:byte()) end))
end

-- The first n characters of UTF-8 text.
local function beginning(text, n)
  local out = {}
  for c in text:gmatch("[%z\1-\127\194-\244][\128-\191]*") do
    out[#out + 1] = c
    if #out == n then break end
  end
  return table.concat(out)
end

local make = {
  article = function(lang, path) return "/" .. lang .. "/" .. encode(path) end,
  search = function(lang, _, title)
    return "/api/v1/search?lang=" .. lang .. "&q=" .. encode(title)
  end,
  searchpage = function(lang, _, title) return "/" .. lang .. "/search?q=" .. encode(title) end,
  suggest = function(lang, _, title)
    return "/api/v1/suggest?lang=" .. lang .. "&q=" .. encode(beginning(title, 4))
  end,
  empty = function() return "/" end,
}

function init()
  local kind = make[os.getenv("ZEROLINE_LOAD_KIND")]
  for line in io.lines(os.getenv("ZEROLINE_LOAD_LIST")) do
    local lang, path, title = line:match("^([^\t]*)\t([^\t]*)\t(.*)$")
    if lang then paths[#paths + 1] = kind(lang, path, title) end
  end
end

local at = 0
function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
