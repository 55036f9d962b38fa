"""Walks the whole paper once, as a patient reader would: every link, feed, map and picture of every edition.

What other checks look at is what was found here, so nothing is fetched twice and every check speaks of the same moment.
"""

import gzip
import http.client
import re
import urllib.parse
import urllib.request
from collections import Counter, deque
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

AGENT = "Mozilla/5.0 (compatible; manset-checks)"
# Addresses of docs/design.md §5 that no page needs to link to.
FIXED = ("/", "/ar/", "/en/", "/robots.txt", "/sitemap.xml", "/sitemap-news.xml", "/ads.txt", "/opensearch.xml",
         "/manifest.webmanifest", "/.well-known/security.txt", "/feed.xml", "/atom.xml", "/feed.json", "/kunye",
         "/iletisim", "/duzeltmeler", "/nasil-siraliyoruz", "/ara?q=nehir", "/ara?q=zzzzqqqq", "/ara")
MISSING = ("/yok-boyle-bir-sayfa", "/ar/yok-boyle-bir-sayfa", "/en/no-such-page")
# A paper of a hundred stories has some hundreds of addresses; thousands mean a trap for crawlers.
ADDRESSES_MAX = 6000
STORY = re.compile(r"^(?P<edition>(?:/[a-z]{2})?)/(?P<section>[^/]+)/(?P<slug>[^/]+)-(?P<number>[0-9]+)$")
ARCHIVE = re.compile(r"/[0-9]{4}/[0-9]{2}(/[0-9]{2})?/?$")


class Page:
    def __init__(self, path, status, headers, body, found_on):
        self.path, self.status, self.headers, self.body, self.found_on = path, status, headers, body, found_on
        self.type = headers.get("Content-Type", "").split(";")[0].strip().lower()
        self.file = None
        self._tree = None

    @property
    def is_html(self):
        return self.type == "text/html"

    @property
    def tree(self):
        if self._tree is None:
            self._tree = lxml_html.document_fromstring(self.body, parser=lxml_html.HTMLParser(encoding="utf-8"))
        return self._tree

    @property
    def edition(self):
        """`tr`, `ar` or `en`, by the address."""
        first = self.path.split("?")[0].split("/")[1]
        return first if first in ("ar", "en") else "tr"

    @property
    def kind(self):
        """The sort of page by the shape of its address: what differs in kind differs in template."""
        if self.status != 200:
            return str(self.status)
        path = self.path.split("?")[0]
        below = path[3:] if self.edition != "tr" else path
        parts = [part for part in below.split("/") if part]
        if not parts:
            return "front"
        if STORY.match(path):
            return "story"
        if ARCHIVE.search(path):
            return "archive"
        if len(parts) == 1 and below.endswith("/"):
            return "section"
        return urllib.parse.unquote(parts[0])

    def marks(self):
        """Every element with each of its classes: pages with other marks use other parts of the templates."""
        for element in self.tree.iter(etree.Element):
            yield element.tag
            for name in (element.get("class") or "").split():
                yield f"{element.tag}.{name}"

    def srcsets(self):
        """Of each picture the narrowest file in each format, and of a front's lead every file: pages offer a dozen files
        of each picture, all made by the same steps when they are asked for, and making a thousand takes long.
        """
        first = next(self.tree.iter("picture"), None) if self.kind == "front" else None
        for element in self.tree.iter("img", "source"):
            sources = [candidate.split()[0] for candidate in (element.get("srcset") or "").split(",") if candidate.strip()]
            yield sources if first is not None and element.getparent() is first else sources[:1]

    def links(self):
        """Addresses that this page leads to or is made of, as they are written."""
        if self.is_html:
            for element in self.tree.iter("a", "link", "img", "source", "script", "form", "use", "image"):
                if element.tag == "form" and (element.get("method") or "get").lower() != "get":
                    continue
                # A preconnect or a canonical home of a family of addresses is no page of its own.
                if element.tag == "link" and (element.get("rel") or "") in ("preconnect", "dns-prefetch", "search-template"):
                    continue
                for name in ("href", "src", "action"):
                    if element.get(name) is not None:
                        yield element.get(name)
            for sources in self.srcsets():
                yield from sources
        elif self.path.split("?")[0].endswith(".xml") and b"sitemaps.org" in self.body[:2000]:
            for location in etree.fromstring(self.body).iter("{*}loc"):
                yield location.text.strip()
        elif self.path == "/robots.txt":
            yield from re.findall(r"(?im)^sitemap:\s*(\S+)", self.body.decode("utf-8", "replace"))


