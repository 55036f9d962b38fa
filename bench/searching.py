"""Search over the whole archive, two questions at a time; what is offered while one types; the index on disk beside the text
it is of; and how soon what was published can be found."""

import http.client
import json
import random
import re
import sqlite3
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

from load import a_few_at_a_time, percentile, until_idle
from servers import HEADERS, fetch
from visible import Desk

PATIENCE = 3_600
WORDS = re.compile(r"\w{3,}")


def measure(node, newsroom, seconds):
    """By name: the wait at p50 and p99 in ms, at two at a time; the index's bytes and the text's; seconds to build it."""
    built = until_whole(node)
    most = settled_bytes(newsroom)
    # After a start the newest stories are read in to be likened to, which takes half a minute and half of a machine.
    until_idle([node])
    # As on a machine that has answered for an hour: otherwise what is measured first is the disk.
    for file in Path(newsroom.folder, "search").rglob("*"):
        if file.is_file():
            file.read_bytes()
    headlines = some_headlines(newsroom, 400)
    chance = random.Random(7)
    asked = {
        "one word": [chance.choice(WORDS.findall(headline) or ["baraj"]) for headline in headlines],
        "two words": [" ".join(WORDS.findall(headline)[:2]) for headline in headlines],
        "a headline": headlines,
        "a phrase": [f'"{" ".join(WORDS.findall(headline)[:2])}"' for headline in headlines],
        "a slip of the finger": [slip(chance, chance.choice(WORDS.findall(headline) or ["baraj"])) for headline in headlines],
    }
    waits, resident = {}, Resident(node)
    for name, questions in asked.items():
        paths = [f"/api/v1/search?limit=20&q={quote(question)}" for question in questions]
        waits[name] = two_at_a_time(node, paths, seconds)
    paths = [f"/ara?q={quote(question)}" for question in asked["two words"]]
    waits["the readers' page, two words"] = two_at_a_time(node, paths, seconds)
    paths = [f"/api/v1/search?limit=20&counts=true&order=newest&q={quote(question)}" for question in asked["one word"]]
    waits["the newest, counted"] = two_at_a_time(node, paths, seconds)
    paths = [f"/api/v1/search/suggestions?q={quote(word[:length])}" for word in asked["one word"] for length in (1, 3, 5)]
    waits["suggestions"] = two_at_a_time(node, paths, seconds)
    paths = [f"/api/v1/stories/{number}/related" for number in some_numbers(newsroom, 400)]
    waits["related, of any story"] = two_at_a_time(node, paths, seconds)
    return {"waits": waits, "resident": resident.most(), "index": index_bytes(newsroom), "index_most": most, "text": text_bytes(newsroom), "built": built,
            "hostile": {name: longest(node, question) for name, question in HOSTILE.items()}, "soon": searchable(node, newsroom, 30)}


# What nobody asks who wants to know something. Each is answered, or refused with a reason, at once.
HOSTILE = {
    "ten thousand letters": "a" * 1_500 + " " + "bir " * 2_100,
    "operators only": '"" - -- " -" AND OR NOT ( ) * ? ~ ^ : \\ [ ] { } && || ! + ' * 20,
    "a letter of every plane": "".join(chr(plane * 0x10000 + 0x1F0) for plane in range(17)) * 8,
    "overrides from right to left": "\u202e\u2066\u202daba\u202c\u2069" * 40,
    "an expression that explodes": "(a+)+$ (x+x+)+y ([a-zA-Z]+)* " * 8,
    "marks without end": "e" + "\u0301" * 180,
    "one letter still typed": "a",
    "the commonest words": "ve bir bu da de ile için olarak daha çok gibi kadar",
    "thirty-two words and none of them": " ".join(f"yok{place}söz" for place in range(32)),
}


def longest(node, question):
    """The longest wait of ten, in ms. An answer is one of 200 or a problem that says why."""
    waits = []
    for path in [f"/api/v1/search?q={quote(question[:1_900])}", f"/api/v1/search/suggestions?q={quote(question[:600])}"] * 5:
        began = time.perf_counter()
        connection = http.client.HTTPConnection(urlsplit(node.base).netloc, timeout=30)
        connection.request("GET", path, headers=HEADERS)
        answer = connection.getresponse()
        body = answer.read()
        waits.append((time.perf_counter() - began) * 1e3)
        if answer.status != 200 and not (400 <= answer.status < 500 and b'"detail"' in body):
            sys.exit(f"bench: {path[:80]} is answered {answer.status} {body[:200]}")
    return max(waits)


