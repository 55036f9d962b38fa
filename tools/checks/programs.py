"""The interface for programs, from outside: every documented example as printed, the example program, and schemathesis.

schemathesis reads the OpenAPI page and sends what it allows and what it forbids: no 5xx, no answer that is not
documented. It writes, so this check comes last and needs PROGRAM, whose paper is its own.
"""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# So many cases for each operation: about a minute in all.
CASES = 40


def look(paper, report, asked):
    if asked.program is None:
        report.note("needs PROGRAM, for it writes and needs a token")
        return
    token = person(asked, report)
    if token is None:
        return
    picture = asked.keep / "example.jpg"
    picture.write_bytes(fetch_picture(paper.base))
    done = run([sys.executable, ROOT / "docs/examples/publish.py", paper.base, picture], {"MANSET_TOKEN": token})
    report.expect(done.returncode == 0 and "withdrawn 410" in done.stdout, "docs/examples/publish.py", done.stdout + done.stderr)

    document = json.load(open_url(paper.base + "/api/v1/openapi.json"))
    examples(document, token, report)
    with open_url(paper.base + "/api/v1/") as page:
        words = page.read().decode()
        report.expect(all(path in words for path in document["paths"]), "/api/v1/", "does not show every path")
    told = run([
        Path(sys.executable).parent / "schemathesis", "run", paper.base + "/api/v1/openapi.json",
        "--header", f"Authorization: Bearer {token}", "--max-examples", str(CASES), "--seed", "1", "--no-color",
        "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
        "--generation-database", "none",
    ], {})
    report.expect(told.returncode == 0, "schemathesis", told.stdout[-6000:] + told.stderr[-2000:])
    summary = [line.strip() for line in told.stdout.split("\n") if " generated, " in line]
    report.note("schemathesis: " + "".join(summary[-1:]))


def person(asked, report):
    who = ["--data", asked.data, "--email", "deniz@example.org"]
    added = run([asked.program, "user", "add", *who, "--name", "Deniz", "--role", "administrator"], {})
    if not report.expect(added.returncode == 0, "manset user add", added.stdout + added.stderr):
        return None
    token = run([asked.program, "user", "token", *who], {})
    report.expect(token.returncode == 0 and token.stdout.startswith("mst_"), "manset user token", token.stderr)
    return token.stdout.strip()


def examples(document, token, report):
    """Sends each shape's example to each operation whose body it is."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if not isinstance(operation, dict) or "{" in path:
                continue
            schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            name = schema.get("$ref", "").rpartition("/")[2]
            example = document["components"]["schemas"].get(name, {}).get("example")
            if example is None:
                continue
            request = urllib.request.Request(document["servers"][0]["url"] + path, json.dumps(example).encode(), {
                "Content-Type": "application/json", "Authorization": "Bearer " + token}, method=method.upper())
            try:
                status = urllib.request.urlopen(request, timeout=30).status
            except urllib.error.HTTPError as error:
                status = f"{error.code} {error.read().decode()}"
            report.expect(str(status) in operation["responses"] and str(status).startswith("2"),
                          f"{method.upper()} {path}", f"the documented example is answered {status}")


def fetch_picture(base):
    """Any picture of the paper."""
    stories = json.load(open_url(base + "/api/v1/stories?limit=50"))
    for item in stories["items"]:
        for association in item.get("associations", []):
            return open_url(association["renditions"][-1]["href"]).read()
        number = item["manset"]["number"]
        whole = json.load(open_url(f"{base}/api/v1/stories/{number}"))
        for association in whole.get("associations", []):
            return open_url(association["renditions"][-1]["href"]).read()
    raise SystemExit("checks: the paper has no picture")


def open_url(url):
    return urllib.request.urlopen(url, timeout=30)


def run(command, environment):
    return subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          env={**os.environ, **environment})
