#!/usr/bin/env python3
"""Makes a collection of judged queries from the questions of articles, one for each language.

Some questions of each article are taken out of it and become queries that the article answers, so that
`zeroline-server eval` and `calibrate` meet words that the base has not got: what a base with questions does with
those of people, who ask otherwise than its writers thought.

    bench/held_out_questions.py --articles articles --out /tmp/held-out
    zeroline-indexer build --articles /tmp/held-out/en/articles --index /tmp/held-out/en/index --no-git
    zeroline-server calibrate --measure-only \\
        --collection /tmp/held-out/en/index,/tmp/held-out/en/queries.tsv,/tmp/held-out/en/qrels.txt
"""

import argparse
import pathlib
import random
import re

QUESTIONS = re.compile(r"^questions:\n((?:[ \t]+- .*\n)+)", re.MULTILINE)


def split(text, count, lottery):
    """The article with fewer questions, and those that were taken out. Confidential ones keep theirs."""
    front_matter = text.split("\n---", 1)[0]
    found = QUESTIONS.search(text)
    if not found or re.search(r"^audience:(?!\s*public\s*$)", front_matter, re.MULTILINE):
        return text, []
    lines = found.group(1).splitlines()
    if len(lines) <= count:
        return text, []
    lottery.shuffle(lines)
    kept = "".join(line + "\n" for line in lines[count:])
    questions = [line.strip()[2:].strip().strip("\"'") for line in lines[:count]]
    return text[: found.start(1)] + kept + text[found.end(1) :], questions


def write(articles, language, count, out):
    lottery = random.Random(7)
    queries, judgements = [], []
    for file in sorted((articles / language).rglob("*.md")):
        name = file.relative_to(articles / language).with_suffix("").as_posix()
        text, questions = split(file.read_text(encoding="utf-8"), count, lottery)
        copy = out / "articles" / language / (name + ".md")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, encoding="utf-8")
        for number, question in enumerate(questions):
            query = f"{language}-{name.replace('/', '-')}-{number}"
            queries.append(f"{query}\t{language}\t{question}\n")
            judgements.append(f"{query} 0 {name} 1\n")
    (out / "queries.tsv").write_text("".join(queries), encoding="utf-8")
    (out / "qrels.txt").write_text("".join(judgements), encoding="utf-8")
    print(f"{language}: {len(queries)} queries")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=pathlib.Path, default=pathlib.Path("articles"))
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--count", type=int, default=3, help="questions taken out of each article")
    arguments = parser.parse_args()
    for folder in sorted(arguments.articles.iterdir()):
        if folder.is_dir() and folder.name != "synonyms" and any(folder.rglob("*.md")):
            write(arguments.articles, folder.name, arguments.count, arguments.out / folder.name)


if __name__ == "__main__":
    main()
