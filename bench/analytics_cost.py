#!/usr/bin/env python3
"""What counting searches costs: pages of results asked by readers who are counted and by nobody, in turns,
over several connections to a running server.

usage: bench/analytics_cost.py URL LANG QUERIES.txt [--rounds N] [--seconds N] [--connections N] [--pid PID]

QUERIES has a query a line. Each round loads the server twice, in alternating order: with the cookie of one of
a thousand visitors, whose searches are recorded, and with a cookie of the same length that is no visitor's.
Prints both rates and the ratio of each pair: median, quartiles, least and most. With the server's PID it also
compares the processor time that a search takes, writing included, which other programs on the machine disturb
less than the rate. Needs wrk. The state grows by what is recorded, so give the server one of its own; and set
`access_log: false`.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

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
DRAIN_SECONDS = 0.4  # the queue of what is recorded waits 0.2


def processor_seconds(pid):
    """Of all threads of the process so far; 0 without one."""
    if pid is None:
        return 0.0
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load(arguments, script, cookie, seconds):
    """Requests per second, and processor seconds per request."""
    before = processor_seconds(arguments.pid)
    answer = subprocess.run(
        ["wrk", "-t1", f"-c{arguments.connections}", f"-d{seconds}s", "-s", script, arguments.url],
        env={**os.environ, "ZEROLINE_COST_COOKIE": cookie}, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in answer:
        sys.exit(f"the server refused some requests:\n{answer}")
    time.sleep(DRAIN_SECONDS)
    requests = int(re.search(r"(\d+) requests in", answer).group(1))
    rate = float(re.search(r"Requests/sec:\s*([0-9.]+)", answer).group(1))
    return rate, (processor_seconds(arguments.pid) - before) / max(requests, 1)


def summary(name, counted, nobody):
    ratios = sorted(one / other for one, other in zip(counted, nobody))
    low, middle, high = statistics.quantiles(ratios, n=4)
    return f"{name:34} {middle:6.3f}   quartiles {low:.3f} to {high:.3f}   all {ratios[0]:.3f} to {ratios[-1]:.3f}"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    for name in ("url", "lang", "queries"):
        parser.add_argument(name)
    for name, default in (("--rounds", 10), ("--seconds", 3), ("--connections", 4), ("--pid", None)):
        parser.add_argument(name, type=int, default=default)
    arguments = parser.parse_args()
    os.environ.update(ZEROLINE_COST_LANG=arguments.lang, ZEROLINE_COST_QUERIES=arguments.queries)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT)
        script.flush()
        taken = {COUNTED: [], NOBODY: []}
        load(arguments, script.name, NOBODY, 1)
        for i in range(arguments.rounds):
            for cookie in (COUNTED, NOBODY) if i % 2 else (NOBODY, COUNTED):
                taken[cookie].append(load(arguments, script.name, cookie, arguments.seconds))
    counted, nobody = taken[COUNTED], taken[NOBODY]
    print(f"counted {statistics.median(rate for rate, _ in counted):6.0f} searches/s,"
          f" nobody {statistics.median(rate for rate, _ in nobody):6.0f} (medians of {arguments.rounds})")
    print(summary("rate, counted / nobody", [r for r, _ in counted], [r for r, _ in nobody]))
    if arguments.pid is not None:
        print(f"counted {1e3 * statistics.median(cpu for _, cpu in counted):6.3f} ms of processor a search,"
              f" nobody {1e3 * statistics.median(cpu for _, cpu in nobody):6.3f}")
        print(summary("processor time, counted / nobody", [c for _, c in counted], [c for _, c in nobody]))


if __name__ == "__main__":
    main()