def searchable(node, newsroom, rounds):
    """Milliseconds from a publication's answer until a search finds it, each time."""
    desk, times = Desk(newsroom), []
    for turn in range(rounds):
        word = f"olcum{time.time_ns()}"
        desk.publish(node, f"Aranan {word} bulundu")
        began = time.perf_counter()
        while not json.loads(fetch(f"{node.base}/api/v1/search?q={word}", plain=True))["total"]:
            if time.perf_counter() - began > 30:
                sys.exit("bench: what was published is not found")
            time.sleep(0.01)
        times.append((time.perf_counter() - began) * 1e3)
    return times


class Resident:
    """The most memory that was resident, looked at twice a second until it is asked for."""

    def __init__(self, node):
        self.node, self.found, self.is_asked = node, [], False
        self.looking = threading.Thread(target=self.look, daemon=True)
        self.looking.start()

    def look(self):
        while not self.is_asked:
            self.found.append(self.node.resident_bytes()[0])
            time.sleep(0.5)

    def most(self):
        self.is_asked = True
        self.looking.join()
        return max(self.found)


def two_at_a_time(node, paths, seconds):
    times = a_few_at_a_time(node, paths, seconds)
    return percentile(times, 0.5), percentile(times, 0.99), len(times) / seconds


def until_whole(node):
    """Waits until the index holds everything, and says how long that was."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        if json.loads(fetch(node.base + "/api/v1/search?q=baraj", plain=True))["complete"]:
            return time.monotonic() - began
        time.sleep(0.2)
    sys.exit("bench: the index of words is not built in time")


def some_headlines(newsroom, count):
    database = sqlite3.connect(f"file:{newsroom.folder}/newsroom.db?mode=ro", uri=True)
    most = database.execute("select max(number) from live").fetchone()[0]
    chance, found = random.Random(3), []
    while len(found) < count:
        row = database.execute("select card from live where number >= ? and standing = 'live' and edition = 'tr' limit 1", (chance.randrange(1, most + 1),)).fetchone()
        if row:
            found.append(json.loads(row[0])["headline"])
    database.close()
    return found


def some_numbers(newsroom, count):
    database = sqlite3.connect(f"file:{newsroom.folder}/newsroom.db?mode=ro", uri=True)
    most = database.execute("select max(number) from live").fetchone()[0]
    chance, found = random.Random(5), []
    while len(found) < count:
        row = database.execute("select number from live where number >= ? and standing = 'live' limit 1", (chance.randrange(1, most + 1),)).fetchone()
        found += row or ()
    database.close()
    return found


def text_bytes(newsroom):
    """The published text as it is kept."""
    database = sqlite3.connect(f"file:{newsroom.folder}/newsroom.db?mode=ro", uri=True)
    total = database.execute("select sum(length(cast(text as blob))) from published_content").fetchone()[0]
    database.close()
    return total


def index_bytes(newsroom):
    found = 0
    for file in Path(newsroom.folder, "search").rglob("*"):
        try:
            found += file.stat().st_size
        except FileNotFoundError:
            # Merged into another meanwhile.
            pass
    return found


def settled_bytes(newsroom):
    """Waits until the parts that were written last are merged. Returns the most that lay there meanwhile: what is merged lies
    there twice until it is done."""
    most, last, since = 0, 0, time.monotonic()
    while time.monotonic() - since < 20:
        found = index_bytes(newsroom)
        if found != last:
            last, since = found, time.monotonic()
        most = max(most, found)
        time.sleep(1)
    return most


def slip(chance, word):
    """Two neighbouring letters changed for each other."""
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2:]


def table(found):
    lines = [f"{name}: p50 {median:.1f} ms, p99 {p99:.1f} ms, {rate:.0f}/s" for name, (median, p99, rate) in found["waits"].items()]
    return "\n".join([*lines, f"index {found['index'] / 2**20:.0f} MiB (while parts are merged {found['index_most'] / 2**20:.0f}) of text {found['text'] / 2**20:.0f} MiB, built in {found['built']:.0f} s; "
                      f"published to found p50 {percentile(found['soon'], .5):.0f} ms, p99 {percentile(found['soon'], .99):.0f} ms; "
                      f"{found['resident'] / 2**20:.0f} MiB resident at most",
                      *(f"{name}: at most {wait:.0f} ms" for name, wait in found["hostile"].items())])
