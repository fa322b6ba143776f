#!/usr/bin/env python3
"""What counting searches costs: pages of results asked by readers who are counted and by nobody, in turns,
over several connections to a running server.

usage: bench/analytics_cost.py URL LANG QUERIES.txt [ROUNDS [SECONDS_EACH [CONNECTIONS]]]

QUERIES has a query a line. Each round loads the server twice, in alternating order: with the cookie of one of
a thousand visitors, whose searches are recorded, and with a cookie of the same length that is no visitor's.
Prints requests per second of both and the ratio of each pair: median, quartiles, least and most. Needs wrk.
The state grows by what is recorded, so give the server one of its own; and set `access_log: false`.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile

SCRIPT = """
local queries, at = {}, 0
local cookie = os.getenv("ZEROLINE_COST_COOKIE")
local path = "/" .. os.getenv("ZEROLINE_COST_LANG") .. "/search?q="
for line in io.lines(os.getenv("ZEROLINE_COST_QUERIES")) do
  queries[#queries + 1] = path .. line:gsub("[^%w]", function(c) return string.format("%%%02X", c:byte()) end)
end
function request()
  at = at + 1
  local visitor = string.format("%032x", at % 1000)
  return wrk.format("GET", queries[at % #queries + 1], {
    ["User-Agent"] = "analytics_cost",
    ["Cookie"] = cookie .. "=" .. visitor .. "; lang=" .. os.getenv("ZEROLINE_COST_LANG"),
  })
end
"""
COUNTED = "zl_visitor"
NOBODY = "no_visitor"


def load(url, script, cookie, seconds, connections):
    answer = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script, url],
        env={**os.environ, "ZEROLINE_COST_COOKIE": cookie}, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in answer:
        sys.exit(f"the server refused some requests:\n{answer}")
    return float(re.search(r"Requests/sec:\s*([0-9.]+)", answer).group(1))


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    url, lang, queries = sys.argv[1:4]
    rounds, seconds, connections = (int(value) for value in (sys.argv[4:] + ["10", "3", "4"][len(sys.argv) - 4:]))
    os.environ.update(ZEROLINE_COST_LANG=lang, ZEROLINE_COST_QUERIES=queries)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT)
        script.flush()
        rates = {COUNTED: [], NOBODY: []}
        load(url, script.name, NOBODY, 1, connections)
        for i in range(rounds):
            for cookie in (COUNTED, NOBODY) if i % 2 else (NOBODY, COUNTED):
                rates[cookie].append(load(url, script.name, cookie, seconds, connections))
    ratios = sorted(counted / nobody for counted, nobody in zip(rates[COUNTED], rates[NOBODY]))
    low, middle, high = statistics.quantiles(ratios, n=4)
    print(f"counted  {statistics.median(rates[COUNTED]):8.0f} searches/s (median of {rounds})")
    print(f"nobody   {statistics.median(rates[NOBODY]):8.0f} searches/s")
    print(f"ratio    {middle:8.3f}   quartiles {low:.3f} to {high:.3f}   all {ratios[0]:.3f} to {ratios[-1]:.3f}")


if __name__ == "__main__":
    main()
