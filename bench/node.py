"""A node by itself: from its start to the first page, and what it holds in memory under load."""

from load import in_turn, until_idle, wrk
from servers import Manset


def starts(program, newsroom, times):
    """Seconds from starting the program to the first page's last byte, best first."""
    taken = []
    for _ in range(times):
        with Manset(program, newsroom) as node:
            taken.append(node.seconds_to_first_page)
    return sorted(taken)


def under_load(newsroom, node, folder, seconds):
    """(RSS, PSS) in bytes after a load over thousands of different pages, and its requests per second."""
    paths = newsroom.addresses.stories(4_000) + newsroom.addresses.tags + ["/", "/gundem/", "/feed.xml"]
    until_idle([node])
    _, rate, _, p99 = wrk(node.base, seconds, in_turn(folder / "everything.lua", paths))
    resident, proportional = node.resident_bytes()
    return resident, proportional, rate, p99
