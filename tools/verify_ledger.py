#!/usr/bin/env python3
"""Verifies an export of Manşet's ledger, offline and without Manşet.

    manset ledger export FILE
    tools/verify_ledger.py [--head HASH] FILE

An export is UTF-8, one JSON object a line: a header, every entry in order, every content that an entry made public, and
every row that readers are served from. The format and the rules are told in crates/store/src/ledger/export.rs; this
script applies them anew and shares no code with the program. It needs Python 3.9 and nothing else.

A chain proves that nothing was changed *inside* it. That its end was not cut off and written anew is proved by a hash
that was noted elsewhere at an earlier time: `--head HASH` demands that this hash is among the entries.

Exit code 0 and the counts, or 1 and a line for each thing that is wrong, or 2 if misused.
"""

import hashlib
import json
import re
import sys
from datetime import datetime, timedelta, timezone

FORMAT, VERSION = "manset-ledger", 1
FIRST_PREVIOUS = "0" * 64
# In the order in which they enter an entry's hash; `at_us`, microseconds since 1970 in UTC, stands there for `at`.
HASHED = ("position", "kind", "subject", "actor", "at_us", "note", "state", "touches", "content_hash", "previous_hash")
ENTRY = {**{field: str for field in (*HASHED, "at", "hash")}, "position": int, "at_us": int}
CONTENT = {"hash": str, "text": str}
ROWS = {
    "public_state": {"subject": str, "state": str},
    "live": {"number": int, "state": str, "edition": str, "standing": str, "section": str, "published_at": int,
             "updated_at": int, "urgency": int, "breaking_until": int, "translation": int, "content_hash": str,
             "card": str},
    "listing": {"list": str, "published_at": int, "number": int},
}
MAY_BE_NULL = ("note", "content_hash", "breaking_until", "translation")
# What a list shows of a story, in the order of its JSON.
CARD = ("kicker", "headline", "standfirst", "bylines", "credits", "picture", "advertorial", "language")
# The parts of an export, in order.
PARTS = ("header", "entry", "content", *ROWS)


class Wrong(Exception):
    """Something is not as it must be; the message says what."""


