import assert from "node:assert/strict";
import { test } from "node:test";

import { Wire } from "../src/saving/wire";
import type { Page } from "../src/types";

const page = (csrf: string, actor = "user:1"): Page => ({ number: 7, csrf, me: { actor } }) as unknown as Page;
const html = (of: Page): Response => new Response(`<script type="application/json" id="desk-story">${JSON.stringify(of)}</script>`);
const forbidden = (): Response => new Response('{"code":"csrf","detail":"this form was not sent from this desk"}', { status: 403 });
const taken = (): Response => new Response('{"version":2,"seq":1}');

/** Posts to a server that answers so, one after the other. Returns what came of it, and the tokens that were sent. */
async function posted(answers: (() => Response)[]): Promise<[Awaited<ReturnType<Wire["post"]>>, (string | null)[]]> {
  const tokens: (string | null)[] = [];
  globalThis.fetch = async (_, how) => {
    if (how?.method === "POST") tokens.push(new Headers(how.headers).get("x-manset-csrf"));
    return answers.shift()!();
  };
  return [await new Wire(page("old")).post("{}"), tokens];
}
const cut = (): Response => {
  throw new TypeError("the line is cut");
};

test("a token that is out of date is fetched anew, and what was written is sent again", async () => {
  const [reply, tokens] = await posted([forbidden, () => html(page("new")), taken]);
  assert.equal(reply.kind, "answer");
  assert.deepEqual(tokens, ["old", "new"]);
});

test("where no token can be fetched nothing is refused: it is tried again", async () => {
  const busy = (): Response => new Response("", { status: 503 });
  const between = (): Response => new Response("<p>Welcome to the hotel's network</p>");
  for (const answer of [cut, busy, between]) {
    assert.deepEqual((await posted([forbidden, answer]))[0], { kind: "nothing" });
  }
});

test("what is forbidden with the token of the day is refused", async () => {
  const refused = async (second: () => Response) => {
    const [reply] = await posted([forbidden, second]);
    return reply.kind === "problem" && reply.problem.status;
  };
  assert.equal(await refused(() => html(page("old"))), 403);
  assert.equal(await refused(() => new Response("", { status: 404 })), 403);
  assert.equal(await refused(() => html(page("new", "user:2"))), 401, "somebody else is signed in");
});
