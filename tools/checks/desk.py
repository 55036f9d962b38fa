"""The desk as people use it, in a browser: set up, invited, written, published, corrected and withdrawn, in Turkish and in
Arabic, each step looked at on the reader's side too; every page by axe, in both schemes and at every width."""

import json
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent


def look(paper, report, asked):
    if not asked.program:
        # It sets the newsroom up, which happens once: not to somebody's running paper.
        report.note("the desk is walked only with a program of its own")
        return
    # The second needs what the first set up.
    for walk in ["desk.mjs", "fronts.mjs"]:
        command = ["node", HERE / walk, paper.base]
        if asked.shots:
            command.append(asked.shots)
        told = subprocess.run(command, capture_output=True, text=True)
        finished = False
        for line in told.stdout.splitlines():
            said = json.loads(line)
            if said.get("finished"):
                finished = True
            else:
                report.expect(said["good"], said["where"], said["what"])
        report.expect(finished, walk, f"it stopped: {told.stderr[-2000:]}")