class Verifier:
    """Reads an export once, from its first line to its last, and keeps what later lines are compared with."""

    def __init__(self, file):
        self.file = file
        self.faults = []
        self.counts = dict.fromkeys(PARTS, 0)
        self.part = "header"
        self.announced = 0
        self.position, self.head = 0, FIRST_PREVIOUS
        self.hashes = set()
        self.newest = {}         # subject: (position, hash of its state)
        self.sealed = {}         # hash of a content: position of the first entry that made it public
        self.contents = {}       # hash of a content: where its line begins in the file
        self.shown = set()       # subjects that have their row
        self.places = {}         # a story's place in a list, as one number: the story

    def fault(self, where, what):
        self.faults.append(f"{where}: {what}")

    def read(self):
        offset = 0
        for number, line in enumerate(iter(self.file.readline, b""), 1):
            following = self.file.tell()
            try:
                self.line(line, offset, number)
            except Wrong as wrong:
                self.fault(f"line {number}", wrong)
            self.file.seek(following)
            offset = following
        self.close()

    def line(self, line, offset, number):
        part, found = part_of(line, number)
        if PARTS.index(part) < PARTS.index(self.part):
            raise Wrong(f"{part} stands after {self.part}")
        self.part = part
        self.counts[part] += 1
        if part == "header":
            self.header(found)
        elif part == "entry":
            self.entry(fields(found, ENTRY))
        elif part == "content":
            self.content(fields(found, CONTENT), offset)
        elif part == "public_state":
            row = fields(found, ROWS[part])
            self.state("public_state", row["subject"], row["state"])
        elif part == "live":
            self.live(fields(found, ROWS[part]))
        else:
            self.listing(fields(found, ROWS[part]))

    def header(self, found):
        if found.get("format") != FORMAT or found.get("version") != VERSION:
            raise Wrong(f"not an export of {FORMAT} {VERSION}")
        self.announced = fields(found, {"position": int})["position"]

    def entry(self, entry):
        where = f"entry {entry['position']}"
        if entry["position"] != self.position + 1:
            self.fault(where, f"positions run without gap: {self.position + 1} was to come")
        if entry["previous_hash"] != self.head:
            self.fault(where, "does not follow on the entry before: previous_hash differs")
        if entry_hash(entry) != entry["hash"]:
            self.fault(where, "was changed after it was sealed: hash differs")
        if entry["note"] == "" or entry["content_hash"] == "":
            # The seal writes an absent field as an empty one, so that an empty one could pass for an absent one.
            self.fault(where, "has an empty note or content hash where none is meant")
        if microseconds(entry["at"]) != entry["at_us"]:
            self.fault(where, f"at is {entry['at']}, at_us is another hour")
        self.position, self.head = entry["position"], entry["hash"]
        self.hashes.add(entry["hash"])
        self.newest[entry["subject"]] = entry["position"], sha256(entry["state"])
        if entry["content_hash"] is not None:
            self.sealed.setdefault(entry["content_hash"], entry["position"])

    def content(self, content, offset):
        where = f"content {content['hash']}"
        if sha256(content["text"]) != content["hash"]:
            self.fault(where, "the text is not what was made public: its hash differs")
        if content["hash"] not in self.sealed:
            self.fault(where, "no entry made this content public")
        if content["hash"] in self.contents:
            self.fault(where, "is there twice")
        self.contents[content["hash"]] = offset

    def state(self, table, subject, state):
        """Compares a row's state with what the subject's newest entry led to; whether they agree."""
        where = f"{table} {subject}"
        if subject.startswith("story/") != (table == "live"):
            self.fault(where, "stands in the wrong table")
        if subject in self.shown:
            self.fault(where, "is there twice")
        self.shown.add(subject)
        if subject not in self.newest:
            self.fault(where, "no entry led to this state")
            return False
        position, sealed = self.newest[subject]
        if sha256(state) != sealed:
            self.fault(where, f"the state is not what entry {position} led to")
            return False
        return True

    def live(self, row):
        subject = f"story/{row['number']}"
        where = f"live {subject}"
        if not self.state("live", subject, row["state"]):
            return
        if row["content_hash"] not in self.contents:
            self.fault(where, "its content is not in the export")
            return
        try:
            state, content = parsed(row["state"]), self.content_at(row["content_hash"])
            expected = columns(state, content)
            lists = lists_of(state, content) if state["standing"]["is"] == "live" else ()
        except (Wrong, KeyError, TypeError, AttributeError) as error:
            self.fault(where, f"its state or content lacks what every story has ({error})")
            return
        for name, value in expected.items():
            if row[name] != value:
                self.fault(where, f"column {name} is {row[name]!r}, state and content say {value!r}")
        for name in lists:
            self.places[hash((name, expected["published_at"], row["number"]))] = row["number"]

    def content_at(self, content_hash):
        self.file.seek(self.contents[content_hash])
        return parsed(part_of(self.file.readline(), None)[1]["text"])

    def listing(self, row):
        if self.places.pop(hash((row["list"], row["published_at"], row["number"])), None) is None:
            self.fault(f"listing {row['list']} story/{row['number']}", "no live story stands in this list at this hour")

    def close(self):
        """What can only be told at the end: that nothing is missing."""
        if not self.counts["header"]:
            self.fault("line 1", "the file is empty")
        if self.position != self.announced:
            self.fault("header", f"announces {self.announced} entries, the last one here is {self.position}")
        for content_hash, position in self.sealed.items():
            if content_hash not in self.contents:
                self.fault(f"content {content_hash}", f"entry {position} made it public and it is gone")
        for subject, (position, _) in self.newest.items():
            if subject not in self.shown:
                table = "live" if subject.startswith("story/") else "public_state"
                self.fault(f"{table} {subject}", f"the state entry {position} led to is gone")
        missing = {}
        for number in self.places.values():
            missing[number] = missing.get(number, 0) + 1
        for number, places in sorted(missing.items()):
            self.fault(f"listing story/{number}", f"{places} of its places in lists are gone")


