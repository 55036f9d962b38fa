"""A story in one round trip: page and styles in at most 14 KB as they travel, and no script to wait for."""

import gzip
import urllib.parse

import brotli

# Ten segments of a fresh connection carry 14,600 bytes (RFC 6928); some of them are for the head.
BYTES_MAX = 14 * 1024
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}


def look(paper, report, asked):
    heaviest = {}
    for page in paper.html("story"):
        styles = page.tree.xpath("//link[contains(concat(' ', @rel, ' '), ' stylesheet ')]/@href")
        paths = [page.path, *(paper.local(address, page.path) for address in styles)]
        for encoding in UNPACK:
            total = sum(weight(paper, path, encoding, report) for path in paths)
            report.expect(total <= BYTES_MAX, page.path, f"{total:,} bytes as {encoding}, at most {BYTES_MAX:,}")
            heaviest[encoding] = max(heaviest.get(encoding, (0, "")), (total, page.path))
        blocking = page.tree.xpath("//script[@src and not(@async) and not(@defer) and not(@type='module')]/@src")
        report.expect(not blocking, page.path, f"waits for a script: {blocking}")
    for encoding, (total, path) in heaviest.items():
        report.note(f"heaviest as {encoding}: {total:,} bytes, {urllib.parse.unquote(path)}")


def weight(paper, path, encoding, report):
    """Bytes of one body in one encoding, which must unpack to the very page."""
    # These reads are counted and may move a list between two of them, but not twice in a row.
    for _ in range(2):
        _, _, plain = paper.get(path, "identity")
        status, headers, body = paper.get(path, encoding)
        good = status == 200 and headers.get("Content-Encoding") == encoding
        if good and UNPACK[encoding](body) == plain:
            break
    if report.expect(good, path, f"asked for {encoding}, came as {headers.get('Content-Encoding')} with {status}"):
        report.expect(UNPACK[encoding](body) == plain, path, f"the {encoding} variant is not the page")
    return len(body)
