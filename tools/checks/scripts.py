"""Scripts from outside: pasted, written into every field, sent by a wire. Nothing of them runs or stands, at the desk or in
what readers get; what is cleaned twice stays as it is. In a browser, on a paper of its own."""

import tempfile
from pathlib import Path

import own
from serving import Server


def look(paper, report, asked):
    if not asked.program:
        report.note("scripts are tried only with a program of its own")
        return
    with tempfile.TemporaryDirectory(prefix="manset-scripts.") as folder:
        data = own.blank(asked, Path(folder) / "data")
        with Server.of(asked.program, data, Path(folder) / "serve.log") as server:
            own.tell(report, ["node", own.HERE / "scripts.mjs", server.base, asked.program, data, own.SHARED], "scripts.mjs")
