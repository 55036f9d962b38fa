"""Every kind of page through the Nu HTML checker: no errors; warnings are told."""

import json
import subprocess
from pathlib import Path

JAR = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"
# Enough to meet every box, table and note that stories are made of.
EACH = 8


def look(paper, report, asked):
    pages = paper.chosen(EACH)
    # The checker writes file addresses with one slash less than others do; the name alone is enough.
    by_name = {page.file.name: page for page in pages}
    told = subprocess.run(
        ["java", "-Xss4m", "-jar", str(JAR), "--format", "json", "--stdout", *(str(page.file.resolve()) for page in pages)],
        capture_output=True, text=True)
    try:
        messages = json.loads(told.stdout)["messages"]
    except ValueError:
        report.expect(False, "vnu", f"did not answer: {told.stderr[-500:]}")
        return
    wrong, warnings = {}, {}
    for message in messages:
        page = by_name.get(message.get("url", "").rsplit("/", 1)[-1])
        where = page.path if page else message.get("url", "vnu")
        line = f"line {message.get('lastLine', '?')}: {message['message']}"
        if message["type"] == "info":
            if message.get("subType") == "warning":
                warnings.setdefault(message["message"], []).append(where)
        else:
            wrong.setdefault(where, []).append(f"{line} … {message.get('extract', '').strip()[:120]!r}")
    for page in pages:
        report.expect(page.path not in wrong, f"{page.path} ({page.file.name})", "; ".join(wrong.pop(page.path, [])[:5]))
    for where, lines in wrong.items():
        report.expect(False, where, "; ".join(lines[:5]))
    for warning, places in warnings.items():
        report.note(f"warning on {len(places)} pages ({places[0]}): {warning}")
