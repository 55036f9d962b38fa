"""Pages from memory, every read counted, beside nginx serving the same bytes."""

import gzip
import sys
from urllib.parse import unquote

from load import in_turn, median, wrk
from servers import Nginx, fetch


def measure(node, addresses, folder, rounds, seconds):
    """`{what: {server: [(requests per second, CPU microseconds per request), …]}}`: one story, the front, and a
    thousand stories in turn. The servers are loaded A B A B …, so that a busy neighbour slows both."""
    many = addresses.stories(1_000)
    paths = {"one story": many[:1], "the front": ["/"], "1,000 stories in turn": many}
    pages = []
    for path in [*many, "/"]:
        plain, packed = fetch(node.base + path, plain=True), fetch(node.base + path)
        if gzip.decompress(packed) != plain:
            sys.exit("bench: the gzip variant is not the page")
        pages.append(("/index" if path == "/" else unquote(path), plain, packed))
    (folder / "nginx").mkdir()
    with Nginx(folder / "nginx", pages) as nginx:
        if fetch(nginx.base + many[0]) != pages[0][2]:
            sys.exit("bench: nginx does not serve the same bytes")
        found = {what: {"manset": [], "nginx": []} for what in paths}
        for turn in range(rounds + 1):
            for what, asked in paths.items():
                for name, server in (("manset", node), ("nginx", nginx)):
                    of_nginx = ["/index"] if (name, asked) == ("nginx", ["/"]) else asked
                    script = in_turn(folder / f"{name}.lua", of_nginx) if len(asked) > 1 else None
                    before = server.cpu_seconds()
                    requests, rate, _, _ = wrk(server.base + of_nginx[0], seconds if turn else 1, script)
                    cpu = (server.cpu_seconds() - before) / requests * 1e6
                    if turn:
                        found[what][name].append((rate, cpu))
    return found, len(pages[0][1]), len(pages[0][2])


def table(found):
    lines = ["| | Manşet, requests/s | nginx | ratio | Manşet, CPU µs each | nginx | ratio |", "|---|---|---|---|---|---|---|"]
    for what, rounds in found.items():
        (rate, cpu), (nginx_rate, nginx_cpu) = (middle(rounds[name]) for name in ("manset", "nginx"))
        lines.append(f"| {what} | {rate:,.0f} ({spread(rounds['manset'])}) | {nginx_rate:,.0f} ({spread(rounds['nginx'])}) "
                     f"| {rate / nginx_rate:.2f} | {cpu:.1f} | {nginx_cpu:.1f} | {cpu / nginx_cpu:.2f} |")
    return "\n".join(lines)


def middle(rounds):
    return median(rate for rate, _ in rounds), median(cpu for _, cpu in rounds)


def spread(rounds):
    rates = sorted(rate for rate, _ in rounds)
    return f"{rates[0]:,.0f} to {rates[-1]:,.0f}"
