"""Puts real stories among generated ones: `bench/mixed.py DATA COUNT < LINES > MIXED`.

Reads COUNT generated lines (`cargo xtask generate`) and puts every real news text of DATA, evenly, between them: Turkish ones of TTC-3600,
of the categorised set and of the financial one, Arabic ones of SaudiNewsNet. Each takes the hour of the line before it.
What is written is for measuring on this machine alone: the texts belong to their papers."""

import gzip
import json
import sys
from html import escape
from pathlib import Path

# A text without a headline of its own is given its first words.
HEADLINE_WORDS = 9
SECTIONS = {"ekonomi": "ekonomi", "spor": "spor", "siyaset": "siyaset", "saglik": "saglik", "teknoloji": "teknoloji"}


def main():
    data = Path(sys.argv[1])
    real = list(stories(data))
    count = int(sys.argv[2])
    if not real:
        sys.exit(f"mixed: there are no real stories in {data}")
    put = 0
    for at, line in enumerate(sys.stdin, 1):
        sys.stdout.write(line)
        hour = None
        while put < len(real) and put * count < at * len(real):
            hour = hour or json.loads(line)["firstCreated"]
            sys.stdout.write(json.dumps(item(put, *real[put], hour), ensure_ascii=False) + "\n")
            put += 1
    print(f"mixed: {put} of {len(real)} real stories among {count} generated ones", file=sys.stderr)


def stories(data):
    """Language, section, headline and text of each."""
    for told in packed(data / "tr-news-ttc3600/docs.jsonl.gz"):
        yield "tr", SECTIONS.get(told["category"], "gundem"), "", told["text"]
    for part in ("train", "val"):
        for told in packed(data / f"tr-news-cat/{part}.jsonl.gz"):
            yield "tr", "gundem", "", told["text"]
    for told in packed(data / "tr-news-financial/articles.jsonl.gz"):
        yield "tr", "ekonomi", told["title"], told["content"]
    for told in packed(data / "ar-news-saudinewsnet/docs.jsonl.gz"):
        yield "ar", "gundem", told["title"], told["content"]


def packed(file):
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def item(number, language, section, headline, text, hour):
    paragraphs = [" ".join(line.split()) for line in text.replace("\ufeff", "").splitlines()]
    paragraphs = [line for line in paragraphs if line]
    headline = headline.strip() or " ".join(" ".join(paragraphs).split()[:HEADLINE_WORDS])
    return {
        "uri": f"urn:example:real:{number}",
        "standard": {"name": "ninjs", "version": "3.1"},
        "type": "text",
        "pubStatus": "usable",
        "version": "1",
        "language": language,
        "firstCreated": hour,
        "versionCreated": hour,
        "headlines": [{"role": "main", "value": headline or f"{number}"}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": "".join(f"<p>{escape(line)}</p>" for line in paragraphs)}],
        "subjects": [{"name": section}],
        "infoSources": [{"name": "AA"}],
    }


main()
