//! A desk in memory to look at the editor with: one story, the policy of the real page, the journal of the tests.
//! `node build.mjs --tests && node test/mock-server.mjs [port]`, then /desk/stories/1. Trouble on request:
//! /trouble/{offline,signed-out,busy,refuse,none}.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { FakeServer } from "../build/tests/fake-server.js";

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'; require-trusted-types-for 'script'; trusted-types ProseMirrorClipboard";
const words = JSON.parse(readFileSync("words.en.json", "utf8"));
const picture = { file: "ab".repeat(32), width: 1200, height: 800, widths: [320, 640, 1200], colour: "#8899aa", credit: "AA" };
const run = (text, marks = {}) => ({ text, ...marks });
const filler = "Belediye meclisi dün akşam toplandı ve yeni iskele için ayrılan parayı konuştu; söz alan üyeler hesabın açılmasını istedi. ";

export const blocks = (long) => [
  { id: "aaaaaaaaaaaaaaa1", block: { type: "paragraph", text: [run("The council met "), run("last night", { strong: true }), run(" and spoke of the "), run("new pier", { link: "story:12" }), run(".")] } },
  { id: "aaaaaaaaaaaaaaa2", block: { type: "heading", text: [run("What it costs")] } },
  { id: "aaaaaaaaaaaaaaa3", block: { type: "quote", text: [run("We want to see the accounts.")], source: "Ali Demir, member" } },
  { id: "aaaaaaaaaaaaaaa4", block: { type: "list", ordered: false, items: [[run("First")], [run("Second")]] } },
  { id: "aaaaaaaaaaaaaaa5", block: { type: "table", caption: "Costs", head: [[run("Year")], [run("Lira")]], rows: [[[run("2025")], [run("10")]], [[run("2026")], [run("12")]]] } },
  { id: "aaaaaaaaaaaaaaa6", block: { type: "fact_box", title: "The pier", blocks: [{ type: "paragraph", text: [run("Built in 1931.")] }] } },
  { id: "aaaaaaaaaaaaaaa7", block: { type: "picture", picture } },
  { id: "aaaaaaaaaaaaaaa8", block: { type: "gallery", pictures: [picture, picture] } },
  { id: "aaaaaaaaaaaaaaa9", block: { type: "poll", question: "?" } },
  { id: "aaaaaaaaaaaaaa10", block: { type: "embed", url: "https://video.example/1", title: "Film" } },
  { id: "aaaaaaaaaaaaaa11", block: { type: "story_link", story: 12 } },
  { id: "aaaaaaaaaaaaaa12", block: { type: "pull_quote", text: [run("Nobody knows the sum.")] } },
  ...(long ? Array.from({ length: 100 }, (_, index) => ({ id: `long${String(index).padStart(12, "0")}`, block: { type: "paragraph", text: [run(filler.repeat(3))] } })) : []),
];

const fields = {
  language: "tr", kicker: null, headline: "Yeni iskele için para yetmiyor", standfirst: "Meclis hesabı görmek istiyor.", dateline: null,
  bylines: [{ name: "Ayşe Kaya", slug: "ayse-kaya" }], credits: [], sections: ["gundem"], tags: [{ name: "İskele", slug: "iskele" }],
  picture: { ...picture, alt: "The pier in fog", focus: { x: 30, y: 40 } }, urgency: 5, breaking_until: null, advertorial: false,
};

/** What begins so, of a few. */
function offers(url) {
  const words = url.searchParams.get("q").toLocaleLowerCase("tr");
  if (url.pathname.endsWith("/stories")) {
    const story = (number, headline) => ({ number, headline, edition: "Çınar", language: "tr", direction: "ltr", stage: "Live", is_live: true, when: "27.11.2026 10:00", group: number });
    return [story(12, "İskele yandı"), story(13, "İskele onarıldı")].filter(({ number, headline }) => `#${number}` === words || headline.toLocaleLowerCase("tr").includes(words));
  }
  return ["Kar", "Kar yağışı", "Karadeniz"].filter((name) => name.toLocaleLowerCase("tr").startsWith(words)).map((name) => ({ name, note: "" }));
}

