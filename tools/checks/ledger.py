"""The demo paper's own ledger, exported while it is served: the program and the second verifier agree about it.

Both call it good as it is; the second one names an entry after one letter in it was changed.
"""

import subprocess
import sys
from pathlib import Path

VERIFIER = Path(__file__).parent.parent / "verify_ledger.py"


def look(paper, report, asked):
    if asked.program is None:
        report.note("needs PROGRAM, for it opens the data folder")
        return
    export = asked.keep / "ledger.jsonl"
    verified = run([asked.program, "ledger", "verify", "--data", asked.data])
    report.expect(verified.returncode == 0, "manset ledger verify", verified.stdout + verified.stderr)
    exported = run([asked.program, "ledger", "export", export, "--data", asked.data])
    if not report.expect(exported.returncode == 0 and export.exists(), "manset ledger export", exported.stdout + exported.stderr):
        return
    agreed = run([sys.executable, VERIFIER, export])
    report.expect(agreed.returncode == 0, "verify_ledger.py", agreed.stdout[-2000:] + agreed.stderr[-500:])
    report.note(agreed.stdout.strip().split("\n")[-1])

    lines = export.read_bytes().split(b"\n")
    middle = sum(line.startswith(b'{"entry"') for line in lines) // 2
    lines[middle] = lines[middle].replace(b'"actor":"', b'"actor":"x', 1)
    changed = asked.keep / "changed.jsonl"
    changed.write_bytes(b"\n".join(lines))
    told = run([sys.executable, VERIFIER, changed])
    report.expect(told.returncode == 1 and f"entry {middle}: was changed" in told.stdout, "verify_ledger.py",
                  f"does not name entry {middle}, which was changed: {told.stdout[-500:]}")


def run(command):
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
