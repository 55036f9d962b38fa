//! The arrangement as it stands on the page: forms are sent and their answer, a page too, takes its place. No text is ever
//! read as markup here: the browser reads the answer as a document.

/** How often a page that is looked at asks whether somebody else changed the draft. */
const ASKS_EVERY_MS = 4_000;

export class Page {
  private front = document.getElementById("front") as HTMLElement;
  private readonly said = document.getElementById("said") as HTMLElement;
  private sending = false;
  /** Something is in the hand: the page stays as it is. */
  held = false;
  /** What readers' front was when last asked. */
  private position: number | null = null;
  private readonly renewed: Array<(front: HTMLElement) => void> = [];

  start(): void {
    document.documentElement.classList.add("has-script");
    document.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("change", (event) => {
      if (event.target instanceof HTMLSelectElement && event.target.dataset["send"] !== undefined) event.target.form?.requestSubmit();
    });
    setInterval(() => void this.ask(), ASKS_EVERY_MS);
  }

  /** Calls back now, and whenever another arrangement stands on the page. */
  whenRenewed(hear: (front: HTMLElement) => void): void {
    this.renewed.push(hear);
    hear(this.front);
  }

  word(name: string, ...parts: string[]): string {
    const word = this.front.dataset[`word${name[0]?.toUpperCase()}${name.slice(1)}`] ?? "";
    return parts.reduce((text, part, at) => text.replace(`%${at + 1}`, part), word);
  }

  /** Says it to who cannot see. The same words twice are said twice. */
  say(words: string): void {
    this.said.textContent = "";
    requestAnimationFrame(() => (this.said.textContent = words));
  }

  /** Sends a change; `focus` is the story whose handle has the focus afterwards. */
  change(fields: { readonly [name: string]: string }, focus: string | null): void {
    const { address = "", csrf = "", back = "" } = this.front.dataset;
    const body = new URLSearchParams({ csrf, back, ...fields });
    this.send("POST", address, body, (front) => {
      if (focus !== null) front.querySelector<HTMLElement>(`[data-pick="${CSS.escape(focus)}"]`)?.focus();
    });
  }

  private submitted(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (!this.front.contains(form)) return;
    const { address = "" } = this.front.dataset;
    const action = new URL(form.action);
    // Acts that lead elsewhere are sent by the browser.
    if (action.pathname !== address) return;
    event.preventDefault();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form, event.submitter)) if (typeof value === "string") body.append(name, value);
    const describedBy = event.submitter?.getAttribute("aria-describedby") ?? null;
    const pressed = event.submitter instanceof HTMLButtonElement ? event.submitter.value : "";
    const story = body.get("story");
    const focus = (front: HTMLElement): void => this.focusAgain(front, story, describedBy, pressed);
    if (form.method === "get") this.send("GET", `${address}?${body}`, null, () => document.getElementById("words")?.focus());
    else this.send("POST", address, body, focus);
  }

  /** Puts the focus where it was: on the same button of the same story or block, or on what stands for it now. */
  private focusAgain(front: HTMLElement, story: string | null, describedBy: string | null, pressed: string): void {
    const row = story ? front.querySelector(`.place[data-story="${CSS.escape(story)}"]`) : null;
    const within = row ?? (describedBy ? document.getElementById(describedBy)?.parentElement : null);
    const buttons = within ? [...within.querySelectorAll<HTMLElement>("button, a.move")] : [];
    const same = buttons.find((button) => button instanceof HTMLButtonElement && button.value === pressed);
    (same ?? buttons[0] ?? front.querySelector<HTMLElement>(".move"))?.focus();
  }

  private send(method: string, address: string, body: URLSearchParams | null, then: (front: HTMLElement) => void): void {
    if (this.sending) return;
    this.sending = true;
    this.front.classList.add("sending");
    const failed = (): void => {
      this.sending = false;
      this.front.classList.remove("sending");
      this.problem(this.word("failed"));
    };
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.setRequestHeader("Accept", "text/html");
    request.responseType = "document";
    request.timeout = 20_000;
    request.onerror = failed;
    request.ontimeout = failed;
    request.onload = () => {
      this.sending = false;
      const answer = request.responseXML;
      const front = answer?.getElementById("front") ?? null;
      if (answer === null || (front === null && request.status >= 500)) return failed();
      // The session has ended, or this is not allowed any more: the page that says so is loaded.
      if (front === null) return location.reload();
      const told = [...answer.querySelectorAll<HTMLElement>("main > .problem, main > .notice")];
      this.renew(front, told);
      const shown = new URL(request.responseURL);
      for (const name of ["moved", "out", "done"]) shown.searchParams.delete(name);
      if (shown.pathname === this.front.dataset["address"]) history.replaceState(null, "", shown);
      then(this.front);
    };
    request.send(body);
  }

  private renew(front: HTMLElement, told: readonly HTMLElement[]): void {
    this.tell(told);
    const chosen = this.front.querySelector(".choose")?.scrollTop ?? 0;
    const next = document.adoptNode(front);
    this.front.replaceWith(next);
    this.front = next;
    this.position = null;
    const list = next.querySelector(".choose");
    if (list !== null) list.scrollTop = chosen;
    this.renewed.forEach((hear) => hear(next));
  }

  private problem(words: string): void {
    const told = document.createElement("p");
    told.className = "problem";
    told.textContent = words;
    this.tell([told]);
  }

  /** What the answer tells stands above the page, and is said once. */
  private tell(told: readonly HTMLElement[]): void {
    document.querySelectorAll("main > .problem, main > .notice").forEach((old) => old.remove());
    for (const one of told) {
      one.removeAttribute("role");
      document.getElementById("main")?.insertBefore(document.adoptNode(one), this.said);
    }
    if (told.length > 0) this.say(told.map((one) => one.textContent ?? "").join(" "));
  }

  /** Whether somebody else changed something; then the page is brought up to it, unless something is in the hand. */
  private async ask(): Promise<void> {
    if (document.hidden || this.sending || this.held) return;
    const { address = "", version } = this.front.dataset;
    const answer = await fetch(`${address}/state`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (answer === null || !answer.ok || !(answer.headers.get("content-type") ?? "").includes("json")) return;
    const state = (await answer.json()) as { version: number; position: number };
    const before = this.position;
    this.position = state.position;
    if (this.held || this.sending || version !== this.front.dataset["version"]) return;
    if (String(state.version) === version && (before === null || before === state.position)) return;
    const focused = document.activeElement;
    const pick = focused instanceof HTMLElement ? (focused.dataset["pick"] ?? null) : null;
    // Whoever is typing goes on typing.
    if (focused instanceof HTMLInputElement || focused instanceof HTMLSelectElement) return;
    this.send("GET", location.pathname + location.search, null, (front) => {
      if (pick !== null) front.querySelector<HTMLElement>(`[data-pick="${CSS.escape(pick)}"]`)?.focus();
      this.say(this.word("others"));
    });
  }
}
