//! Pictures whose sending was begun in this browser and is not done, by what a file is known by again after the page was loaded
//! anew: its name, its size and when it was changed. How far each has come the server says.

const PREFIX = "desk-upload/";
/** So long the server keeps what nobody goes on with. */
const LASTS_MS = 24 * 60 * 60 * 1000;

export interface Begun {
  readonly name: string;
  readonly size: number;
  readonly id: string;
  /** When it was begun here. */
  readonly at: number;
}

/** What is known of a file before its bytes are read. */
export type Known = Pick<File, "name" | "size" | "lastModified">;

const keyOf = ({ name, size, lastModified }: Known): string => `${PREFIX}${size}/${lastModified}/${name}`;

export class BegunStore {
  constructor(
    private readonly storage: Storage | null = own(),
    private readonly now: () => number = Date.now,
  ) {}

  /** The name under which the server keeps what has come of this file. */
  of(file: Known): string | null {
    return this.read(keyOf(file))?.id ?? null;
  }

  keep(file: Known, id: string): void {
    const begun: Begun = { name: file.name, size: file.size, id, at: this.now() };
    try {
      this.storage?.setItem(keyOf(file), JSON.stringify(begun));
    } catch {
      // A full store: it begins anew after the page is loaded anew, as it would without one.
    }
  }

  forget(file: Known): void {
    this.storage?.removeItem(keyOf(file));
  }

  /** What was begun and is not done, the oldest first. What is over is let go. */
  all(): Begun[] {
    const keys = this.storage === null ? [] : Object.keys(this.storage).filter((key) => key.startsWith(PREFIX));
    const begun = keys.map((key) => this.read(key)).filter((one) => one !== null);
    return begun.sort((one, other) => one.at - other.at);
  }

  /** Lets one go by the name the server keeps it under. */
  leave(id: string): void {
    if (this.storage === null) return;
    for (const key of Object.keys(this.storage)) if (key.startsWith(PREFIX) && this.read(key)?.id === id) this.storage.removeItem(key);
  }

  private read(key: string): Begun | null {
    const text = this.storage?.getItem(key) ?? null;
    if (text === null) return null;
    let begun: Partial<Begun> | null = null;
    try {
      begun = JSON.parse(text) as Partial<Begun> | null;
    } catch {
      // Nothing of ours.
    }
    const stands = typeof begun?.id === "string" && /^[0-9a-f]{32}$/.test(begun.id) && typeof begun.at === "number" && this.now() - begun.at < LASTS_MS;
    if (!stands) this.storage?.removeItem(key);
    return stands ? (begun as Begun) : null;
  }
}

function own(): Storage | null {
  try {
    return typeof localStorage === "undefined" ? null : localStorage;
  } catch {
    // Some browsers refuse it where they refuse cookies.
    return null;
  }
}
