"""Programs that serve while something is measured: Manşet, nginx, PostgreSQL. Each is started by us on a free port of
127.0.0.1 and stopped by its own id."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

# A person's browser: Manşet counts this read, as it must in the field.
HEADERS = {
    "Accept-Encoding": "gzip",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
}


class Server:
    """A process, its children, and the port they listen on; stopped when the block ends."""

    def __init__(self, command, log, **how):
        self.log = log
        self.began = time.perf_counter()
        with open(log, "wb") as out:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, **how)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def wait_until_served(self, path):
        """Seconds from the start to the first answer."""
        while time.perf_counter() - self.began < 60 and self.process.poll() is None:
            try:
                fetch(self.base + path, plain=True)
                return time.perf_counter() - self.began
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.002)
        sys.exit(f"bench: {self.process.args[0]} does not serve:\n{self.log.read_text(errors='replace')[-2000:]}")

    def processes(self):
        """The process and all below it."""
        parents = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
        ours = {self.process.pid}
        while more := {number for number, parent in parents.items() if parent in ours} - ours:
            ours |= more
        return ours

    def cpu_seconds(self):
        """Time on a processor, to the nanosecond, of all threads of all our processes."""
        spent = 0
        for number in self.processes():
            for schedstat in Path(f"/proc/{number}/task").glob("*/schedstat"):
                try:
                    spent += int(schedstat.read_text().split()[0])
                except OSError:
                    continue
        return spent / 1e9

    def resident_bytes(self):
        """What is resident (RSS), and the proportional share (PSS) that the peers were measured by."""
        found = {"Rss": 0, "Pss": 0}
        for number in self.processes():
            for line in Path(f"/proc/{number}/smaps_rollup").read_text().splitlines():
                name, _, rest = line.partition(":")
                if name in found:
                    found[name] += int(rest.split()[0]) * 1024
        return found["Rss"], found["Pss"]


class Manset(Server):
    """A node of a newsroom. `cache_mib=0` keeps no page, so that each is rendered anew."""

    def __init__(self, program, newsroom, cache_mib=None, log_statements=False):
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        data = newsroom.folder
        if cache_mib is not None:
            data = Path(tempfile.mkdtemp(prefix="settings.", dir=newsroom.folder.parent))
            (data / "manset.toml").write_text(f"page_cache_mib = {cache_mib}\n")
        environment = {**os.environ, "MANSET_LOG": "warn,sqlx::query=debug" if log_statements else "warn"}
        super().__init__(
            [program, "serve", "--data", data, "--database", newsroom.database, "--listen", f"127.0.0.1:{self.port}"],
            newsroom.folder.parent / f"manset-{self.port}.log", env=environment)
        self.seconds_to_first_page = self.wait_until_served("/")

    def position(self):
        return json.loads(fetch(self.base + "/readyz", plain=True))["position"]


NGINX = """
worker_processes auto;
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log warn;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    tcp_nodelay on;
    keepalive_requests 1000000000;
    open_file_cache max=4000;
    gzip_static on;
    gzip_vary on;
    default_type "text/html; charset=utf-8";
    {temporary}
    server {{
        listen 127.0.0.1:{port} reuseport;
        root {folder}/www;
    }}
}}
"""


class Nginx(Server):
    """Serves files that stand beside their packed twins. `pages` are (path, bytes, packed bytes)."""

    def __init__(self, folder, pages):
        port = free_port()
        www = folder / "www"
        for path, plain, packed in pages:
            file = www / path.lstrip("/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(plain)
            file.with_name(file.name + ".gz").write_bytes(packed)
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        conf = folder / "nginx.conf"
        conf.write_text(NGINX.format(
            folder=folder, port=port,
            # Workers must be able to enter the temporary folder, which is ours alone.
            user="user root;" if os.getuid() == 0 else "",
            temporary=" ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)))
        self.base = f"http://127.0.0.1:{port}"
        super().__init__([nginx_program(), "-p", str(folder), "-c", str(conf)], folder / "nginx.out")
        self.wait_until_served(pages[0][0])


def nginx_program():
    return shutil.which("nginx") or "/usr/sbin/nginx"


class Postgres:
    """A PostgreSQL server of our own, by tools/with-postgres; `database(name)` makes an empty database in it."""

    def __init__(self, root):
        # It says its address and then waits for its standard input to end.
        told = 'echo "$MANSET_TEST_POSTGRES"; cat >/dev/null'
        environment = {**os.environ}
        environment.pop("MANSET_TEST_POSTGRES", None)
        self.process = subprocess.Popen(
            [root / "tools/with-postgres", "--durable", "sh", "-c", told],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        self.address = self.process.stdout.readline().strip() or sys.exit("bench: PostgreSQL does not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(60)

    def database(self, name):
        self.query(f"create database {name}")
        return self.address.rpartition("/")[0] + "/" + name

    def query(self, sql, database=None):
        told = subprocess.run(["psql", "-XAtqc", sql, database or self.address], check=True, capture_output=True, text=True)
        return told.stdout.strip()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(address, plain=False):
    headers = {**HEADERS, "Accept-Encoding": "identity"} if plain else HEADERS
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30) as answer:
        encoding = answer.headers.get("Content-Encoding", "identity")
        body = answer.read()
    if not plain and encoding != "gzip":
        sys.exit(f"bench: {address} came as {encoding} and not as gzip")
    return body


def first_line(*command):
    told = subprocess.run(command, capture_output=True, text=True)
    return (told.stdout + told.stderr).strip().split("\n")[0]


def machine(program):
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s*([0-9]+)", Path("/proc/meminfo").read_text())[1]) / 2**20
    nginx = first_line(nginx_program(), "-v").removeprefix("nginx version: ")
    wrk = first_line("wrk", "-v").split(" Copyright")[0].removesuffix(" [epoll]")
    postgres = first_line("psql", "--version").replace("psql ", "")
    return (f"{cpu[1] if cpu else os.uname().machine}, {os.cpu_count()} cores, {memory:.0f} GiB, "
            f"Linux {os.uname().release}. {first_line(program, '--version')}, {nginx}, {wrk}, {postgres}")
