"""Feeds, maps and the small files that machines ask for, each by the rules of its format.

Feeds are read with feedparser, which must find nothing to mend; maps are held against their XML schemas.
"""

import json
import re
import urllib.robotparser
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
from lxml import etree

SCHEMAS = Path(__file__).parent / "schemas"
SITEMAP_XSD = Path(__file__).parent / "node_modules/sitemap/schema/sitemap.xsd"
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
ATOM = "{http://www.w3.org/2005/Atom}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
# An hour with its zone, as RFC 3339 writes it.
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def look(paper, report, asked):
    for page in list(paper.pages.values()):
        if page.status != 200:
            continue
        name = page.path.split("?")[0].rsplit("/", 1)[-1]
        if name in ("feed.xml", "atom.xml"):
            xml_feed(paper, page, "rss" if name == "feed.xml" else "atom", report)
        elif name == "feed.json":
            json_feed(paper, page, report)
    advertised(paper, report)
    sitemaps(paper, report)
    robots(paper, report)
    security(paper, report)
    ads(paper, report)
    opensearch(paper, report)
    manifest(paper, report)


def advertised(paper, report):
    """Every front and section names its feeds, under the type they come with."""
    for page in paper.html("front", "section"):
        found = {element.get("type"): element.get("href") for element in page.tree.xpath("//link[@rel='alternate' and @type]")}
        for kind in TYPES.values():
            target = paper.page(found[kind]) if kind in found else None
            report.expect(target is not None and target.type == kind, page.path, f"names no working {kind}")


def xml_feed(paper, page, kind, report):
    where = page.path
    report.expect(page.type == TYPES[kind], where, f"comes as {page.type} and not as {TYPES[kind]}")
    feed = feedparser.parse(page.body, response_headers={"content-type": page.headers["Content-Type"]})
    report.expect(not feed.bozo, where, f"feedparser mended it: {feed.get('bozo_exception')}")
    report.expect(feed.version == {"rss": "rss20", "atom": "atom10"}[kind], where, f"is read as {feed.version or 'no feed'}")
    for field in ("title", "link", "language") if kind == "rss" else ("title", "link", "id", "updated_parsed"):
        report.expect(feed.feed.get(field), where, f"the feed has no {field}")
    own = [link.href for link in feed.feed.get("links", []) if link.rel == "self"]
    report.expect(len(own) == 1 and paper.local(own[0], where) == where, where, f"names itself {own}")
    report.expect(feed.entries, where, "has no entries")
    ids = [entry.get("id") for entry in feed.entries]
    report.expect(len(set(ids)) == len(ids), where, "has an id twice")
    for entry in feed.entries:
        for field in ("id", "title", "link"):
            report.expect(entry.get(field), where, f"entry {entry.get('link')} has no {field}")
        report.expect(entry.get("summary") or entry.get("content"), where, f"entry {entry.get('link')} says nothing")
        hours = ("published_parsed",) if kind == "rss" else ("published_parsed", "updated_parsed")
        report.expect(all(entry.get(hour) for hour in hours), where, f"entry {entry.get('link')} lacks an hour")
        leads_to_story(paper, entry.get("link", ""), where, report)
    root = etree.fromstring(page.body)
    if kind == "rss":
        for date in root.iter("pubDate", "lastBuildDate"):
            report.expect(is_rfc822(date.text), where, f"{date.tag} {date.text!r} is no hour of RFC 822")
    else:
        for date in root.iter(f"{ATOM}published", f"{ATOM}updated"):
            report.expect(RFC3339.fullmatch(date.text or ""), where, f"{date.text!r} is no hour of RFC 3339")
        for entry in root.iter(f"{ATOM}entry"):
            named = entry.find(f"{ATOM}author/{ATOM}name") is not None or root.find(f"{ATOM}author/{ATOM}name") is not None
            report.expect(named, where, "an entry has no author, nor has the feed (RFC 4287 §4.1.2)")


