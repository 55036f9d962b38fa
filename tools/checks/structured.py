"""What search engines and other sites read out of a page, by their published lists.

NewsArticle: https://developers.google.com/search/docs/appearance/structured-data/article (recommended properties);
BreadcrumbList: …/structured-data/breadcrumb (required properties); Open Graph: https://ogp.me; hreflang: Google's
"localized versions of your pages".
"""

import json
import re

from feeds import RFC3339, plain


def look(paper, report, asked):
    for page in paper.html("story"):
        story(paper, page, report)
    for page in paper.html():
        if page.status == 200:
            canonical(paper, page, report)
            languages(paper, page, report)
        else:
            report.expect(not page.tree.xpath("//link[@rel='canonical']"), page.path, "an error page has a canonical address")


def story(paper, page, report):
    where = page.path
    try:
        items = [json.loads(text) for text in page.tree.xpath("//script[@type='application/ld+json']/text()")]
    except ValueError as error:
        report.expect(False, where, f"structured data is no JSON: {error}")
        return
    items = [part for item in items for part in (item if isinstance(item, list) else item.get("@graph", [item]))]
    # Paid words are no news article; everything else that is asked of one is asked of them.
    articles = [item for item in items if item.get("@type") in ("NewsArticle", "AdvertiserContentArticle")]
    trails = [item for item in items if item.get("@type") == "BreadcrumbList"]
    if report.expect(len(articles) == 1, where, f"has {len(articles)} NewsArticle"):
        article(paper, page, articles[0], report)
    if report.expect(len(trails) == 1, where, f"has {len(trails)} BreadcrumbList"):
        trail(paper, page, trails[0], report)
    open_graph(paper, page, report)


def article(paper, page, found, report):
    where = page.path
    heading = " ".join(page.tree.xpath("string(//h1)").split())
    report.expect(plain(found.get("headline", "")) == plain(heading), where, f"headline {found.get('headline')!r}, heading {heading!r}")
    for field in ("datePublished", "dateModified"):
        report.expect(RFC3339.fullmatch(str(found.get(field))), where, f"{field} is {found.get(field)!r}")
    if RFC3339.fullmatch(str(found.get("datePublished"))) and RFC3339.fullmatch(str(found.get("dateModified"))):
        report.expect(found["datePublished"] <= found["dateModified"] or found["datePublished"][-6:] != found["dateModified"][-6:],
                      where, "was changed before it was published")
    images = as_list(found.get("image"))
    report.expect(images, where, "has no image")
    for image in images:
        picture(paper, where, image.get("url") if isinstance(image, dict) else image, report)
    authors = as_list(found.get("author"))
    report.expect(authors, where, "has no author")
    for author in authors:
        report.expect(author.get("@type") in ("Person", "Organization") and author.get("name"), where, f"author {author}")
        report.expect(str(author.get("url", "")).startswith("http"), where, f"author {author.get('name')} has no whole url")
        target = paper.page(author.get("url", ""))
        if paper.local(author.get("url", ""), "/"):
            report.expect(target is not None and target.status == 200, where, f"author's page {author.get('url')} is not there")
    publisher = found.get("publisher") or {}
    report.expect(publisher.get("@type") in ("Organization", "NewsMediaOrganization") and publisher.get("name"), where,
                  f"publisher {publisher}")


def picture(paper, where, address, report):
    if not report.expect(str(address).startswith("http"), where, f"picture {address} is no whole address"):
        return
    local = paper.local(address, "/")
    if report.expect(local is not None, where, f"picture {address} is on another host"):
        if (page := paper.pages.get(local)) is None:
            status, headers, _ = paper.get(local)
        else:
            status, headers = page.status, page.headers
        report.expect(status == 200 and headers.get("Content-Type", "").startswith("image/"), where,
                      f"picture {address} answers {status} as {headers.get('Content-Type')}")


def trail(paper, page, found, report):
    where, steps = page.path, found.get("itemListElement", [])
    report.expect(len(steps) >= 2, where, f"a trail of {len(steps)} steps")
    for number, step in enumerate(steps, 1):
        address = step.get("item", {}).get("@id") if isinstance(step.get("item"), dict) else step.get("item")
        report.expect(step.get("@type") == "ListItem" and step.get("position") == number and step.get("name"), where, f"step {step}")
        # The last step is the page itself and may do without its address.
        if number < len(steps) or address:
            target = paper.page(address or "")
            report.expect(str(address).startswith("http") and target is not None and target.status == 200, where,
                          f"step {step.get('name')} leads to {address}")


def open_graph(paper, page, report):
    where = page.path
    found = {}
    for element in page.tree.xpath("//meta[@property]"):
        found.setdefault(element.get("property"), element.get("content", ""))
    for field in ("og:title", "og:type", "og:url", "og:image", "og:description", "og:site_name", "og:locale", "article:published_time"):
        report.expect(found.get(field, "").strip(), where, f"has no {field}")
    report.expect(found.get("og:type") == "article", where, f"og:type is {found.get('og:type')}")
    report.expect(paper.local(found.get("og:url", ""), "/") == where, where, f"og:url is {found.get('og:url')}")
    report.expect(re.fullmatch(r"[a-z]{2}_[A-Z]{2}", found.get("og:locale", "")), where, f"og:locale is {found.get('og:locale')}")
    if found.get("og:image"):
        picture(paper, where, found["og:image"], report)
    report.expect(page.tree.xpath("//meta[@name='description']/@content"), where, "has no description")


def canonical(paper, page, report):
    found = page.tree.xpath("//link[@rel='canonical']/@href")
    # Search results are for readers, not for other search engines.
    if "noindex" in "".join(page.tree.xpath("//meta[@name='robots']/@content")):
        return
    report.expect(len(found) == 1 and found[0].startswith("http"), page.path, f"canonical addresses {found}")
    if found and "?" not in page.path:
        report.expect(paper.local(found[0], "/") == page.path, page.path, f"calls itself {found[0]}")


def languages(paper, page, report):
    """Twins in other languages name each other and themselves, or search engines believe none of them."""
    twins = twins_of(page)
    if not twins:
        return
    report.expect(any(paper.local(address, "/") == page.path for address in twins.values()), page.path, "does not name itself among its twins")
    for language, address in twins.items():
        report.expect(re.fullmatch(r"x-default|[a-z]{2,3}(-[A-Z]{2})?", language) and address.startswith("http"), page.path,
                      f"twin {language} {address}")
        twin = paper.page(address)
        if report.expect(twin is not None and twin.status == 200, page.path, f"its twin {address} is not there"):
            back = {paper.local(other, "/") for other in twins_of(twin).values()}
            report.expect(page.path in back, page.path, f"its twin {twin.path} does not name it")
            if language != "x-default":
                report.expect(twin.tree.get("lang", "").split("-")[0] == language.split("-")[0], page.path,
                              f"its twin {address} is not in {language}")


def twins_of(page):
    return {element.get("hreflang"): element.get("href", "") for element in page.tree.xpath("//link[@rel='alternate' and @hreflang]")}


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]
