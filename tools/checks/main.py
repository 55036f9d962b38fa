"""Serves a demo paper with the program given, walks all of it once, and lets each check look at what was found.

    tools/checks/run PROGRAM [CHECK…] [--shots DIR] [--keep DIR]
    tools/checks/run --base http://127.0.0.1:8000 [CHECK…]

CHECK is links, html, feeds, structured, weight, axe, ledger, desk, desk-pages, scripts, faults or programs; all of them if none is named.
Each ends in a line `links: N passed, N failed`. Exit code 0 if nothing failed. MANSET_ROUNDS says how many rounds of faults.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import axe
import crawl
import desk
import desk_pages
import faults
import feeds
import ledger
import links
import markup
import programs
import scripts
import structured
import weight
from report import Report
from serving import Server

CHECKS = {"links": links, "html": markup, "feeds": feeds, "structured": structured, "weight": weight, "axe": axe,
          "ledger": ledger, "desk": desk, "desk-pages": desk_pages, "scripts": scripts, "faults": faults, "programs": programs}
# These bring a paper of their own and need no walk through all of the site.
APART = {"scripts", "faults", "desk-pages"}


def main():
    asked = argparse.ArgumentParser(usage=__doc__)
    asked.add_argument("names", nargs="*", metavar="PROGRAM CHECK")
    asked.add_argument("--base", help="a server that already runs, instead of PROGRAM")
    asked.add_argument("--shots", type=Path, help="a folder for screenshots (axe, desk, desk-pages)")
    asked.add_argument("--keep", type=Path, help="a folder for the pages as they were fetched")
    asked = asked.parse_intermixed_args()
    if not asked.base and not asked.names:
        asked.error("a PROGRAM or --base is needed")
    names = asked.names if asked.base else asked.names[1:]
    if unknown := set(names) - set(CHECKS):
        asked.error(f"there is no check {', '.join(sorted(unknown))}")

    with tempfile.TemporaryDirectory(prefix="manset-checks.") as folder:
        folder = Path(folder)
        asked.keep = asked.keep or folder / "pages"
        asked.program = asked.data = asked.blank = None
        if asked.base:
            failed = look(asked.base.rstrip("/"), names, asked)
        else:
            # Serving it costs: its pictures are made meanwhile.
            is_served = not names or bool(set(names) - APART)
            with Server(Path(asked.names[0]).resolve(), folder, is_served) as server:
                asked.program, asked.data, asked.blank = server.program, server.data, server.blank
                failed = look(server.base, names, asked)
    sys.exit(1 if failed else 0)


def look(base, names, asked):
    started = time.monotonic()
    paper = None
    if not names or set(names) - APART:
        paper = crawl.walk(base, asked.keep)
        print(f"walked {len(paper.pages)} addresses in {time.monotonic() - started:.0f} s: {paper.summary()}", flush=True)
    reports = []
    for name, check in CHECKS.items():
        if names and name not in names:
            continue
        report = Report(name)
        check.look(paper, report, asked)
        report.close()
        reports.append(report)
    passed, failed = sum(report.passed for report in reports), sum(report.failed for report in reports)
    print(f"pages: {passed} passed, {failed} failed", flush=True)
    return failed


if __name__ == "__main__":
    main()
