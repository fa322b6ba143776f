#!/usr/bin/env bash
# Loads a running server over loopback and prints requests per second and latencies of article pages, search
# pages, search and suggest through the API, and of an empty cpp-httplib handler in the same minutes.
#
#   bench/load.sh URL ARTICLES [SECONDS_EACH [CONNECTIONS]]
#
# URL       of a server that serves the compiled ARTICLES, such as http://127.0.0.1:8080
# ARTICLES  the Markdown tree, from which paths and titles (as queries) are taken
# Needs wrk and a bench build (`cmake --preset bench && cmake --build build/bench`).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [[ $# -lt 2 || $# -gt 4 ]]; then
  sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"
  exit 2
fi
url=${1%/}
articles=$2
seconds=${3:-5}
connections=${4:-8}
[[ $url =~ ^http://(127\.[0-9.]+|localhost|\[::1\]):[0-9]+$ ]] || {
  echo "load.sh: only loopback may be loaded, not $url" >&2
  exit 2
}

work=$(mktemp -d)
empty=
finish() {
  [[ -n $empty ]] && kill "$empty" 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT

# lang TAB path TAB title of at most 400 articles, spread over the tree.
(cd "$articles" && find . -name '*.md' ! -name '_index.md' -type f | sort) |
  awk '{ files[NR] = $0 } END { step = NR > 400 ? NR / 400 : 1
         for (i = 1; i <= NR; i += step) print files[int(i)] }' |
  while read -r file; do
    title=$(sed -n '2,30s/^title:[[:space:]]*//p' "$articles/$file" | head -n 1 |
      sed "s/^[\"']//; s/[\"'][[:space:]]*\$//")
    path=${file#./}
    lang=${path%%/*}
    path=${path#*/}
    # What readers do not see is not loaded.
    sed -n '2,30p' "$articles/$file" | grep -qE '^(audience: *.?[^p"]|status: *.?(draft|archived))' && continue
    [[ -n $title && $path != "$lang" ]] && printf '%s\t%s\t%s\n' "$lang" "${path%.md}" "$title"
  done >"$work/list" || true
[[ -s $work/list ]] || {
  echo "load.sh: no articles with a title below $articles" >&2
  exit 1
}

"$root/build/bench/bin/zeroline-empty-server" $((seconds * 8 + 30)) >"$work/empty" &
empty=$!
for _ in $(seq 50); do
  [[ -s $work/empty ]] && break
  sleep 0.1
done
empty_url=$(head -n 1 "$work/empty")

load() {
  local name=$1 kind=$2 target=$3 out=$work/out
  ZEROLINE_LOAD_KIND=$kind ZEROLINE_LOAD_LIST=$work/list timeout $((seconds + 20)) \
    wrk -t1 -c"$connections" -d"${seconds}s" --latency -s "$root/bench/load.lua" "$target" >"$out"
  awk -v name="$name" '
    /^ *50%/ { p50 = $2 }
    /^ *99%/ { p99 = $2 }
    /^Requests\/sec/ { rate = $2 }
    /Non-2xx/ { bad += $NF }
    /Socket errors/ { gsub(",", ""); bad += $4 + $6 + $8 + $10 }
    END { printf "| %s | %.0f | %s | %s | %d |\n", name, rate, p50, p99, bad }' "$out"
}

echo "| over HTTP, $connections connections | requests/s | p50 | p99 | failed |"
echo "|---|---:|---:|---:|---:|"
load "empty handler (limit)" empty "${empty_url%/}"
load "article page" article "$url"
load "search page" searchpage "$url"
load "search, API" search "$url"
load "suggest, API" suggest "$url"
