"""Reading while an archive comes in: what readers wait, quiet and beside an import."""

import subprocess
import time
from datetime import timedelta

from archive import generate
from load import in_turn, until_idle, wrk

CONNECTIONS = 16
# A mean pause, so that readers keep a pace of some hundreds a second and do not take all they can get.
PAUSE_MS = 25


def measure(program, newsroom, node, folder, stories, seconds):
    """(quiet, beside): requests per second, p50 and p99 in ms; and the import's stories per second."""
    paths = newsroom.addresses.stories(300) + ["/", "/gundem/", "/siyaset/", "/spor/", "/feed.xml"]
    readers = in_turn(folder / "readers.lua", paths, PAUSE_MS)
    # An older archive than what is there, as a newspaper that moves house has it.
    lines = folder / "older.jsonl"
    generate(lines, stories, 77, newsroom.until - timedelta(days=newsroom.addresses.days + 30))
    until_idle([node])
    wrk(node.base, 3, readers, CONNECTIONS)
    quiet = [wrk(node.base, seconds, readers, CONNECTIONS)]
    place = ["--data", newsroom.folder, "--database", newsroom.database]
    began = time.perf_counter()
    importing = subprocess.Popen(["nice", program, "import", lines, "--as", "ninjs", *place], stdout=subprocess.PIPE, text=True)
    beside = []
    while importing.poll() is None:
        beside.append(wrk(node.base, 5, readers, CONNECTIONS))
    took = time.perf_counter() - began
    importing.communicate()
    lines.unlink()
    # The last load may have outlasted the import.
    beside = beside[:-1] or beside
    until_idle([node])
    # As many quiet loads as there were beside it: pages are made anew by themselves too, when an age on them turns.
    quiet += [wrk(node.base, 5, readers, CONNECTIONS) for _ in beside]
    worst = lambda runs: tuple(max(run[place] for run in runs) for place in (1, 2, 3))
    return worst(quiet), worst(beside), stories / took
