"""From an act's answer to what readers see, on the node that answered and on another: every round publishes a story through
the interface for programs and looks for its headline."""

import json
import subprocess
import time
import urllib.error
import urllib.request

from servers import HEADERS, fetch

PATIENCE = 10


class Desk:
    """Somebody with a token."""

    def __init__(self, newsroom):
        place = ["--data", newsroom.folder, "--database", newsroom.database]
        add = ["user", "add", "--email", "bench@newsroom.example", "--name", "Bench", "--role", "administrator"]
        # In an archive that was there already the person may be, too.
        subprocess.run([newsroom.program, *add, *place], stdin=subprocess.DEVNULL, capture_output=True)
        token = ["user", "token", "--email", "bench@newsroom.example", "--json"]
        told = subprocess.run([newsroom.program, *token, *place], check=True, capture_output=True, text=True).stdout
        self.token = json.loads(told)["token"]

    def post(self, node, path, body):
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{node.base}/api/v1{path}", json.dumps(body).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            raise SystemExit(f"bench: {path} answered {refused.code}: {refused.read().decode()}") from None

    def publish(self, node, headline):
        """The story's address, its section's, and the milliseconds until the act was answered."""
        draft = self.post(node, "/stories", {
            "uri": f"urn:bench:{time.time_ns()}", "type": "text", "language": "tr", "by": "Elif Demirtaş",
            "headlines": [{"role": "main", "value": headline}],
            "bodies": [{"role": "main", "contentType": "text/html", "value": f"<p>{headline} dedi.</p>" * 5}],
            "subjects": [{"name": "Gündem"}]})
        began = time.perf_counter()
        acted = self.post(node, f"/stories/{draft['manset']['number']}/publication", {})
        took = (time.perf_counter() - began) * 1e3
        url = acted["url"]
        return url[url.index("/", 8):] if "://" in url else url, took


def measure(newsroom, nodes, rounds):
    """(stale pages on the same node, milliseconds until each act was answered, milliseconds until the other node told it)."""
    desk = Desk(newsroom)
    stale, answered, elsewhere = 0, [], []
    for turn in range(rounds):
        headline = f"Ölçüm {turn + 1} numaralı haberi yazdı"
        address, took = desk.publish(nodes[0], headline)
        at = time.perf_counter()
        answered.append(took)
        if len(nodes) > 1:
            while headline not in page(nodes[1], "/feed.xml") and time.perf_counter() - at < PATIENCE:
                time.sleep(0.001)
            elsewhere.append((time.perf_counter() - at) * 1e3)
        for path in ("/", "/gundem/", "/feed.xml", "/gundem/feed.xml", "/sitemap-news.xml", address):
            stale += headline not in page(nodes[0], path)
    return stale, answered, elsewhere


def page(node, path):
    return fetch(node.base + path, plain=True).decode()
