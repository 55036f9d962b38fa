"""The desk as people use it, in a browser: set up, invited, written by one, sent back by another, published, corrected and
withdrawn, in Turkish and in Arabic, each step looked at on the reader's side too; and fronts arranged."""

import own


def look(paper, report, asked):
    if not asked.program:
        # It sets the newsroom up, which happens once: not to somebody's running paper.
        report.note("the desk is walked only with a program of its own")
        return
    # The second needs what the first set up.
    for walk in ["desk.mjs", "fronts.mjs"]:
        shots = [asked.shots.resolve()] if asked.shots else []
        own.tell(report, ["node", own.HERE / walk, paper.base, *shots], walk)
