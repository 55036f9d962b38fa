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
        for encoding in UNPACK:
            total = weight(paper, page, page.path, encoding, report)
            for address in page.tree.xpath("//link[contains(concat(' ', @rel, ' '), ' stylesheet ')]/@href"):
                # Print styles are fetched after everything else.
                path = paper.local(address, page.path)
                total += weight(paper, paper.page(address), path, encoding, report)
            report.expect(total <= BYTES_MAX, page.path, f"{total:,} bytes as {encoding}, at most {BYTES_MAX:,}")
            heaviest[encoding] = max(heaviest.get(encoding, (0, "")), (total, page.path))
        blocking = page.tree.xpath("//script[@src and not(@async) and not(@defer) and not(@type='module')]/@src")
        report.expect(not blocking, page.path, f"waits for a script: {blocking}")
    for encoding, (total, path) in heaviest.items():
        report.note(f"heaviest as {encoding}: {total:,} bytes, {urllib.parse.unquote(path)}")


def weight(paper, page, path, encoding, report):
    """Bytes of one body in one encoding, which must unpack to the page."""
    status, headers, body = paper.get(path, encoding)
    if report.expect(status == 200 and headers.get("Content-Encoding") == encoding, path,
                     f"asked for {encoding}, came as {headers.get('Content-Encoding')} with {status}"):
        same = len(UNPACK[encoding](body)) > 0 if page is None else close(UNPACK[encoding](body), page.body)
        report.expect(same, path, f"the {encoding} variant is not the page")
    return len(body)


def close(one, other):
    """The same page, give or take words that follow the clock ("3 minutes ago")."""
    return one == other or abs(len(one) - len(other)) < 400
