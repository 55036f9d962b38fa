"""The browser's part is written in JavaScript, where Playwright and axe are at home; this hands it the pages."""

import json
import subprocess
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
# Pages of each of the main kinds in each edition, and of every other kind one. Those chosen first show the most
# elements, so a few say nearly everything.
MAIN = {"front": 1, "section": 2, "story": 3}


def look(paper, report, asked):
    pages, taken = [], Counter()
    for page in paper.chosen(max(MAIN.values())):
        taken[page.kind, page.edition] += 1
        if taken[page.kind, page.edition] <= MAIN.get(page.kind, 1):
            pages.append({"path": page.path, "kind": page.kind, "edition": page.edition, "main": page.kind in MAIN})
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
