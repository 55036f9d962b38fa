"""Newsrooms of a size: the demo paper with so many generated stories behind it, on SQLite or PostgreSQL."""

import http.client
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit

from servers import HEADERS, Manset, fetch

ROOT = Path(__file__).resolve().parent.parent
PER_DAY = 274
PICTURES_PATIENCE = 600


def generate(file, count, seed, until):
    """So many stories as lines in a file. Returns the seconds it took."""
    began = time.perf_counter()
    xtask = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug/xtask"
    with open(file, "wb") as out:
        subprocess.run([xtask, "generate", str(count), "--seed", str(seed), "--until", until.isoformat()], check=True, stdout=out)
    return time.perf_counter() - began


class Newsroom:
    """A folder of its own, and a database there or elsewhere."""

    def __init__(self, program, folder, size, kind, database=None):
        self.program, self.size, self.kind = program, size, kind
        self.folder = folder / f"{kind}-{size}"
        self.folder.mkdir()
        self.database = database or f"sqlite:{self.folder}/newsroom.db"
        self.until = datetime.now(timezone.utc)
        self.with_pictures_made(folder / "pictures")

    def with_pictures_made(self, known):
        """The demo paper, with every file of its pictures there: making them takes a core for minutes, which no page costs.
        Made once, in `known`, for all newsrooms of a run."""
        if known.is_dir():
            shutil.copytree(known, self.folder / "media")
        self.manset("demo")
        wanted = self.folder / "media/.renditions/.wanted"
        with Manset(self.program, self):
            ended = time.monotonic() + PICTURES_PATIENCE
            while any(wanted.iterdir()):
                if time.monotonic() > ended:
                    sys.exit("bench: the demo's pictures are not made in time")
                time.sleep(0.5)
        if not known.is_dir():
            shutil.copytree(self.folder / "media", known)

    @classmethod
    def that_is_there(cls, program, folder, size):
        """A newsroom on SQLite that was filled before."""
        newsroom = cls.__new__(cls)
        newsroom.program, newsroom.size, newsroom.kind, newsroom.folder = program, size, "sqlite", folder
        newsroom.database = f"sqlite:{folder}/newsroom.db"
        newsroom.until = datetime.fromtimestamp((folder / "newsroom.db").stat().st_mtime, timezone.utc)
        return newsroom

    def manset(self, *command):
        place = ["--data", self.folder, "--database", self.database]
        return subprocess.run([self.program, *command, *place], check=True, capture_output=True, text=True).stdout

    def take_in(self, lines):
        """Imports a file of lines. Returns stories per second, the program's start and end among them, and stories per
        second of CPU, which a neighbour does not change."""
        began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        told = self.manset("import", lines, "--as", "ninjs").strip().splitlines()[-1]
        seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        counted = int(re.match(r"([0-9]+) items", told)[1])
        return counted / seconds, counted / cpu

    def disk_bytes(self):
        return sum(file.stat().st_size for file in self.folder.glob("newsroom.db*"))


class Addresses:
    """What of a newsroom readers ask for, told by a node that serves it."""

    def __init__(self, node, newsroom, seed=1):
        self.node, self.size = node, newsroom.size
        self.chance = random.Random(seed)
        self.days = newsroom.size / PER_DAY
        self.until = newsroom.until
        self.first = self.first_number()
        self.tags = self.tags_of_some_stories()

    def at(self, node):
        """The same, asked of another node."""
        self.node = node
        return self

    def first_number(self):
        """Numbers below it are the demo paper's."""
        return max(1, self.position() - self.size)

    def position(self):
        return self.node.position()

    def stories(self, count):
        """Addresses of stories from everywhere in the archive."""
        found = []
        host = urlsplit(self.node.base).netloc
        connection = http.client.HTTPConnection(host, timeout=30)
        while len(found) < count:
            number = self.chance.randrange(self.first, self.first + self.size)
            connection.request("GET", f"/x/{number}", headers={**HEADERS, "Accept-Encoding": "identity"})
            answer = connection.getresponse()
            answer.read()
            if answer.status == 301:
                found.append(answer.headers["Location"])
        return found

    def tags_of_some_stories(self):
        """Tag pages by how many of some stories lead there, the commonest first."""
        seen = Counter()
        for path in self.stories(40):
            page = fetch(self.node.base + path, plain=True).decode()
            seen.update(set(re.findall(r'href="(/etiket/[^"]+/)"', page)))
        return [tag for tag, _ in seen.most_common()]

    def hour(self, share):
        """An hour so deep in the archive, in microseconds: 0 is the oldest, 1 the newest."""
        return int((self.until - timedelta(days=self.days * (1 - share))).timestamp() * 1e6)

    def depths(self, count):
        return [0.1 + 0.7 * self.chance.random() for _ in range(count)]

    def kinds(self, count):
        """`{kind: addresses}`: each address once or several times, so that every rendering is of the same kind."""
        day = lambda share: (self.until - timedelta(days=self.days * (1 - share))).strftime("/arsiv/%Y/%m/%d/")
        part = self.first // 5_000
        return {
            "story": self.stories(count),
            "front": ["/"],
            "section": ["/gundem/", "/siyaset/", "/spor/", "/ekonomi/"],
            "section, deep": [f"/gundem/?after={self.hour(share)}.0" for share in self.depths(20)],
            "archive day, deep": [day(share) for share in self.depths(20)],
            "tag": self.tags[:5],
            "tag, rare": self.tags[-20:],
            "feed": ["/feed.xml", "/gundem/atom.xml", "/siyaset/feed.json"],
            "sitemap part": [f"/sitemap-tr-{part}.xml"],
            "news sitemap": ["/sitemap-news.xml"],
        }
