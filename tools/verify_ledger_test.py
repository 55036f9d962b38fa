#!/usr/bin/env python3
"""Tests of verify_ledger.py, on small exports that this file makes by its own reading of the rules.

    python3 tools/verify_ledger_test.py
"""

import hashlib
import io
import json
import random
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

VERIFIER = Path(__file__).with_name("verify_ledger.py")
sys.path.insert(0, str(VERIFIER.parent))
sys.dont_write_bytecode = True
import verify_ledger  # noqa: E402

HOUR, HOUR_US = "2024-11-30T03:22:00.25Z", 1732936920250000


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def seal(entry):
    whole = b""
    for part in ("manset-ledger-1", str(entry["position"]), entry["kind"], entry["subject"], entry["actor"],
                 str(entry["at_us"]), entry["note"] or "", entry["state"], entry["touches"],
                 entry["content_hash"] or "", entry["previous_hash"]):
        whole += str(len(part.encode())).encode() + b":" + part.encode() + b","
    return hashlib.sha256(whole).hexdigest()


def content(headline):
    return compact({
        "language": "tr", "kicker": "Sağanak", "headline": headline, "body": {"blocks": []},
        "bylines": [{"name": "Elif Demirtaş", "slug": "elif-demirtas"}], "sections": ["gundem", "yasam"],
        "tags": [{"name": "sel", "slug": "sel"}], "urgency": 4, "breaking_until": HOUR, "translation": 7})


def story(number, content_hash, standing="live"):
    standing = {"is": standing} if standing == "live" else {"is": standing, "reason": "Yanlış haber"}
    return compact({
        "number": number, "uri": f"urn:story:{number}", "edition": "tr", "standing": standing, "section": "gundem",
        "slug": "irmak-tasti", "version": 1, "published_at": HOUR, "updated_at": HOUR, "content_hash": content_hash})


def export():
    """Two stories, one of them updated and the other withdrawn, and a section: six entries."""
    contents = {digest(text): text for text in map(content, ("Irmak taştı", "Irmak \"taştı\"\n", "Köprü açıldı"))}
    first, second, third = contents
    acts = [
        ("open-section", "section/tr/gundem", None, compact({"key": "gundem", "name": "Gündem"}), None),
        ("publish", "story/7", None, story(7, first), first),
        ("publish", "story/8", None, story(8, third), third),
        ("update", "story/7", None, story(7, second), second),
        ("rename-section", "section/tr/gundem", None, compact({"key": "gundem", "name": "Gündem ve Asayiş"}), None),
        ("withdraw", "story/8", "Yanlış haber", story(8, third, "withdrawn"), None),
    ]
    lines = [{"format": "manset-ledger", "version": 1, "exported_at": HOUR, "position": len(acts)}]
    previous = "0" * 64
    for position, (kind, subject, note, state, content_hash) in enumerate(acts, 1):
        entry = {"position": position, "kind": kind, "subject": subject, "actor": "user:ayşe", "at": HOUR, "at_us": HOUR_US,
                 "note": note, "state": state, "touches": f"list/tr {subject}", "content_hash": content_hash,
                 "previous_hash": previous}
        previous = entry["hash"] = seal(entry)
        lines.append({"entry": entry})
    for content_hash, text in sorted(contents.items()):
        lines.append({"content": {"hash": content_hash, "text": text}})
    lines.append({"row": {"table": "public_state", "columns": {"subject": acts[4][1], "state": acts[4][3]}}})
    for number, state, content_hash, standing in ((7, acts[3][3], second, "live"), (8, acts[5][3], third, "withdrawn")):
        said = json.loads(contents[content_hash])
        card = {field: said[field] for field in ("kicker", "headline", "bylines", "language")}
        lines.append({"row": {"table": "live", "columns": {
            "number": number, "state": state, "edition": "tr", "standing": standing, "section": "gundem",
            "published_at": HOUR_US, "updated_at": HOUR_US, "urgency": 4, "breaking_until": HOUR_US, "translation": 7,
            "content_hash": content_hash, "card": compact(card)}}})
    for name in ("list/tr", "list/tr/author/elif-demirtas", "list/tr/section/gundem", "list/tr/section/yasam", "list/tr/tag/sel"):
        lines.append({"row": {"table": "listing", "columns": {"list": name, "published_at": HOUR_US, "number": 7}}})
    return lines


def written(lines):
    return "".join(compact(line) + "\n" for line in lines).encode()