def part_of(line, number):
    """Which part of the export a line belongs to, and its fields."""
    try:
        found = json.loads(line.decode("utf-8"), object_pairs_hook=without_twins)
    except (ValueError, RecursionError) as error:
        raise Wrong(f"not JSON in UTF-8 ({error})") from None
    if number == 1 and isinstance(found, dict):
        return "header", found
    if isinstance(found, dict) and len(found) == 1:
        part, inside = next(iter(found.items()))
        if part == "row" and isinstance(inside, dict) and inside.get("table") in list(ROWS):
            return inside["table"], inside.get("columns")
        if part in ("entry", "content"):
            return part, inside
    raise Wrong("neither an entry nor a content nor a row of a known table")


def fields(found, wanted):
    """The fields, each of them there and of its type."""
    if not isinstance(found, dict):
        raise Wrong("not an object")
    for field, kind in wanted.items():
        if field not in found or (found[field] is None and field not in MAY_BE_NULL):
            raise Wrong(f"{field} is missing")
        if found[field] is not None and type(found[field]) is not kind:
            raise Wrong(f"{field} is not of type {kind.__name__}")
    return found


def without_twins(pairs):
    """A key given twice would let others see another value than this script."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Wrong("a key is given twice")
    return found


def parsed(text):
    try:
        return json.loads(text, object_pairs_hook=without_twins)
    except (ValueError, RecursionError) as error:
        raise Wrong(f"not JSON: {error}") from None


def entry_hash(entry):
    parts = ["manset-ledger-1"] + ["" if entry[field] is None else str(entry[field]) for field in HASHED]
    return hashlib.sha256(b"".join(netstring(part) for part in parts)).hexdigest()


def netstring(text):
    """`4:text,` with the length in bytes, so that no two lists of texts give the same bytes."""
    raw = encoded(text)
    return b"%d:%s," % (len(raw), raw)


def sha256(text):
    return hashlib.sha256(encoded(text)).hexdigest()


def encoded(text):
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise Wrong("a text holds half a surrogate pair") from None


HOUR = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,6})[0-9]*)?Z")


def microseconds(hour):
    """An hour in UTC (RFC 3339, ending in Z) as microseconds since 1970, or None if it is none."""
    match = HOUR.fullmatch(hour)
    if not match:
        return None
    *parts, fraction = match.groups()
    try:
        instant = datetime(*map(int, parts), int((fraction or "0").ljust(6, "0")), timezone.utc)
    except ValueError:
        return None
    return (instant - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(microseconds=1)


def columns(state, content):
    """What the columns of `live` must say."""
    breaking_until = content.get("breaking_until")
    return {
        "number": state["number"],
        "edition": state["edition"],
        "standing": state["standing"]["is"],
        "section": state["section"],
        "published_at": microseconds(state["published_at"]),
        "updated_at": microseconds(state["updated_at"]),
        "urgency": content["urgency"],
        "breaking_until": None if breaking_until is None else microseconds(breaking_until),
        "translation": content.get("translation"),
        "content_hash": state["content_hash"],
        "card": json.dumps({field: content[field] for field in CARD if field in content},
                           ensure_ascii=False, separators=(",", ":")),
    }


def lists_of(state, content):
    """The lists that a live story stands in."""
    edition = f"list/{state['edition']}"
    lists = {edition}
    lists |= {f"{edition}/section/{key}" for key in content["sections"]}
    lists |= {f"{edition}/tag/{tag['slug']}" for tag in content.get("tags", ())}
    lists |= {f"{edition}/author/{byline['slug']}" for byline in content.get("bylines", ())}
    return lists


def main(arguments):
    head = None
    if len(arguments) == 3 and arguments[0] == "--head":
        head = arguments[1]
        arguments = arguments[2:]
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with open(arguments[0], "rb") as file:
            verifier = Verifier(file)
            verifier.read()
    except OSError as error:
        print(f"{arguments[0]}: {error.strerror}", file=sys.stderr)
        return 2
    if head is not None and head not in verifier.hashes:
        verifier.fault("head", f"no entry has the hash {head}: the chain's end was written anew")
    for fault in verifier.faults:
        print(fault)
    counts = verifier.counts
    rows = sum(counts[table] for table in ROWS)
    told = f"{counts['entry']} entries, {counts['content']} contents, {rows} rows"
    print(f"{told}: {len(verifier.faults)} wrong" if verifier.faults else f"{told}: all as sealed, head {verifier.head}")
    return 1 if verifier.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
