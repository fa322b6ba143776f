#!/usr/bin/env python3
"""How much does search learn from confirmed questions, and what do wrong clicks cost?

Every article's questions are split by a seed into those that readers confirmed, which go into the
file that zeroline-indexer build --confirmed-questions takes, and those that are asked afterwards. A
wrong click confirms, instead of the right article, one of the first five that the search without
confirmed questions shows for it.

    bench/use_simulation.py --bin build/bin --articles DIR --queries FILE.tsv --qrels FILE.txt

prints nDCG@10 of the questions asked afterwards for each number of confirmed questions per article:
text only, with them, and with a share of the clicks wrong, each the mean over the seeds. A number
below 1 is the share of articles that have one. --covered says which share of the articles that have
questions gets any, to see what a base that is only partly known does to the rest.
"""

import argparse
import pathlib
import random
import re
import statistics
import subprocess
import tempfile

DAY = "2026-01-01"  # all confirmed on one day: nothing ages


def read_queries(path):
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if line.strip()]
    return {qid: (lang, text) for qid, lang, text in rows}


def read_qrels(path):
    best = {}
    for line in open(path, encoding="utf-8"):
        qid, _, docid, relevance = line.split()
        if int(relevance) > 0:
            best.setdefault(qid, docid)
    return best


class Simulation:
    def __init__(self, arguments, folder):
        self.arguments = arguments
        self.folder = pathlib.Path(folder)
        self.queries = read_queries(arguments.queries)
        self.answer = read_qrels(arguments.qrels)
        self.by_article = {}
        for qid in self.queries:
            if qid in self.answer:
                self.by_article.setdefault(self.answer[qid], []).append(qid)
        self.plain = self.build("plain", None)
        self.shown = self.rankings(self.plain)

    def run(self, program, *options):
        command = [str(pathlib.Path(self.arguments.bin) / program), *map(str, options)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def build(self, name, confirmed):
        index = self.folder / name
        options = ["build", "--articles", self.arguments.articles, "--index", index, "--no-git"]
        if confirmed is not None:
            options += ["--confirmed-questions", confirmed]
        self.run("zeroline-indexer", *options)
        return index

    def rankings(self, index):
        """Article ids per query, best first."""
        run = self.folder / "shown.trec"
        self.run("zeroline-server", "eval", "--index", index, "--queries", self.arguments.queries,
                 "--qrels", self.arguments.qrels, "--run", run)
        shown = {}
        for line in open(run, encoding="utf-8"):
            qid, _, docid, _, _, _ = line.split()
            shown.setdefault(qid, []).append(docid)
        return shown

    def split(self, count, seed):
        """Questions that are confirmed, and questions that are asked afterwards."""
        dice = random.Random(seed)
        log, asked = [], []
        articles = sorted(self.by_article)
        covered = set(dice.sample(articles, round(self.arguments.covered * len(articles))))
        for article in articles:
            questions = sorted(self.by_article[article])
            dice.shuffle(questions)
            half = len(questions) // 2
            asked += questions[half:]
            if article not in covered:
                continue
            take = int(count) + (dice.random() < count - int(count))
            log += questions[:min(take, half)]
        return log, asked

    def write_log(self, log, wrong, seed):
        dice = random.Random(1000 + seed)
        file = self.folder / "confirmed.tsv"
        with open(file, "w", encoding="utf-8") as out:
            for qid in log:
                lang, text = self.queries[qid]
                article = self.answer[qid]
                others = [other for other in self.shown.get(qid, [])[:5] if other != article]
                if others and dice.random() < wrong:
                    article = dice.choice(others)
                out.write(f"{text}\t{lang}\t{article}\t1\t{DAY}\n")
        return file

    def score(self, index, asked):
        """nDCG@10 of these questions alone."""
        queries = self.folder / "asked.tsv"
        with open(queries, "w", encoding="utf-8") as out:
            for qid in asked:
                out.write("\t".join((qid, *self.queries[qid])) + "\n")
        text = self.run("zeroline-server", "eval", "--index", index, "--queries", queries, "--qrels",
                        self.arguments.qrels)
        return float(re.search(r"nDCG@10\s+([0-9.]+)", text).group(1))

    def measure(self, count):
        rows = []
        for seed in range(self.arguments.seeds):
            log, asked = self.split(count, seed)
            row = [self.score(self.plain, asked)]
            for wrong in (0, self.arguments.wrong):
                index = self.build(f"learned-{count}-{seed}-{wrong}",
                                   self.write_log(log, wrong, seed))
                row.append(self.score(index, asked))
            rows.append(row)
        return [statistics.mean(column) for column in zip(*rows)]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, help="folder of zeroline-indexer and zeroline-server")
    parser.add_argument("--articles", required=True)
    parser.add_argument("--queries", required=True)
    parser.add_argument("--qrels", required=True)
    parser.add_argument("--counts", default="0,0.5,1,2.5,5", help="confirmed questions per article")
    parser.add_argument("--wrong", type=float, default=0.2, help="share of the clicks that are wrong")
    parser.add_argument("--covered", type=float, default=1.0)
    parser.add_argument("--seeds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        simulation = Simulation(arguments, folder)
        print(f"confirmed  text only  learned  {arguments.wrong:.0%} wrong")
        for count in map(float, arguments.counts.split(",")):
            plain, learned, wrong = simulation.measure(count)
            print(f"{count:9g}  {plain:9.4f}  {learned:7.4f}  {wrong:9.4f}", flush=True)


if __name__ == "__main__":
    main()
