//! The story's page: puts the editor in its place and ties writing, keeping and sending together.

import type { Fields, Page, Placed, State } from "./types";
import { Body } from "./body/body";
import { newId } from "./body/ids";
import { Comments } from "./comments/comments";
import { countsOf, lettersIn } from "./counts";
import { el } from "./dom";
import { Form } from "./fields/form";
import { Notices } from "./notices";
import { Findings, type Found } from "./findings/findings";
import { commandsOf, tools } from "./palette/commands";
import { PreviewPanel } from "./preview/panel";
import { Library } from "./pictures/wire";
import { holdAct, askBeforeLeaving, type Leaving } from "./saving/leaving";
import { type Found as RecoveryFound, recoverOthers } from "./saving/others";
import { RETRY_MS, Sender } from "./saving/sender";
import { DeviceStore } from "./saving/store";
import { holdTab, newTab } from "./saving/tabs";
import { Wire } from "./saving/wire";
import { Engine } from "./text/engine";
import { same } from "./text/equal";
import { say, speak } from "./words";

const HEADLINE_LETTERS_MAX = 90;
const COUNT_MS = 300;
const WAIT_MS_MAX = 10_000;

const page = JSON.parse(document.getElementById("desk-story")!.textContent!) as Page;
const place = document.getElementById("editor")!;
speak(page.words, page.desk_language);

