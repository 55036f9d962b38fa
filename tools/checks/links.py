"""Every link leads somewhere, and no template syntax reaches a reader (defect D1 of docs/design.md §2)."""

import re

from lxml import etree

# MiniJinja's and PHP's delimiters, and entities that were escaped twice.
LEAKS = re.compile(r"\?>|<\?|\{\{|\}\}|\{%|%\}|\{#|&(?:amp|lt|gt|quot|nbsp|#[0-9]+);")


def look(paper, report, asked):
    for page in paper.pages.values():
        if page.found_on != "nowhere":
            report.expect(page.status == 200, page.path, f"answers {page.status}, linked from {page.found_on}")
    kinds = {page.kind for page in paper.html()}
    for kind in ("front", "section", "story", "archive", "404", "410", "451"):
        report.expect(kind in kinds, kind, "no such page in the whole paper")
    for page in paper.html():
        anchors(page, report)
        leaks(page, report)
        for address in page.tree.xpath("//a/@href"):
            local = paper.local(address, page.path)
            if local in paper.redirects:
                report.expect(False, page.path, f"links to {local}, which only redirects to {paper.redirects[local]}")


def anchors(page, report):
    names = set(page.tree.xpath("//@id"))
    for address in page.tree.xpath("//a/@href[starts-with(., '#') and . != '#']"):
        report.expect(address[1:] in names, page.path, f"links to {address}, which it has not")


def leaks(page, report):
    for element in page.tree.iter(etree.Element):
        texts = [element.tail or "", *element.attrib.values()]
        # Structured data may end in two braces, and styles too.
        if element.tag not in ("script", "style"):
            texts.append(element.text or "")
        for text in texts:
            if found := LEAKS.search(text):
                report.expect(False, page.path, f"<{element.tag}> holds {found[0]!r} in {text.strip()[:80]!r}")
                return
    report.expect(True, page.path, "")
