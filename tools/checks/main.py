"""Serves a demo paper with the program given, walks all of it once, and lets each check look at what was found.

    tools/checks/run PROGRAM [CHECK…] [--shots DIR] [--keep DIR]
    tools/checks/run --base http://127.0.0.1:8000 [CHECK…]

CHECK is links, html, feeds, structured, weight, axe, ledger, programs or desk; all of them if none is named. Each ends in a line
`links: N passed, N failed`. Exit code 0 if nothing failed.
"""

import argparse
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import axe
import crawl
import desk
import feeds
import ledger
import links
import markup
import programs
import structured
import weight
from report import Report

CHECKS = {"links": links, "html": markup, "feeds": feeds, "structured": structured, "weight": weight, "axe": axe,
          "ledger": ledger, "desk": desk, "programs": programs}


def main():
    asked = argparse.ArgumentParser(usage=__doc__)
    asked.add_argument("names", nargs="*", metavar="PROGRAM CHECK")
    asked.add_argument("--base", help="a server that already runs, instead of PROGRAM")
    asked.add_argument("--shots", type=Path, help="a folder for screenshots (axe)")
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
        asked.program = asked.data = None
        if asked.base:
            failed = look(asked.base.rstrip("/"), names, asked)
        else:
            with Server(Path(asked.names[0]).resolve(), folder) as server:
                asked.program, asked.data = server.program, server.data
                failed = look(server.base, names, asked)
    sys.exit(1 if failed else 0)


def look(base, names, asked):
    started = time.monotonic()
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


class Server:
    """The program on a free port with a demo paper of its own; stopped by its id when the block ends."""

    def __init__(self, program, folder):
        self.program, self.data, self.log = program, folder / "data", folder / "serve.log"
        made = subprocess.run([program, "demo", "--data", self.data], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if made.returncode != 0:
            sys.exit(f"checks: the demo paper could not be made:\n{made.stdout[-2000:]}{made.stderr[-2000:]}")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            listen = "127.0.0.1:%d" % probe.getsockname()[1]
        self.base = f"http://{listen}"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [program, "serve", "--data", self.data, "--listen", listen], stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def __enter__(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            if crawl.answers(self.base + "/readyz"):
                return self
            time.sleep(0.1)
        self.__exit__()
        sys.exit(f"checks: the paper is not served:\n{self.log.read_text(errors='replace')[-2000:]}")

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


if __name__ == "__main__":
    main()
