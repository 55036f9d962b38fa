"""What the checks share that need a paper nobody works at yet, and a script of their own that tells line by line."""

import json
import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[2] / "shared" / "data"


def blank(asked, folder):
    """A copy of the demo paper as it was before anybody came to the desk."""
    shutil.copytree(asked.blank, folder)
    return folder


def tell(report, command, where):
    """Runs a script that tells a line of JSON for each thing expected."""
    told = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"NODE_NO_WARNINGS": "1"})
    finished = None
    for line in told.stdout.splitlines():
        said = json.loads(line)
        if said.get("finished"):
            finished = said
        elif "said" in said:
            report.note(said["said"])
        else:
            report.expect(said["good"], said["where"], said["what"])
    report.expect(finished, where, f"it stopped: {told.stderr[-2000:]}")
    return finished
