"""A reporter's phone: the editor opened over 3G, and keys typed in a long story."""

import json
import subprocess
from pathlib import Path

from editors import Editor, paragraph

PAGE = Path(__file__).resolve().parent.parent / "tools/checks/phone.mjs"
# A cheap phone's core is some four times slower than this machine's.
SLOWER = 4
WORDS = 5_000


def measure(node, chief):
    """What `phone.mjs` prints, for a story of five thousand words."""
    reporter = Editor(node.base, chief, 999)
    sentence = "Belediye meclisi dün akşam toplandı ve yeni iskele için ayrılan parayı konuştu. "
    changes, after = [], None
    for place in range(WORDS // 48):
        changes.append({"block": f"uzun{place}", "was": None, "now": paragraph((sentence * 4).strip()), "after": after})
        after = f"uzun{place}"
    reporter.save(changes)
    told = subprocess.run(["node", PAGE, node.base, reporter.cookie, str(reporter.story), str(SLOWER)], check=True, capture_output=True, text=True)
    return json.loads(told.stdout)
