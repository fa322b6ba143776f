#!/usr/bin/env python3
"""How good are suggestions, asked as the request form asks: POST /api/v1/deflect of a running server?

usage: bench/deflection_simulation.py --bin build/bin NAME=ARTICLES,QUERIES.tsv,QRELS.txt...

The tickets are those that `zeroline-server calibrate` measures with: each judged question between sentences
of the half of the noise that the confidence was not fitted to. Every ticket is posted twice:

  with     its article is there. A suggestion is right if one of the articles shown is judged relevant.
  without  its articles may not be suggested, so whatever is suggested is wrong. They stay in the base,
           marked `deflect: never`, which leaves an article out before the ranking decides. A base is
           compiled for each fold of the articles (--folds), so in this half the others of the fold are
           missing as well: a little less to mistake for an answer than with one article left out.

and counted as `calibrate` counts:

  precision  right suggestions of all suggestions, of both halves
  served     share of the tickets of "with" that were suggested what is right
  annoyed    share of the tickets of "without" that were suggested anything
  shown      of the suggestions of "with", those with a right article

--target PRECISION,SERVED makes the program fail if the pooled numbers stay below. Nothing is fitted here, and
no threshold chosen: the server decides as it would decide for people.
"""

import argparse
import http.client
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zlib


class Collection:
    def __init__(self, name, articles, queries, qrels):
        self.name = name
        self.articles = pathlib.Path(articles)
        self.queries = queries
        self.qrels = qrels
        self.relevant = {}  # qid -> article ids
        self.first = {}  # qid -> the article its file names first
        for line in open(qrels, encoding="utf-8"):
            qid, _, article, relevance = line.split()
            if int(relevance) > 0:
                self.relevant.setdefault(qid, set()).add(article)
                self.first.setdefault(qid, article)

    def fold(self, qid, folds):
        return zlib.crc32(self.first[qid].encode()) % folds


class Counts:
    def __init__(self):
        self.tickets = self.with_suggested = self.right = self.without_suggested = 0

    def add(self, other):
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def precision(self):
        suggested = self.with_suggested + self.without_suggested
        return self.right / suggested if suggested else 0

    def served(self):
        return self.right / self.tickets if self.tickets else 0

    def row(self, name):
        tickets = max(1, self.tickets)
        shown = self.right / self.with_suggested if self.with_suggested else 0
        return (f"{name:<12}{self.tickets:>8}{self.precision():>11.3f}{self.served():>8.3f}"
                f"{self.without_suggested / tickets:>9.3f}{shown:>7.3f}")


def run(program, *options):
    done = subprocess.run([str(program), *map(str, options)], capture_output=True, text=True, timeout=900)
    if done.returncode != 0:
        sys.exit(f"{program} {options}\n{done.stdout}{done.stderr}")


class Server:
    """Serves the base on a free port; addresses it believes keep its limits out of the way."""

    def __init__(self, binary, folder, index):
        config = folder / "config.yaml"
        config.write_text("trusted_proxies: [127.0.0.1]\naccess_log: false\n", encoding="utf-8")
        templates = pathlib.Path(__file__).resolve().parent.parent / "templates"
        self.process = subprocess.Popen(
            [str(binary / "zeroline-server"), "serve", "--index", str(index), "--state",
             str(folder / "state.db"), "--listen", "127.0.0.1:0", "--config", str(config), "--templates",
             str(templates)], stdout=subprocess.PIPE, stderr=open(folder / "log", "w"), text=True)
        address = None
        while address is None:
            line = self.process.stdout.readline()
            if not line:
                sys.exit("the server did not start: " + (folder / "log").read_text())
            address = re.search(r"ready at http://([0-9.:]+)/", line)
        self.connection = http.client.HTTPConnection(address.group(1), timeout=60)
        self.calls = 0

    def ask(self, language, text):
        self.calls += 1
        address = ".".join(str(self.calls >> shift & 255) for shift in (16, 8, 0))
        body = json.dumps({"body": text, "lang": language}).encode()
        self.connection.request("POST", "/api/v1/deflect", body, {
            "Content-Type": "application/json", "X-Forwarded-For": "10." + address})
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            sys.exit(f"POST /api/v1/deflect: {answer.status} {content[:300]!r}")
        return json.loads(content)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)


