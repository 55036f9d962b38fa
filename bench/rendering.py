"""Pages rendered anew, at every size of the archive: what each costs, and how that grows."""

import re
import time

from load import one_by_one, percentile, until_idle
from servers import Manset, fetch


def measure(program, newsrooms, nodes, rounds, count):
    """`{kind: {size: (CPU ms, p50 ms, p99 ms, bytes)}}`, of rounds that go through all sizes in turn, so that a busy
    neighbour slows all."""
    until_idle(nodes.values())
    asked = {size: newsrooms[size].addresses.at(node).kinds(count) for size, node in nodes.items()}
    found = {}
    for turn in range(rounds + 1):
        for kind in next(iter(asked.values())):
            for size, node in nodes.items():
                times, cpu, received = one_by_one(node, asked[size][kind], count)
                if turn > 0:  # the first fills the database's caches
                    found.setdefault(kind, {}).setdefault(size, []).append((cpu, percentile(times, 0.5), percentile(times, 0.99), received))
    # Least of the rounds: a neighbour can only add to what a rendering costs.
    return {kind: {size: tuple(min(column) for column in zip(*rounds)) for size, rounds in sizes.items()}
            for kind, sizes in found.items()}


def statements(program, newsroom):
    """`{kind: statements asked of the database for one rendering}`, from the program's own log."""
    with Manset(program, newsroom, cache_mib=0, log_statements=True) as node:
        until_idle([node])
        counted = {}
        for kind, paths in newsroom.addresses.at(node).kinds(5).items():
            counted[kind] = min(asked_for(node, paths[turn % len(paths)]) for turn in range(5))
    return counted


# What runs by itself every second or oftener and is no page's.
BACKGROUND = re.compile(r"max\(position\)|into lease|from schedule|into reads|from reads|notify|LISTEN|COMMIT|BEGIN", re.I)


def asked_for(node, path):
    before = node.log.stat().st_size
    fetch(node.base + path, plain=True)
    time.sleep(0.05)
    with open(node.log, errors="replace") as log:
        log.seek(before)
        lines = [line for line in log if '"summary"' in line or "db.statement" in line]
    return sum(1 for line in lines if not BACKGROUND.search(line))


def table(found, sizes):
    """Markdown: one line for each kind of page."""
    first, last = sizes[0], sizes[-1]
    lines = ["", "|---|" + "---|" * (3 * len(sizes) + 3)]
    lines[0] = ("| page | " + " | ".join(f"CPU ms, {size:,}" for size in sizes) + " | ratio | "
                + " | ".join(f"wall ms, {size:,}" for size in sizes) + f" | ratio | p99 ms, {last:,} | "
              + " | ".join(f"KB, {size:,}" for size in sizes) + " |")
    for kind, by_size in found.items():
        cpu = [by_size[size][0] for size in sizes]
        wall = [by_size[size][1] for size in sizes]
        row = [kind, *(f"{value:.2f}" for value in cpu), f"{cpu[-1] / cpu[0]:.2f}",
               *(f"{value:.2f}" for value in wall), f"{wall[-1] / wall[0]:.2f}", f"{by_size[last][2]:.1f}",
               *(f"{by_size[size][3] / 1000:.0f}" for size in sizes)]
        lines.append("| " + " | ".join(row) + " |")
    return "\n".join(lines)
