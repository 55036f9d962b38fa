"""Fifty editors at once: each writes in a story of their own and saves every two seconds, has the board open beside it and its
changes told live, while readers keep a pace. What a save waits."""

import http.client
import json
import random
import re
import threading
import time
from urllib.parse import urlencode, urlsplit

from load import in_turn, percentile, until_idle, wrk

EDITORS = 50
SAVE_EVERY = 2.0
PASSWORD = "çınarın gölgesi serin olur"
# A mean pause of readers, some hundreds a second in all.
READERS, PAUSE_MS = 16, 25


def measure(node, chief, newsroom, folder, seconds):
    """Saves' p50, p99 and the longest in ms, their number, what failed; boards' p99; events told live; readers' rate and p99."""
    paths = newsroom.addresses.stories(300) + ["/", "/gundem/", "/siyaset/", "/spor/", "/feed.xml"]
    readers = in_turn(folder / "beside-editors.lua", paths, PAUSE_MS)
    # One at a time: each tries a password, which costs a core for a while.
    editors = [Editor(node.base, chief, number) for number in range(EDITORS)]
    until_idle([node])
    ends = time.monotonic() + seconds
    threads = [threading.Thread(target=work, args=(ends,), daemon=True) for one in editors for work in (one.write, one.listen)]
    for thread in threads:
        thread.start()
    reading = wrk(node.base, max(1, int(seconds) - 1), readers, READERS)
    for one, thread in zip([one for one in editors for _ in range(2)], threads):
        thread.join(30)
    saves = [wait for one in editors for wait in one.saves]
    boards = [wait for one in editors for wait in one.boards]
    wrong = [problem for one in editors for problem in one.wrong]
    return {
        "saves": len(saves), "p50": percentile(saves, .5), "p99": percentile(saves, .99), "most": max(saves),
        "board_p99": percentile(boards, .99) if boards else None, "events": sum(one.events for one in editors),
        "listening": sum(one.listens for one in editors), "wrong": len(wrong), "first_wrong": wrong[:1],
        "readers_per_second": reading[1], "readers_p99": reading[3],
    }


def chief_of(node):
    """Whoever sets the newsroom up."""
    chief = Desk(node.base)
    chief.set_up()
    return chief


class Desk:
    """Somebody at the desk on one connection, as a browser holds it."""

    def __init__(self, base):
        self.base, self.cookie, self.csrf = base, "", ""
        self.connection, self.used = http.client.HTTPConnection(urlsplit(base).netloc, timeout=60), time.monotonic()

    def ask(self, method, path, body=None, headers=None):
        if isinstance(body, dict):
            body, headers = urlencode(body), {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
        # The server has closed what was idle for long, and a browser would open another.
        if time.monotonic() - self.used > 10:
            self.connection.close()
        self.used = time.monotonic()
        self.connection.request(method, path, body=body, headers={"Cookie": self.cookie, "Origin": self.base, "Accept": "text/html", **(headers or {})})
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if set_cookie := answer.headers.get("Set-Cookie"):
            self.cookie = set_cookie.split(";")[0]
        return answer, text

    def find_csrf(self):
        _, page = self.ask("GET", "/desk/")
        self.csrf = re.search(r'name="csrf" value="([^"]+)"', page)[1]

    def set_up(self):
        self.ask("POST", "/desk/set-up", {"name": "Ayşe Demir", "email": "ayse@cinar.example", "password": PASSWORD})
        if not self.cookie:
            self.ask("POST", "/desk/sign-in", {"email": "ayse@cinar.example", "password": PASSWORD, "to": "/desk/"})
        self.find_csrf()

    def invite(self, number):
        email = f"editor{number}-{random.randrange(10**9)}@cinar.example"
        form = {"csrf": self.csrf, "name": f"Editör {number}", "email": email, "role": "editor"}
        _, page = self.ask("POST", "/desk/people", form)
        return re.search(r"/desk/join/([\w-]+)", page)[1]


class Editor(Desk):
    def __init__(self, base, chief, number):
        super().__init__(base)
        self.saves, self.boards, self.wrong, self.events, self.listens = [], [], [], 0, 0
        self.ask("POST", f"/desk/join/{chief.invite(number)}", {"password": PASSWORD})
        self.find_csrf()
        answer, _ = self.ask("POST", "/desk/stories", {"csrf": self.csrf, "edition": "tr"})
        self.story = int(re.search(r"stories/(\d+)", answer.headers["Location"])[1])
        self.tab = f"{random.getrandbits(128):032x}"
        self.seq = self.base_version = 0
        # An ordinary story: some four hundred words to begin with.
        self.blocks = {f"b{number}x{place}": "Iğdır’ın köylerine ulaşım sabah saatlerinde kesildi, ekipler yolu açtı. " * 6 for place in range(6)}
        changes, after = [{"field": "headline", "was": "", "now": f"Başlık {number}"}], None
        for block, text in self.blocks.items():
            changes.append({"block": block, "was": None, "now": paragraph(text), "after": after})
            after = block
        self.save(changes)
        self.saves.clear()

    def save(self, changes):
        body = json.dumps({"tab": self.tab, "seq": self.seq, "base": self.base_version, "changes": changes})
        self.seq += 1
        began = time.perf_counter()
        answer, text = self.ask("POST", f"/desk/stories/{self.story}/journal", body.encode(),
                                {"Content-Type": "application/json", "Accept": "application/json", "X-Manset-Csrf": self.csrf})
        self.saves.append((time.perf_counter() - began) * 1e3)
        if answer.status != 200:
            self.wrong.append(f"{answer.status}: {text[:200]}")
            return
        told = json.loads(text)
        self.base_version = told["version"]
        if told["conflicts"]:
            self.wrong.append(f"a conflict: {told['conflicts']}")

    def write(self, ends):
        """Some words every two seconds, and a look at the board once in ten saves."""
        time.sleep(random.uniform(0, SAVE_EVERY))
        turn = 0
        while time.monotonic() < ends:
            began = time.monotonic()
            block = random.choice(list(self.blocks))
            was = self.blocks[block]
            self.blocks[block] = was + f" Söz {turn}."
            self.save([{"block": block, "was": paragraph(was), "now": paragraph(self.blocks[block])}])
            if turn % 10 == 5:
                looked = time.perf_counter()
                self.ask("GET", "/desk/")
                self.boards.append((time.perf_counter() - looked) * 1e3)
            turn += 1
            time.sleep(max(0, SAVE_EVERY - (time.monotonic() - began)))

    def listen(self, ends):
        """The board's events, as an open board hears them."""
        connection = http.client.HTTPConnection(urlsplit(self.base).netloc, timeout=5)
        try:
            connection.request("GET", "/desk/events", headers={"Cookie": self.cookie, "Accept": "text/event-stream"})
            answer = connection.getresponse()
            if answer.status != 200:
                self.wrong.append(f"/desk/events answers {answer.status}")
                return
            self.listens = 1
            while time.monotonic() < ends:
                try:
                    line = answer.fp.readline()
                except TimeoutError:
                    continue
                if not line:
                    self.wrong.append("the events ended")
                    return
                self.events += line.startswith(b"data:")
        except OSError as error:
            self.wrong.append(f"/desk/events: {error}")
        finally:
            connection.close()


def paragraph(text):
    return {"type": "paragraph", "text": [{"text": text}]}
