//! The shapes of comments, as PROTOCOL.md has them.

export type Anchor =
  | { readonly is: "story" }
  | { readonly is: "field"; readonly field: string }
  | { readonly is: "words"; readonly block: string; readonly quote: string; readonly at: number };

export interface Comment {
  readonly number: number;
  readonly actor: string;
  readonly name: string;
  readonly at: string;
  readonly words: string;
}

export interface Thread {
  readonly number: number;
  readonly anchor: Anchor;
  readonly comments: readonly Comment[];
  readonly resolved: { readonly at: string; readonly name: string } | null;
}

export interface Told {
  readonly version: number;
  readonly threads: readonly Thread[];
}

export type Deed =
  | { readonly do: "say"; readonly anchor: Anchor; readonly words: string }
  | { readonly do: "answer"; readonly thread: number; readonly words: string }
  | { readonly do: "settle" | "reopen"; readonly thread: number }
  | { readonly do: "move"; readonly thread: number; readonly anchor: Anchor };