def mark_never(file):
    text = file.read_text(encoding="utf-8")
    if text.startswith("---\n"):
        return file.write_text("---\ndeflect: never\n" + text[4:], encoding="utf-8")
    return file.write_text("---\ndeflect: never\n---\n" + text, encoding="utf-8")


def article_file(tree, language, article):
    file = tree / language / (article + ".md")
    if not file.is_file():
        sys.exit(f"{article} of the judgements is not the path of an article: {file}")
    return file


class Simulation:
    def __init__(self, arguments, folder):
        self.binary = pathlib.Path(arguments.bin)
        self.folds = arguments.folds
        self.most = arguments.tickets
        self.folder = pathlib.Path(folder)

    def tickets(self, collection):
        file = self.folder / "tickets.tsv"
        run(self.binary / "zeroline-server", "calibrate", "--collection",
            f"unused,{collection.queries},{collection.qrels}", "--tickets", file)
        lines = [line.rstrip("\n").split("\t", 2) for line in open(file, encoding="utf-8")]
        return lines[:: max(1, len(lines) // self.most)][:self.most] if self.most else lines

    def serve(self, tree, name):
        folder = self.folder / name
        folder.mkdir()
        run(self.binary / "zeroline-indexer", "build", "--articles", tree, "--index", folder / "index",
            "--no-git")
        return Server(self.binary, folder, folder / "index")

    def ask_with(self, collection, tickets, counts):
        server = self.serve(collection.articles, collection.name + "-all")
        try:
            for qid, language, text in tickets:
                answer = server.ask(language, text)
                counts.tickets += 1
                if answer["decision"] != "suggest":
                    continue
                counts.with_suggested += 1
                counts.right += any(hit["id"] in collection.relevant[qid] for hit in answer["results"])
        finally:
            server.stop()

    def ask_without(self, collection, tickets, fold, counts):
        asked = [ticket for ticket in tickets if collection.fold(ticket[0], self.folds) == fold]
        if not asked:
            return
        tree = self.folder / f"{collection.name}-articles-{fold}"
        shutil.copytree(collection.articles, tree)
        removed = {(language, article) for qid, language, _ in asked for article in collection.relevant[qid]}
        for language, article in removed:
            mark_never(article_file(tree, language, article))
        server = self.serve(tree, f"{collection.name}-{fold}")
        try:
            for qid, language, text in asked:
                answer = server.ask(language, text)
                shown = {hit["id"] for hit in answer["results"]}
                if shown & collection.relevant[qid]:
                    sys.exit(f"{qid}: an article marked `deflect: never` was suggested")
                counts.without_suggested += answer["decision"] == "suggest"
        finally:
            server.stop()

    def measure(self, collection):
        counts = Counts()
        tickets = self.tickets(collection)
        self.ask_with(collection, tickets, counts)
        for fold in range(self.folds):
            self.ask_without(collection, tickets, fold, counts)
        return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("collections", nargs="+", metavar="NAME=ARTICLES,QUERIES,QRELS")
    parser.add_argument("--bin", required=True, help="folder of the programs")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--tickets", type=int, default=0, help="of each collection at most; 0: all")
    parser.add_argument("--target", help="PRECISION,SERVED, pooled")
    arguments = parser.parse_args()
    pooled = Counts()
    print(f"{'collection':<12}{'tickets':>8}{'precision':>11}{'served':>8}{'annoyed':>9}{'shown':>7}")
    for text in arguments.collections:
        name, files = text.split("=", 1)
        with tempfile.TemporaryDirectory(prefix="zeroline-deflection-") as folder:
            counts = Simulation(arguments, folder).measure(Collection(name, *files.split(",")))
        print(counts.row(name), flush=True)
        pooled.add(counts)
    print(pooled.row("pooled"))
    if arguments.target:
        precision, served = map(float, arguments.target.split(","))
        if pooled.precision() < precision or pooled.served() < served:
            sys.exit(f"below the target: precision {precision}, served {served}")


if __name__ == "__main__":
    main()