def json_feed(paper, page, report):
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/"""
    where = page.path
    report.expect(page.type == TYPES["json"], where, f"comes as {page.type}")
    try:
        feed = json.loads(page.body)
    except ValueError as error:
        report.expect(False, where, f"is no JSON: {error}")
        return
    report.expect(feed.get("version") == "https://jsonfeed.org/version/1.1", where, f"version is {feed.get('version')}")
    for field in ("title", "home_page_url", "feed_url", "language"):
        report.expect(isinstance(feed.get(field), str) and feed[field], where, f"has no {field}")
    report.expect(paper.local(feed.get("feed_url", ""), where) == where, where, f"names itself {feed.get('feed_url')}")
    items = feed.get("items", [])
    report.expect(items, where, "has no items")
    report.expect(len({item.get("id") for item in items}) == len(items), where, "has an id twice")
    for item in items:
        name = f"item {item.get('url')}"
        report.expect(isinstance(item.get("id"), str) and item["id"], where, f"{name} has no id as text")
        report.expect(isinstance(item.get("content_html", item.get("content_text")), str), where, f"{name} has no content")
        report.expect(item.get("title") and item.get("url"), where, f"{name} has no title or url")
        for hour in ("date_published", "date_modified"):
            report.expect(RFC3339.fullmatch(item.get(hour, "")) or (hour == "date_modified" and hour not in item), where,
                          f"{name}: {hour} is {item.get(hour)!r}")
        authors = item.get("authors", feed.get("authors", []))
        report.expect(authors and all(author.get("name") for author in authors), where, f"{name} has no author with a name")
        leads_to_story(paper, item.get("url", ""), where, report)


def leads_to_story(paper, address, where, report):
    target = paper.page(address)
    report.expect(address.startswith("http") and target is not None and target.kind == "story", where,
                  f"{address} is no whole address of a story")


def sitemaps(paper, report):
    schema, index_schema = xml_schema(), etree.XMLSchema(file=str(SCHEMAS / "siteindex.xsd"))
    maps = [page for page in paper.pages.values() if page.status == 200 and b"sitemaps.org/schemas" in page.body[:2000]
            and page.path.split("?")[0].endswith(".xml")]
    listed = set()
    for page in maps:
        where = page.path
        report.expect(page.type in ("application/xml", "text/xml"), where, f"comes as {page.type}")
        root = etree.fromstring(page.body)
        rules = index_schema if etree.QName(root).localname == "sitemapindex" else schema
        report.expect(rules.validate(root), where, f"against the schema: {rules.error_log.last_error}")
        locations = [location.text.strip() for location in root.iterfind("*/{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
        report.expect(len(locations) <= 50_000 and len(page.body) <= 50 * 2**20, where, "is too large for one map")
        report.expect(len(set(locations)) == len(locations), where, "has an address twice")
        for location in locations:
            target = paper.page(location)
            report.expect(location.startswith("http") and target is not None and target.status == 200, where,
                          f"{location} is no page of ours")
            if target is not None:
                report.expect(paper.local(location, "/") == target.path, where, f"{location} only redirects")
                listed.add(target.path)
        if any(True for _ in root.iter(f"{NEWS}news")):
            news(paper, page, root, report)
    for path in ("/sitemap.xml", "/sitemap-news.xml"):
        report.expect(path in paper.pages and paper.pages[path] in maps, path, "is no map")
    for story in paper.html("story"):
        report.expect(story.path in listed, story.path, "stands in no map")
    for page in paper.html("404", "410", "451"):
        report.expect(page.path not in listed, page.path, "stands in a map")


def xml_schema():
    """Our schemas beside the protocol's own, which comes with an npm package."""
    whole = (SCHEMAS / "all.xsd").read_text().replace("SITEMAP_XSD", SITEMAP_XSD.resolve().as_uri())
    whole = re.sub(r'schemaLocation="([a-z-]+\.xsd)"', lambda name: f'schemaLocation="{(SCHEMAS / name[1]).resolve().as_uri()}"', whole)
    return etree.XMLSchema(etree.fromstring(whole.encode()))


def news(paper, page, root, report):
    """Google's rules: the last two days, at most 1,000 stories, titles as the page has them."""
    items = list(root.iterfind("{*}url"))
    report.expect(len(items) <= 1000, page.path, f"{len(items)} stories, at most 1,000")
    now = datetime.now(timezone.utc)
    for item in items:
        location = item.findtext("{*}loc").strip()
        published = datetime.fromisoformat(item.findtext(f".//{NEWS}publication_date").replace("Z", "+00:00"))
        report.expect(published.tzinfo and timedelta(0) <= now - published <= timedelta(hours=48), page.path,
                      f"{location} is of {published}")
        story = paper.page(location)
        if story is not None and story.is_html:
            headline = " ".join(story.tree.xpath("string(//h1)").split())
            title = item.findtext(f".//{NEWS}title")
            report.expect(plain(title) == plain(headline), page.path, f"{title!r} is headed {headline!r}")
            language = story.tree.get("lang", "").split("-")[0]
            report.expect(item.findtext(f".//{NEWS}language") == language, page.path, f"{location} is in {language}")


def plain(text):
    """Without the marks that isolate directions."""
    return " ".join(re.sub("[\u200e\u200f\u2066-\u2069\u00ad]", "", text).split())


def robots(paper, report):
    page = paper.pages.get("/robots.txt")
    if not report.expect(page and page.status == 200 and page.type == "text/plain", "/robots.txt", "is not there as text"):
        return
    rules = urllib.robotparser.RobotFileParser()
    lines = page.body.decode("utf-8").splitlines()
    rules.parse(lines)
    for line in lines:
        known = re.fullmatch(r"\s*(#.*)?|(?i:user-agent|allow|disallow|sitemap|crawl-delay|content-signal)\s*:.*", line)
        report.expect(known, page.path, f"{line!r} is no rule (RFC 9309)")
    maps = rules.site_maps() or []
    report.expect(maps and all(address.startswith("http") and paper.page(address) for address in maps), page.path, f"maps {maps}")
    for story in paper.html("front", "story")[:20]:
        report.expect(rules.can_fetch("Googlebot", paper.base + story.path), page.path, f"keeps readers' machines from {story.path}")