export function desk({ long = false, direction = "ltr", desk_direction = "ltr", may_write = true } = {}) {
  const story = new FakeServer({ fields, blocks: blocks(long) });
  const state = { trouble: "none", posts: [], csrf: "token", found: [] };
  const page = () => {
    const data = {
      number: 1, version: story.version, csrf: state.csrf, me: { actor: "user:3", name: "Ayşe Kaya" }, may_write,
      language: direction === "rtl" ? "ar" : "tr", direction, desk_language: desk_direction === "rtl" ? "ar" : "en", desk_direction,
      sections: [{ key: "gundem", name: "Gündem" }, { key: "ekonomi", name: "Ekonomi" }, { key: "spor", name: "Spor" }],
      languages: [{ code: "tr", name: "Türkçe" }, { code: "ar", name: "العربية" }], credits: ["AA", "İHA"],
      fields: story.state.fields, blocks: story.state.blocks, words,
      details: {
        edition: "tr", edition_name: "Çınar", zone: "Europe/Istanbul", is_live: false, stories: {}, translations: [], editions: [{ code: "ar", name: "العربية" }],
        address: { slug: "yeni-iskele", url: "https://cinar.example/gundem/yeni-iskele-1", before: null, own: false },
      },
    };
    return `<!doctype html><html lang="en" dir="${desk_direction}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>Story</title>
<link rel="stylesheet" href="/desk/assets/editor.css"><body style="margin:0"><p id="saved" role="status" aria-live="polite" style="font:14px system-ui;margin:0;padding:8px 16px"></p><div id="editor"></div>
<a href="/desk/stories/1/publication" data-after-save>Publish</a>
<script type="application/json" id="desk-story">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script><script type="module" src="/desk/assets/editor.js"></script>`;
  };
  const server = createServer(async (request, response) => {
    const answer = (status, type, body, more = {}) => response.writeHead(status, { "content-type": type, "content-security-policy": POLICY, ...more }).end(body);
    const trouble = /^\/trouble\/([a-z-]+)$/.exec(request.url)?.[1];
    if (trouble) {
      state.trouble = trouble;
      return answer(200, "text/plain", trouble);
    }
    if (request.url === "/desk/stories/1") return answer(200, "text/html; charset=utf-8", page());
    if (request.url === "/desk/assets/editor.js") return answer(200, "text/javascript; charset=utf-8", readFileSync("dist/editor.js"));
    if (request.url === "/desk/assets/editor.css") return answer(200, "text/css; charset=utf-8", readFileSync("dist/editor.css"));
    if (request.url.startsWith("/desk/suggest/")) return answer(200, "application/json", JSON.stringify(offers(new URL(request.url, "http://x"))));
    if (request.url === "/desk/stories/1/findings") return answer(200, "application/json", JSON.stringify({ version: story.version, found: state.found }));
    if (request.url.startsWith("/desk/stories/1/address")) return answer(200, "application/json", JSON.stringify({ slug: "x", url: "https://cinar.example/gundem/x-1", before: null, own: false }));
    if (request.url.startsWith("/desk/stories/1/preview")) return answer(200, "text/html; charset=utf-8", `<!doctype html><title>x</title><main style="block-size:4000px">${story.version}</main>`, { "content-security-policy": "frame-ancestors 'self'" });
    if (request.url.startsWith("/media/")) return answer(200, "image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><rect width="1200" height="800" fill="#89a"/><circle cx="360" cy="320" r="80" fill="#fff"/></svg>');
    if (request.url !== "/desk/stories/1/journal") return answer(404, "text/plain", "not here");
    let body = "";
    for await (const part of request) body += part;
    state.posts.push(JSON.parse(body));
    const problem = (status, more = {}) => answer(status, "application/problem+json", JSON.stringify({ status, ...more }));
    if (state.trouble === "offline") return request.socket.destroy();
    if (request.headers["x-manset-csrf"] !== state.csrf) return problem(403);
    if (state.trouble === "signed-out") return problem(401);
    if (state.trouble === "busy") return problem(503);
    if (state.trouble === "refuse") return problem(422, { detail: "A link leads nowhere.", pointer: "/changes/0" });
    answer(200, "application/json", JSON.stringify({ ...story.post(body), csrf: state.csrf }));
  });
  return { server, story, state };
}

if (process.argv[1]?.endsWith("mock-server.mjs")) {
  const port = Number(process.argv[2] ?? 8095);
  desk({ long: process.argv.includes("--long"), direction: process.argv.includes("--rtl") ? "rtl" : "ltr" }).server.listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/desk/stories/1`));
}