class Export(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def faults(self, raw):
        verifier = verify_ledger.Verifier(io.BytesIO(raw))
        verifier.read()
        return verifier.faults

    def check(self, change, *expected):
        """`change` alters the lines of a good export; each of `expected` must begin one of the faults."""
        lines = export()
        change(lines)
        faults = self.faults(written(lines))
        for start in expected:
            self.assertTrue(any(fault.startswith(start) for fault in faults), f"{start} is not among {faults}")

    def run_on(self, raw, *options):
        path = Path(self.folder.name, "export.jsonl")
        path.write_bytes(raw)
        return subprocess.run([sys.executable, VERIFIER, *options, path], capture_output=True, text=True)

    def test_a_good_export_is_good(self):
        self.assertEqual(self.faults(written(export())), [])
        told = self.run_on(written(export()))
        self.assertEqual(told.returncode, 0, told.stdout)
        self.assertTrue(told.stdout.startswith("6 entries, 3 contents, 8 rows: all as sealed, head "), told.stdout)

    def test_an_empty_ledger_is_good(self):
        self.assertEqual(self.faults(written([{"format": "manset-ledger", "version": 1, "position": 0}])), [])

    def test_any_byte_changed_is_found(self):
        raw = written(export())
        # The hour of the export is the one thing that nothing seals.
        unsealed = range(raw.index(b'"exported_at"'), raw.index(b'"position"'))
        for place in range(len(raw)):
            if place in unsealed:
                continue
            changed = bytearray(raw)
            changed[place] ^= 1
            with self.subTest(place=place, around=raw[max(0, place - 20):place + 20]):
                self.assertNotEqual(self.faults(bytes(changed)), [])

    def test_any_line_removed_doubled_or_moved_is_found(self):
        lines = export()
        for place in range(1, len(lines)):
            with self.subTest(line=lines[place]):
                self.assertNotEqual(self.faults(written(lines[:place] + lines[place + 1:])), [])
                self.assertNotEqual(self.faults(written(lines[:place] + lines[place:place + 1] + lines[place:])), [])
        for place in range(1, 6):
            swapped = lines[:place] + [lines[place + 1], lines[place]] + lines[place + 2:]
            self.assertNotEqual(self.faults(written(swapped)), [])

    def test_what_is_wrong_is_named(self):
        def entry(line, **changed):
            return lambda lines: lines[line]["entry"].update(changed)

        def row(table, **changed):
            def change(lines):
                next(line["row"]["columns"] for line in lines if line.get("row", {}).get("table") == table).update(changed)
            return change

        self.check(entry(2, actor="user:mehmet"), "entry 2: was changed")
        self.check(entry(2, note=""), "entry 2: has an empty note")
        self.check(entry(2, at="2024-11-30T03:22:01Z"), "entry 2: at is")
        self.check(entry(3, previous_hash="0" * 64), "entry 3: does not follow", "entry 3: was changed")
        self.check(entry(3, position=4), "entry 4: positions run without gap: 3 was to come")
        self.check(entry(3, at_us=True), "line 4: at_us is not of type int")
        self.check(row("public_state", state="{}"), "public_state section/tr/gundem: the state is not what entry 5 led to")
        self.check(row("public_state", subject="section/tr/spor"), "public_state section/tr/spor: no entry",
                   "public_state section/tr/gundem: the state entry 5 led to is gone")
        self.check(row("live", urgency=1), "live story/7: column urgency is 1")
        self.check(row("live", breaking_until=None), "live story/7: column breaking_until is None")
        self.check(row("live", card="{}"), "live story/7: column card")
        self.check(row("live", standing="withdrawn"), "live story/7: column standing")
        self.check(row("live", content_hash="0" * 64), "live story/7: its content is not in the export")
        self.check(row("listing", number=8), "listing list/tr story/8: no live story", "listing story/7: 1 of its places")
        self.check(lambda lines: lines.pop(1), "entry 2: positions run without gap: 1 was to come")
        self.check(lambda lines: lines.pop(6), "header: announces 6 entries, the last one here is 5")
        self.check(lambda lines: lines.append({"row": {"table": "gossip", "columns": {}}}), "line 19: neither")
        self.check(lambda lines: lines.append(lines[1]), "line 19: entry stands after listing")

    def test_a_chain_sealed_anew_is_found_by_a_noted_head(self):
        lines = export()
        noted = lines[6]["entry"]["hash"]
        self.assertEqual(self.run_on(written(lines), "--head", noted).returncode, 0)
        forged = lines[6]["entry"]
        forged["actor"] = "user:mehmet"
        forged["hash"] = seal(forged)
        self.assertEqual(self.run_on(written(lines)).returncode, 0)
        told = self.run_on(written(lines), "--head", noted)
        self.assertEqual(told.returncode, 1)
        self.assertIn("head: no entry has the hash", told.stdout)

    def test_noise_is_refused_and_never_crashes(self):
        noise = random.Random(5187)
        raw = written(export())
        for _ in range(300):
            start = noise.randrange(len(raw))
            changed = raw[:start] + noise.randbytes(noise.randrange(1, 40)) + raw[start + noise.randrange(40):]
            self.assertNotEqual(self.faults(changed), [])
        for raw in (b"", b"[]\n", b'"x"\n', b"[" * 100_000, b'{"row":[]}\n{"row":{"table":[]}}\n', b'{"a":1,"a":2}\n'):
            self.assertEqual(self.run_on(raw).returncode, 1, raw[:40])

    def test_misuse_is_told_apart(self):
        for arguments in ([], ["--help"], ["/nonexistent/export"], ["--head", "x"]):
            told = subprocess.run([sys.executable, VERIFIER, *arguments], capture_output=True)
            self.assertEqual(told.returncode, 2, arguments)


if __name__ == "__main__":
    unittest.main()