def security(paper, report):
    """RFC 9116 §2.5: at least one Contact, exactly one Expires, still to come."""
    where = "/.well-known/security.txt"
    page = paper.pages.get(where)
    if not report.expect(page and page.status == 200 and page.type == "text/plain", where, "is not there as text"):
        return
    fields = re.findall(r"(?m)^([A-Za-z-]+):[ \t]*(\S.*?)\s*$", page.body.decode("utf-8"))
    contacts = [value for name, value in fields if name.lower() == "contact"]
    report.expect(contacts and all(re.match(r"(mailto|https|tel):", value) for value in contacts), where, f"contacts {contacts}")
    expires = [value for name, value in fields if name.lower() == "expires"]
    if report.expect(len(expires) == 1 and RFC3339.fullmatch(expires[0]), where, f"expires {expires}"):
        left = datetime.fromisoformat(expires[0].replace("Z", "+00:00")) - datetime.now(timezone.utc)
        report.expect(timedelta(0) < left <= timedelta(days=366), where, f"expires in {left}")
    for name, value in fields:
        if name.lower() == "canonical":
            report.expect(paper.local(value, "/") == where or value.startswith("https://"), where, f"canonical {value}")


def ads(paper, report):
    """IAB ads.txt 1.1: comments, `name=value`, or three to four fields."""
    page = paper.pages.get("/ads.txt")
    if report.expect(page and page.status == 200 and page.type == "text/plain", "/ads.txt", "is not there as text"):
        for line in page.body.decode("utf-8").splitlines():
            line = line.split("#")[0].strip()
            good = not line or re.fullmatch(r"[A-Za-z]+=.+", line) or re.fullmatch(r"[^,]+,[^,]+,\s*(DIRECT|RESELLER)\s*(,[^,]+)?", line)
            report.expect(good, "/ads.txt", f"{line!r} is no record")


def opensearch(paper, report):
    """OpenSearch 1.1, draft 6."""
    for page in [page for page in paper.pages.values() if page.path.endswith("/opensearch.xml") and page.status == 200]:
        where, space = page.path, "{http://a9.com/-/spec/opensearch/1.1/}"
        report.expect(page.type == "application/opensearchdescription+xml", where, f"comes as {page.type}")
        root = etree.fromstring(page.body)
        report.expect(root.tag == f"{space}OpenSearchDescription", where, f"begins with {root.tag}")
        name, description = root.findtext(f"{space}ShortName") or "", root.findtext(f"{space}Description") or ""
        report.expect(0 < len(name) <= 16, where, f"ShortName {name!r} has not 1 to 16 letters")
        report.expect(0 < len(description) <= 1024, where, f"Description has {len(description)} letters")
        templates = [url.get("template", "") for url in root.iter(f"{space}Url") if url.get("type") == "text/html"]
        report.expect(len(templates) == 1 and "{searchTerms}" in templates[0], where, f"search templates {templates}")
        for template in templates:
            status, _, _ = paper.get(paper.local(template.replace("{searchTerms}", "nehir"), "/") or "/none")
            report.expect(status == 200, where, f"{template} answers {status}")
    report.expect("/opensearch.xml" in paper.pages, "/opensearch.xml", "is not there")


def manifest(paper, report):
    """W3C Web Application Manifest: what browsers ask for before they offer to keep a page."""
    for page in [page for page in paper.pages.values() if page.path.endswith(".webmanifest") and page.status == 200]:
        where = page.path
        report.expect(page.type == "application/manifest+json", where, f"comes as {page.type}")
        found = json.loads(page.body)
        for field in ("name", "short_name", "start_url", "display", "lang", "dir", "background_color", "theme_color"):
            report.expect(isinstance(found.get(field), str) and found[field], where, f"has no {field}")
        start = paper.page(found.get("start_url", ""))
        report.expect(start is not None and start.status == 200, where, f"starts at {found.get('start_url')}")
        report.expect(found.get("icons"), where, "has no icons")
        for icon in found.get("icons", []):
            status, headers, _ = paper.get(paper.local(icon["src"], where) or "/none")
            report.expect(status == 200 and headers["Content-Type"].split(";")[0] == icon.get("type"), where, f"icon {icon} answers {status}")
    report.expect("/manifest.webmanifest" in paper.pages, "/manifest.webmanifest", "is not there")


def is_rfc822(text):
    try:
        return parsedate_to_datetime(text).tzinfo is not None
    except (TypeError, ValueError):
        return False
