#!/usr/bin/env python3
"""What suggesting costs beside the request form: POST /api/v1/deflect against GET /api/v1/search of the
same words, taken in turns on one connection of a running server, a keystroke after the other.

usage: bench/deflection_cost.py URL LANG TEXTS.txt [ROUNDS]

TEXTS has a request a line: SUBJECT TAB BODY. Prints medians and the ratio of the paired times. Ask the
server for more than its limits allow an address by naming 127.0.0.1 in its `trusted_proxies`: the script
then comes from another address each time.
"""

import http.client
import json
import statistics
import sys
import time
import urllib.parse


def keystrokes(subject, body):
    """The request as it stands each time a writer pauses: the subject, then sentence by sentence."""
    yield subject, ""
    words = body.split(" ")
    for end in range(4, len(words) + 4, 4):
        yield subject, " ".join(words[:end])


class Caller:
    def __init__(self, url):
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc)
        self.calls = 0

    def time(self, method, path, body=None):
        self.calls += 1
        headers = {"X-Forwarded-For": f"10.{self.calls >> 16 & 255}.{self.calls >> 8 & 255}.{self.calls & 255}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body)
        begin = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        taken = time.perf_counter() - begin
        if answer.status != 200:
            sys.exit(f"{method} {path}: {answer.status} {content[:200]!r}")
        return taken


def main():
    url, language, file = sys.argv[1:4]
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 3
    requests = [line.rstrip("\n").split("\t", 1) for line in open(file, encoding="utf-8") if "\t" in line]
    caller = Caller(url)
    search, deflect = [], []
    for turn in range(rounds + 1):
        for subject, body in requests:
            for typed_subject, typed_body in keystrokes(subject, body):
                query = urllib.parse.urlencode({"q": f"{typed_subject}\n{typed_body}"[:500], "lang": language, "limit": 3})
                ask = {"subject": typed_subject, "body": typed_body, "lang": language}
                pair = [lambda: caller.time("GET", f"/api/v1/search?{query}"),
                        lambda: caller.time("POST", "/api/v1/deflect", ask)]
                first = turn % 2
                times = [0.0, 0.0]
                times[first] = pair[first]()
                times[1 - first] = pair[1 - first]()
                if turn:  # the first round warms
                    search.append(times[0])
                    deflect.append(times[1])
    ratios = sorted(d / s for s, d in zip(search, deflect))
    print(f"{len(search)} pairs; median search {1000 * statistics.median(search):.2f} ms, "
          f"deflect {1000 * statistics.median(deflect):.2f} ms")
    print(f"ratio of pairs: median {statistics.median(ratios):.2f}, 95 % {ratios[int(.95 * len(ratios))]:.2f}; "
          f"of sums {sum(deflect) / sum(search):.2f}")


main()
