#!/usr/bin/env python3
"""A story's whole life over the interface for programs: written, illustrated, published, corrected, withdrawn.

    MANSET_TOKEN=mst_… docs/examples/publish.py http://127.0.0.1:8000 picture.jpg

The token comes from `manset user token --email E`, for somebody who may publish (an editor or above).
"""
import os
import sys

import requests

origin, picture = sys.argv[1].rstrip("/") + "/api/v1", sys.argv[2]
newsroom = requests.Session()
newsroom.headers["Authorization"] = "Bearer " + os.environ["MANSET_TOKEN"]


def ask(method, path, **what):
    answer = newsroom.request(method, origin + path, timeout=60, **what)
    if not answer.ok:
        sys.exit(f"{method} {path}: {answer.status_code} {answer.json()['detail']}")
    return answer


with open(picture, "rb") as file:
    form = {"alt": "Taşan dere", "caption": "Kızılçay, dün gece", "credit": "Deniz Aydın"}
    image = ask("POST", "/media", files={"file": file}, data=form).json()

story = ask("POST", "/stories", headers={"Idempotency-Key": os.urandom(8).hex()}, json={
    "language": "tr",
    "headlines": [{"role": "main", "value": "Kızılçay taştı, on iki ev boşaltıldı"}],
    "descriptions": [{"role": "standfirst", "value": "Gece boyu süren yağış dereyi taşırdı; yaralanan yok."}],
    "bodies": [{"contentType": "text/html", "value": "<p>Kızılçay dün gece taştı.</p><h2>Köprü kapalı</h2><p>Ekipler bölgede.</p>"}],
    "subjects": [{"name": "Gündem", "rel": "section"}, {"name": "Sel"}],
    "by": "Ayşe Demir",
    "associations": [image],
}).json()
number = story["manset"]["number"]

published = ask("POST", f"/stories/{number}/publication").json()
print("published", published["url"], "at position", published["position"])

draft = ask("GET", f"/stories/{number}/draft")
changed = draft.json() | {"headlines": [{"role": "main", "value": "Kızılçay taştı, on üç ev boşaltıldı"}]}
ask("PUT", f"/stories/{number}/draft", headers={"If-Match": draft.headers["ETag"]}, json=changed)
ask("POST", f"/stories/{number}/correction", json={"note": "Ev sayısı on iki değil on üçtür."})
print("corrected", requests.get(f"{origin}/stories/{number}", timeout=60).json()["headlines"][0]["value"])

ask("DELETE", f"/stories/{number}/publication", json={"reason": "Bu bir örnekti."})
print("withdrawn", requests.get(f"{origin}/stories/{number}", timeout=60).status_code)
