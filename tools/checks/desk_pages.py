"""Every page of the desk, held against the router's table: by axe in both schemes, at the width of a telephone and of a desk, by
keyboard, in Turkish and in Arabic, as an administrator, a reporter and a contributor. In a browser, on a paper of its own.

Asked for by name it is all of that; among all checks each page is looked at once, in Turkish, as an administrator."""

import tempfile
from pathlib import Path

import own
from serving import Server


def look(paper, report, asked):
    if not asked.program:
        report.note("the desk's pages are looked at only with a program of its own")
        return
    with tempfile.TemporaryDirectory(prefix="manset-desk-pages.") as folder:
        data = own.blank(asked, Path(folder) / "data")
        with Server.of(asked.program, data, Path(folder) / "serve.log") as server:
            shots = [asked.shots.resolve()] if asked.shots else []
            swift = [] if "desk-pages" in asked.names else ["--swift"]
            own.tell(report, ["node", own.HERE / "desk-pages.mjs", *swift, server.base, *shots], "desk-pages.mjs")
