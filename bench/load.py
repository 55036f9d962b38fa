"""Readers: `wrk` for many at once, and a few at a time where the answers' own times are wanted."""

import http.client
import multiprocessing
import re
import statistics
import subprocess
import sys
import time
from urllib.parse import urlsplit

from servers import HEADERS

CONNECTIONS = 32


def wrk(address, seconds, script=None, connections=CONNECTIONS):
    """Requests answered and requests per second; everything must be answered well."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for name, value in HEADERS.items():
        command += ["-H", f"{name}: {value}"]
    if script:
        command += ["-s", str(script)]
    told = subprocess.run([*command, address], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        sys.exit(f"bench: not every answer was good:\n{told}")
    requests = int(re.search(r"([0-9]+) requests in", told)[1])
    rate = float(re.search(r"Requests/sec:\s*([0-9.]+)", told)[1])
    quantiles = {name: milliseconds(value) for name, value in re.findall(r"^ +(50|99)% +(\S+)$", told, re.M)}
    return requests, rate, quantiles["50"], quantiles["99"]


def milliseconds(text):
    number, unit = re.fullmatch(r"([0-9.]+)(us|ms|s)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def in_turn(file, paths, pause_ms=None):
    """A script for wrk that asks for one address after another, with a pause of that mean where readers keep a pace."""
    quoted = ", ".join('"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"' for path in paths)
    text = f"""
local paths = {{ {quoted} }}
local at = 0
function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
"""
    if pause_ms:
        text += f"function delay() return math.random(0, {2 * pause_ms}) end\n"
    file.write_text(text)
    return file


def one_by_one(node, paths, count):
    """Asks for the addresses in turn on one connection, unpacked. Milliseconds of each answer; in the mean those of CPU, and
    the bytes."""
    connection = http.client.HTTPConnection(urlsplit(node.base).netloc, timeout=60)
    headers = {**HEADERS, "Accept-Encoding": "identity"}
    times, received = [], 0
    before = node.cpu_seconds()
    for turn in range(count):
        path = paths[turn % len(paths)]
        began = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        times.append((time.perf_counter() - began) * 1e3)
        received += len(body)
        if answer.status != 200 or not body:
            sys.exit(f"bench: {path} answered {answer.status}")
    return times, (node.cpu_seconds() - before) * 1e3 / count, received / count


def until_idle(nodes, busy=0.04, patience=120):
    """Waits until what nodes do in the background (reading the index in) is done."""
    ended = time.monotonic() + patience
    while time.monotonic() < ended:
        before = [node.cpu_seconds() for node in nodes]
        time.sleep(1)
        if max(node.cpu_seconds() - spent for node, spent in zip(nodes, before)) < busy:
            return
    print("bench: a node is still busy by itself", file=sys.stderr)


def a_few_at_a_time(node, paths, seconds, people=2):
    """Milliseconds of each answer, where so many people ask one thing after another, each from another place of the list on. `wrk`
    reckons to its quantiles what would have waited behind a slow answer if people came at a fixed pace: those are not the
    answers' own times. Each person is a process, so that none waits for another's Python."""
    with multiprocessing.get_context("fork").Pool(people) as pool:
        begins = [len(paths) * person // people for person in range(people)]
        told = pool.starmap(ask_for, [(node.base, paths[begin:] + paths[:begin], seconds) for begin in begins], chunksize=1)
    return [time for times in told for time in times]


def ask_for(base, paths, seconds):
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=60)
    times, ends = [], time.perf_counter() + seconds
    while (began := time.perf_counter()) < ends:
        path = paths[len(times) % len(paths)]
        connection.request("GET", path, headers=HEADERS)
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - began) * 1e3)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
    return times


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values):
    return statistics.median(values)
