//! What the server offers while somebody writes: names, tags, own stories. Nothing where it cannot be asked: an offer is
//! a help, and writing goes on without.

export interface Named {
  readonly name: string;
  readonly note: string;
}

/** A story of our own, as lists show it. */
export interface OwnStory {
  readonly number: number;
  readonly headline: string;
  readonly edition: string;
  readonly language: string;
  readonly direction: string;
  /** In words. */
  readonly stage: string;
  readonly is_live: boolean;
  /** The hour readers first had it, in words. */
  readonly when: string | null;
  /** The first story of its group of translations. */
  readonly group: number;
  /** What it has in common with the story it is offered for. */
  readonly why?: readonly string[];
}

const ANSWER_MS_MAX = 6000;
const kept = new Map<string, readonly unknown[]>();
const KEPT_MAX = 60;

/** What readers are offered beside a story where nobody chose for it. */
export async function alike(story: number): Promise<readonly OwnStory[]> {
  return asked<OwnStory>(`/desk/suggest/related?story=${story}`, false);
}

export async function offered<Offer>(kind: "authors" | "tags" | "stories", words: string, edition: string): Promise<readonly Offer[]> {
  // Stories come and go; names and tags of a minute ago still stand.
  return asked<Offer>(`/desk/suggest/${kind}?q=${encodeURIComponent(words)}&edition=${encodeURIComponent(edition)}`, kind !== "stories");
}

async function asked<Offer>(address: string, stands: boolean): Promise<readonly Offer[]> {
  const known = kept.get(address);
  if (known) return known as readonly Offer[];
  try {
    const response = await fetch(address, { headers: { accept: "application/json" }, credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(ANSWER_MS_MAX) });
    const found: unknown = response.ok ? await response.json() : null;
    if (!Array.isArray(found)) return [];
    if (stands) {
      if (kept.size >= KEPT_MAX) kept.clear();
      kept.set(address, found as unknown[]);
    }
    return found as readonly Offer[];
  } catch {
    return [];
  }
}

// ---- stories that are known by number ----

const stories = new Map<number, OwnStory>();

export function learn(known: Iterable<OwnStory>): void {
  for (const story of known) stories.set(story.number, story);
}

export function knownStory(number: number): OwnStory | undefined {
  return stories.get(number);
}

/** A story by its number, asked for once. */
export async function storyOf(number: number): Promise<OwnStory | undefined> {
  if (!stories.has(number)) learn((await offered<OwnStory>("stories", `#${number}`, "")).filter((story) => story.number === number));
  return stories.get(number);
}