function start(tab: string, store: DeviceStore): void {
  const shadow: State = { fields: page.fields, blocks: page.blocks };
  const engine = new Engine(page.number, tab, page.me.actor, page.version, shadow, newId);
  const notices = new Notices(document.getElementById("saved")!, page);
  const wire = new Wire(page);
  const comments = new Comments(page, wire);
  let version = page.version;
  let blocks: readonly Placed[] = page.blocks;
  let fields: Fields = page.fields;

  const edited = (): void => {
    engine.edit({ fields, blocks });
    sender.typed();
    look();
  };
  const around = { changed, mayWrite: page.may_write, language: page.language, direction: page.direction };
  const whenSaved = (go: () => void): void => {
    void sender.all(WAIT_MS_MAX).then((there) => {
      if (!there) return notices.cannotLeave();
      if (leaving) leaving.free = true;
      go();
    });
  };
  const library = new Library(page.csrf, page.me.actor);
  const form = new Form(page, around, library, whenSaved);
  const body = new Body(
    page.blocks,
    around,
    library,
    {
      changed: (now) => {
        blocks = now;
        edited();
      },
      droppedPictures: (count) => notices.tell(say("paste-pictures", { count })),
    },
    comments.plugins,
    comments.begin,
  );
  const counts = el("p", { class: "counts" });
  const hint = el("p", { class: "hint" }, page.may_write ? say("keys-hint") : "");
  let leaving: Leaving | null = null;
  const preview = new PreviewPanel(page, document.querySelector<HTMLElement>('a[target="preview"]'));
  const findings = new Findings(page, {
    mayWrite: page.may_write,
    stands: ({ changes }) => changes.every((change) => same("field" in change ? fields[change.field] ?? null : body.block(change.block), change.was)),
    take: ({ changes }) => {
      for (const change of changes) if ("block" in change) body.put(change.block, change.now);
      const written = changes.filter((change) => "field" in change);
      if (written.length === 0) return;
      for (const { field, now } of written) changed(field, now);
      form.show(fields);
      form.go(written[0]!.field);
    },
    warn: (name, words, mend) => form.found(name, words, mend),
    flag: (found) => body.flag({ found, mend: (one) => (findings.canMend(one) ? findings.mendButton(one) : null) }),
    go: (one) => (one.block ? body.go(one.block) : form.go(one.field ?? "headline")),
  });
  const { palette, help } = commandsOf({ form, body, preview, findings });
  place.dir = page.desk_direction;
  place.lang = page.desk_language;
  place.replaceChildren(notices.presence, notices.told, el("div", { class: "sheet" }, el("div", { class: "main" }, form.head, body.element, counts, findings.element, hint, tools(palette, help)), el("div", { class: "side" }, comments.element, form.details)), preview.element, palette.element, help.element);

  function changed(name: string, value: Fields[string]): void {
    fields = { ...fields, [name]: value };
    form.remember(fields);
    edited();
  }

  /** Shows the engine's text where it is another than the page's. */
  function showText(renamed: ReadonlyMap<string, string>, apart: Parameters<Body["show"]>[2]): void {
    if (engine.text.fields !== fields) {
      fields = engine.text.fields;
      form.show(fields);
    }
    blocks = body.show(engine.text.blocks, renamed, apart);
    engine.edit({ fields, blocks });
    showConflicts();
    look();
  }

  function showConflicts(): void {
    for (const name of form.names()) {
      const choice = engine.choices.get(name);
      form.conflict(
        name,
        choice
          ? {
              who: notices.other(),
              theirs: choice.theirs,
              decide: (take) => {
                engine.decide(name, take);
                showText(new Map(), []);
                sender.typed();
              },
            }
          : null,
      );
    }
  }

  let looking = 0;
  function look(): void {
    looking ||= window.setTimeout(() => {
      looking = 0;
      comments.settle();
      const { words, letters, minutes } = countsOf(body.doc);
      counts.textContent = say("counts", { words, signs: letters, minutes });
      const headline = lettersIn((fields["headline"] as string | null) ?? "");
      form.count("headline", headline, HEADLINE_LETTERS_MAX);
      const own: Found[] = [];
      const warn = (field: string, words: string): void => {
        form.warn(field, words);
        if (words !== "") own.push({ kind: "own", words, field });
      };
      warn("headline", headline > HEADLINE_LETTERS_MAX ? say("warn-headline", { letters: headline, most: HEADLINE_LETTERS_MAX }) : "");
      const none = (name: string): boolean => ((fields[name] as readonly unknown[] | null) ?? []).length === 0;
      warn("sections", none("sections") ? say("warn-section") : "");
      warn("bylines", none("bylines") && none("credits") ? say("warn-source") : "");
      findings.atOnce(own);
    }, COUNT_MS);
  }

  const sender = new Sender(engine, {
    post: async (words) => {
      const reply = await wire.post(words);
      if (reply.kind === "answer") {
        version = reply.answer.version;
        comments.heard(reply.answer.comments);
      }
      return reply;
    },
    keep: async () => {
      const atOnce = store.keep(page.number, tab, engine.record());
      return (await store.settled()) || atOnce;
    },
    now: () => performance.now(),
    after: (milliseconds, work) => {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
    calm: () => calm(() => body.composing),
    took: (outcome) => {
      notices.present(outcome.present);
      preview.saved(engine.version);
      findings.saved(engine.version);
      if (outcome.changed || outcome.apart.length > 0) showText(outcome.renamed, outcome.apart);
      else showConflicts();
      if (sender.isOnServer()) void comments.tellMoved();
    },
    show: (where) => notices.show(where),
  });

  const shownAlready = new Set<string>();
  let recovering = false;
  let recoveryFailures = 0;
  let recoverAgain = 0;
  /** Sends what tabs that are gone left, again and again until it is sent. Where the text is is not said before that is known. */
  async function recoverNow(): Promise<void> {
    if (recovering) return;
    recovering = true;
    clearTimeout(recoverAgain);
    recoverAgain = 0;
    const found: RecoveryFound = {
      waiting: () => sender.others(true),
      undecided: (conflict) => {
        const offered = engine.offer(conflict.field, conflict.yours);
        if (offered) {
          showText(new Map(), []);
          // Kept under this tab before the record of the other is let go.
          sender.typed();
        }
        return offered;
      },
      apart: (ids) => body.show(engine.text.blocks, new Map(), ids.map((id) => ({ id, of: id }))),
      left: (left) => notices.left(left),
      done: () => void sender.news(),
    };
    const all = await recoverOthers(page, tab, store, (words) => wire.post(words), shownAlready, found).catch(() => false);
    recovering = false;
    if (!all) recoverAgain = window.setTimeout(() => void recoverNow(), RETRY_MS[Math.min(recoveryFailures++, RETRY_MS.length - 1)]);
    sender.others(!all);
  }

  if (page.may_write) {
    const wake = (): void => {
      sender.wake();
      if (recoverAgain) void recoverNow();
    };
    addEventListener("online", wake);
    addEventListener("focus", wake);
    document.addEventListener("visibilitychange", () => void (document.visibilityState === "hidden" ? sender.now() : wake()));
    addEventListener("pagehide", () => void sender.now());
    // A page taken out of the browser's memory may have been taken for dead meanwhile, and its words sent by another.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    leaving = askBeforeLeaving(sender);
    const seen = (form: HTMLFormElement): void => form.querySelectorAll<HTMLInputElement>("input[data-version]").forEach((input) => (input.value = String(version)));
    holdAct(sender, leaving, seen, () => notices.cannotLeave());
    void recoverNow();
  } else {
    sender.stop();
    notices.readOnly();
  }
  comments.heard(page.comments);
  look();
}

/** Waits while letters are being put together: a document that changes under an input method loses them. */
async function calm(composing: () => boolean): Promise<void> {
  for (let waits = 0; composing() && waits < 100; waits += 1) await new Promise((resolve) => setTimeout(resolve, 100));
}

const tab = newTab();
const [store] = await Promise.all([DeviceStore.open(), holdTab(tab)]);
start(tab, store);
