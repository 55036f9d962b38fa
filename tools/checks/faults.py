"""The desk that cannot lose a word: people type in browsers while servers, lines, tabs, browsers, clocks, sessions and the
disk fail. `MANSET_ROUNDS` rounds (12 if it is not set), on a paper of its own."""

import os
import subprocess
import tempfile
from pathlib import Path

import own

# What a demo paper and some hundred rounds need, and small enough to be filled in a moment.
FILLABLE_MIB = 1024


def look(paper, report, asked):
    if not asked.program:
        report.note("faults are made only with a program of its own")
        return
    rounds, lanes = os.environ.get("MANSET_ROUNDS", "12"), os.environ.get("MANSET_LANES", "2")
    seed = os.environ.get("MANSET_SEED", str(os.getpid()))
    with tempfile.TemporaryDirectory(prefix="manset-faults.") as folder:
        place = Path(folder) / "disk"
        place.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={FILLABLE_MIB}m", "tmpfs", place], capture_output=True).returncode == 0
        if mounted:
            os.environ["MANSET_FILLABLE"] = "1"
        else:
            report.note("SAID ALOUD: no file system can be mounted here, so the disk was never full")
        try:
            data = own.blank(asked, place / "data")
            finished = own.tell(report, ["node", own.HERE / "faults.mjs", asked.program, data, rounds, seed, lanes], "faults.mjs")
        finally:
            os.environ.pop("MANSET_FILLABLE", None)
            if mounted:
                subprocess.run(["umount", "-l", place], check=False)
    if finished:
        report.note(f"{finished['rounds']} rounds, {finished['words']} words shown as safe, the server started {finished['starts']} times, seed {finished['seed']}")