class Paper:
    def __init__(self, base):
        self.base = base
        self.pages = {}
        # The origin under which the paper names itself in absolute addresses.
        self.origins = {base}
        # Links that lead to an address with another spelling: `{from: to}`.
        self.redirects = {}

    def html(self, *kinds):
        return [page for page in self.pages.values() if page.is_html and (not kinds or page.kind in kinds)]

    def page(self, address):
        """The page at an absolute or relative address, redirects followed, or None."""
        path = self.local(address, "/")
        return self.pages.get(self.redirects.get(path, path))

    def chosen(self, each):
        """Up to `each` pages of every kind and edition, those first whose elements no earlier one has shown."""
        groups = {}
        for page in self.html():
            groups.setdefault((page.edition, page.kind), []).append(page)
        chosen = []
        for _, pages in sorted(groups.items()):
            seen, left = set(), pages
            for _ in range(min(each, len(pages))):
                best = max(left, key=lambda page: len(set(page.marks()) - seen))
                if seen and not set(best.marks()) - seen and len(left) < len(pages):
                    break
                seen |= set(best.marks())
                left = [page for page in left if page is not best]
                chosen.append(best)
        return chosen

    def local(self, address, on):
        """An address as a path of this paper, or None if it leads elsewhere."""
        whole = urllib.parse.urljoin(self.base + on, address.strip())
        whole = urllib.parse.urldefrag(whole).url
        for origin in self.origins:
            if whole == origin or whole.startswith(origin + "/"):
                path = whole[len(origin):] or "/"
                return urllib.parse.quote(path, safe="/%?&=+:@!$'()*,;~-._")
        return None

    def get(self, path, encoding="gzip"):
        """One GET without following redirects: `(status, headers, body as it came)`."""
        host = urllib.parse.urlsplit(self.base)
        connection = http.client.HTTPConnection(host.hostname, host.port or 80, timeout=30)
        try:
            connection.request("GET", path, headers={"User-Agent": AGENT, "Accept-Encoding": encoding, "Accept": "*/*"})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def summary(self):
        kinds = Counter((page.kind, page.edition) for page in self.html())
        return ", ".join(f"{kind}/{edition} {count}" for (kind, edition), count in sorted(kinds.items()))


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def walk(base, keep):
    """The whole paper; HTML pages are kept as files in `keep`, for programs that read files."""
    paper = Paper(base)
    keep.mkdir(parents=True, exist_ok=True)
    waiting = deque((path, "docs/design.md") for path in FIXED)
    known = set(FIXED)
    while waiting:
        path, found_on = waiting.popleft()
        page = fetch(paper, path, found_on)
        if page is None:
            continue
        if path == "/":
            declare_origin(paper, page)
        if page.status == 200:
            for address in page.links():
                local = paper.local(address, page.path)
                if local is not None and local not in known and len(known) < ADDRESSES_MAX:
                    known.add(local)
                    waiting.append((local, page.path))
    for path in MISSING:
        fetch(paper, path, "nowhere")
    find_withdrawn(paper)
    for number, page in enumerate(paper.html()):
        page.file = keep / f"{number:04}-{page.edition}-{re.sub(r'[^a-z0-9]+', '-', page.kind)}.html"
        page.file.write_bytes(page.body)
    return paper


def fetch(paper, path, found_on):
    """The page at `path`, redirects followed and noted; None if it was met before."""
    asked = path
    for _ in range(5):
        status, headers, body = paper.get(path)
        if status not in (301, 302, 303, 307, 308):
            break
        path = paper.local(headers.get("Location", ""), path)
        if path is None:
            # Told by the links check as an address without a page.
            return None
        paper.redirects[asked] = path
    if path in paper.pages:
        return None
    if headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    paper.pages[path] = Page(path, status, headers, body, found_on)
    return paper.pages[path]


def declare_origin(paper, front):
    if front.is_html and (canonical := front.tree.xpath("//link[@rel='canonical']/@href")):
        parts = urllib.parse.urlsplit(urllib.parse.urljoin(paper.base, canonical[0]))
        paper.origins.add(f"{parts.scheme}://{parts.netloc}")


def find_withdrawn(paper):
    """Numbers that no page links to: a withdrawn story answers 410 (or 451), a scheduled one 404."""
    numbers = {int(match["number"]) for path in paper.pages if (match := STORY.match(path))}
    for number in range(1, max(numbers, default=0) + 5):
        if number not in numbers:
            fetch(paper, f"/x/x-{number}", "nowhere")
