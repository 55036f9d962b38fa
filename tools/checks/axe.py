"""The browser's part is written in JavaScript, where Playwright and axe are at home; this hands it the pages."""

import json
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
# Pages of each kind and edition. Those chosen first show the most elements, so two say nearly everything.
EACH = 2


def look(paper, report, asked):
    pages = [{"path": page.path, "kind": page.kind, "edition": page.edition} for page in paper.chosen(EACH)]
    command = ["node", str(HERE / "axe.mjs"), paper.base, *([str(asked.shots.resolve())] if asked.shots else [])]
    browser = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    browser.stdin.write(json.dumps(pages))
    browser.stdin.close()
    finished = False
    for line in browser.stdout:
        told = json.loads(line)
        if "note" in told:
            report.note(told["note"])
        elif "finished" in told:
            finished = True
        else:
            report.expect(told["good"], told["where"], told["what"])
    report.expect(browser.wait() == 0 and finished, "browser", "did not come to its end")
