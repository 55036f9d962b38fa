"""A reporter's phone: the editor opened over 3G, and keys typed in a long story."""

import json
import random
import subprocess
from pathlib import Path

from editors import Editor, paragraph

PAGE = Path(__file__).resolve().parent.parent / "tools/checks/phone.mjs"
# A cheap phone's core is some four times slower than this machine's.
SLOWER = 4
WORDS = 5_000


WHO = ["Belediye meclisi", "Köy birliği", "Liman müdürlüğü", "Esnaf odası", "Okul aile birliği", "Ziraat odası", "Su idaresi"]
WHEN = ["dün akşam", "sabah erkenden", "öğleden sonra", "geçen salı", "yağmur dinince", "gece yarısı"]
WHAT = ["yeni iskele", "eski köprü", "çarşı yolu", "kütüphane binası", "sulama kanalı", "otobüs durağı", "balıkçı barınağı", "spor salonu"]
DID = ["parayı konuştu", "planı gösterdi", "kararı erteledi", "ihaleyi bitirdi", "raporu okudu", "itirazları dinledi"]


def sentence(chance):
    """Fourteen words or so, seldom twice the same: a text that repeats itself is full of findings, as no reporter's is."""
    who, when, what, did = (chance.choice(words) for words in (WHO, WHEN, WHAT, DID))
    return f"{who} {when} toplandı ve {what} için {chance.randrange(100, 999)} kişiyle birlikte {did}."


def measure(node, chief):
    """What `phone.mjs` prints, for a story of five thousand words."""
    reporter = Editor(node.base, chief, 999)
    chance = random.Random(5)
    changes, after = [], None
    for place in range(WORDS // 58):
        changes.append({"block": f"uzun{place}", "was": None, "now": paragraph(" ".join(sentence(chance) for _ in range(4))), "after": after})
        after = f"uzun{place}"
    reporter.save(changes)
    told = subprocess.run(["node", PAGE, node.base, reporter.cookie, str(reporter.story), str(SLOWER)], check=True, capture_output=True, text=True)
    return json.loads(told.stdout)
