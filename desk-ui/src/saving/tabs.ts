//! Which openings of the page live. Each holds a lock under its name for as long as it is open; the browser lets go of
//! it whichever way the page ends.

const lockName = (tab: string): string => `desk-tab/${tab}`;

export function newTab(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Resolves when the lock is held: no record may be written before, or another tab could take it for a dead one's. */
export function holdTab(tab: string): Promise<void> {
  if (!navigator.locks) {
    answerCalls(tab);
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    void navigator.locks.request(lockName(tab), () => {
      resolve();
      return new Promise(() => {});
    });
  });
}

/** Runs `work` if the tab is gone, and holds its name meanwhile, so that only one of those who look takes its record. */
export async function ifGone(tab: string, work: () => Promise<void>): Promise<void> {
  if (navigator.locks) {
    await navigator.locks.request(lockName(tab), { ifAvailable: true }, (lock) => (lock ? work() : undefined));
  } else if (!(await answers(tab))) {
    await work();
  }
}

// Web Locks are for secure contexts only. On a desk without TLS the tabs call each other instead, which is weaker: two
// that open at the same moment may both send a record, and the server takes it once.
const CHANNEL = "desk-tabs";
const ANSWER_MS_MAX = 2000;

function answerCalls(tab: string): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = (event: MessageEvent<{ call?: string }>) => {
    if (event.data.call === tab) channel.postMessage({ here: tab });
  };
}

function answers(tab: string): Promise<boolean> {
  if (typeof BroadcastChannel === "undefined") return Promise.resolve(true);
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(CHANNEL);
    const finish = (alive: boolean): void => {
      channel.close();
      resolve(alive);
    };
    const timer = setTimeout(() => finish(false), ANSWER_MS_MAX);
    channel.onmessage = (event: MessageEvent<{ here?: string }>) => {
      if (event.data.here !== tab) return;
      clearTimeout(timer);
      finish(true);
    };
    channel.postMessage({ call: tab });
  });
}
