//! The device's own store: one record for each story and tab, in IndexedDB with strict durability, and in localStorage
//! beside it, which is written before the call returns. Of two copies the one written later stands, by its own count.

import type { DeviceRecord } from "../text/engine";

const DATABASE = "manset-desk";
const RECORDS = "unsent";
const PREFIX = "desk-unsent/";

const keyOf = (story: number, tab: string): string => `${story}/${tab}`;

export class DeviceStore {
  private readonly waiting = new Map<string, DeviceRecord | null>();
  private running: Promise<unknown> | null = null;
  private failed = false;

  private constructor(
    private readonly database: IDBDatabase | null,
    private readonly storage: Storage | null,
  ) {}

  static async open(): Promise<DeviceStore> {
    const database = await new Promise<IDBDatabase | null>((resolve) => {
      try {
        const opening = indexedDB.open(DATABASE, 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore(RECORDS);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => resolve(null);
        opening.onblocked = () => resolve(null);
      } catch {
        resolve(null);
      }
    });
    let storage: Storage | null = null;
    try {
      storage = localStorage;
    } catch {
      // Some browsers refuse it where they refuse cookies.
    }
    return new DeviceStore(database, storage);
  }

  /** Keeps the record, or forgets it. Returns whether it stands already; otherwise `settled` tells. */
  keep(story: number, tab: string, record: DeviceRecord | null): boolean {
    const key = keyOf(story, tab);
    const atOnce = this.copy(key, record);
    if (this.database) {
      this.waiting.set(key, record);
      this.running ??= this.write()
        .then(() => (this.failed = false))
        .catch(() => (this.failed = true))
        .finally(() => (this.running = null));
    }
    return atOnce;
  }

  /** Whether all that was to be kept stands in the database. */
  async settled(): Promise<boolean> {
    if (!this.database) return false;
    while (this.running) await this.running;
    return !this.failed;
  }

  async records(story: number): Promise<DeviceRecord[]> {
    const found = new Map<string, DeviceRecord>();
    const take = (record: DeviceRecord): void => {
      const before = found.get(record.tab);
      if (record.story === story && (!before || before.written < record.written)) found.set(record.tab, record);
    };
    if (this.database) {
      const range = IDBKeyRange.bound(`${story}/`, `${story}0`, false, true);
      const request = this.database.transaction(RECORDS).objectStore(RECORDS).getAll(range) as IDBRequest<DeviceRecord[]>;
      for (const record of await result(request).catch(() => [])) take(record);
    }
    if (this.storage) {
      for (const key of Object.keys(this.storage)) {
        if (!key.startsWith(`${PREFIX}${story}/`)) continue;
        try {
          take(JSON.parse(this.storage.getItem(key)!) as DeviceRecord);
        } catch {
          // Half a record is none; its other copy stands in the database.
        }
      }
    }
    return [...found.values()];
  }

  private copy(key: string, record: DeviceRecord | null): boolean {
    if (!this.storage) return false;
    try {
      if (record) this.storage.setItem(PREFIX + key, JSON.stringify(record));
      else this.storage.removeItem(PREFIX + key);
      return true;
    } catch {
      // Full: an old copy beside a newer record in the database does no harm, but none is clearer.
      this.storage.removeItem(PREFIX + key);
      return false;
    }
  }

  private async write(): Promise<void> {
    // After the frame that shows the key, so that a slow phone's writer does not wait for the database.
    await new Promise((resolve) => setTimeout(resolve, 0));
    while (this.waiting.size > 0) {
      const batch = [...this.waiting];
      this.waiting.clear();
      const transaction = this.database!.transaction(RECORDS, "readwrite", { durability: "strict" });
      const records = transaction.objectStore(RECORDS);
      for (const [key, record] of batch) {
        if (record) records.put(record, key);
        else records.delete(key);
      }
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = transaction.onerror = () => reject(transaction.error);
      });
    }
  }
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
