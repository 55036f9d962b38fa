//! The shapes that the editor and the server exchange, as PROTOCOL.md has them.

import type { Address } from "./fields/address";
import type { OwnStory } from "./suggest/offers";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface Run {
  readonly text: string;
  readonly strong?: true;
  readonly emphasis?: true;
  readonly link?: string;
}
export type Text = readonly Run[];

export interface Block {
  readonly type: string;
  readonly [key: string]: Json;
}

export interface Placed {
  readonly id: string;
  readonly block: Block;
}

export type Fields = { readonly [name: string]: Json };

/** A story's words at one moment. Never changed in place: equal objects are equal states. */
export interface State {
  readonly fields: Fields;
  readonly blocks: readonly Placed[];
}

export interface FieldChange {
  readonly field: string;
  readonly was: Json;
  readonly now: Json;
}
export interface BlockChange {
  readonly block: string;
  readonly was: Block | null;
  readonly now: Block | null;
  /** Present for what is new or moved; null means first. */
  readonly after?: string | null;
}
export type Change = FieldChange | BlockChange;

export interface BlockConflict {
  readonly block: string;
  readonly kept_as?: string | null;
}
export interface FieldConflict {
  readonly field: string;
  readonly theirs: Json;
  readonly yours: Json;
}
export type Conflict = BlockConflict | FieldConflict;

export interface Person {
  readonly actor: string;
  readonly name: string;
  readonly tab?: string;
}

export interface Answer {
  readonly version: number;
  readonly seq: number;
  readonly theirs: readonly Change[];
  readonly conflicts: readonly Conflict[];
  readonly present: readonly Person[];
  readonly csrf?: string;
  /** Ascends with each change to the story's comments. */
  readonly comments?: number;
  /** The ids of the server's blocks in their order. Optional: see `settleOrder` in text/change.ts. */
  readonly order?: readonly string[];
}

export interface Problem {
  readonly status: number;
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly pointer?: string;
  readonly retryAfterSeconds?: number;
}

export interface Picture {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly widths?: readonly number[];
  readonly colour: string;
  readonly focus?: { readonly x: number; readonly y: number };
  readonly alt?: string;
  readonly caption?: string;
  readonly credit?: string;
  readonly rights?: string;
}

export interface Named {
  readonly name: string;
  readonly slug: string;
}

/** What the page tells the editor. */
export interface Page {
  readonly number: number;
  readonly version: number;
  readonly csrf: string;
  readonly me: Person;
  readonly may_write: boolean;
  /** Ascends with each change to the story's comments. */
  readonly comments?: number;
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  readonly desk_language: string;
  readonly desk_direction: "ltr" | "rtl";
  readonly sections: readonly { readonly key: string; readonly name: string }[];
  readonly languages: readonly { readonly code: string; readonly name: string }[];
  readonly credits: readonly string[];
  readonly fields: Fields;
  readonly blocks: readonly Placed[];
  readonly details: Details;
  readonly words: { readonly [key: string]: string };
}

/** Where the story stands among others. */
export interface Details {
  /** The edition's code, and the paper's name in it. */
  readonly edition: string;
  readonly edition_name: string;
  /** The zone its hours are printed in. */
  readonly zone: string;
  readonly is_live: boolean;
  readonly address: Address;
  /** Stories that the text and the fields name, by number. */
  readonly stories: { readonly [number: string]: OwnStory };
  readonly translations: readonly OwnStory[];
  /** Where a translation can be begun. */
  readonly editions: readonly { readonly code: string; readonly name: string }[];
}
