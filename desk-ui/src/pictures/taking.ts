//! The library's form, by dropping, pasting and choosing: each file on its own line, with what looks like it.

import { button, el } from "../dom";
import { say } from "../words";
import { Arriving, carriesFiles, likenessNote, picturesAmong } from "./arriving";
import type { Library } from "./wire";

export function takeFiles(library: Library): void {
  const form = document.getElementById("taking");
  const input = form?.querySelector<HTMLInputElement>("input[type=file]");
  if (!form || !input) return;
  const arriving = new Arriving(library, ({ picture, near }, line) => {
    const seen = el("img", { src: `/media/${picture.picture.file}/${picture.picture.widths?.[0] ?? 320}.jpg`, alt: "", width: "96", loading: "lazy" });
    line.append(" ", el("a", { href: picture.url }, say("upload-describe")), el("p", {}, seen));
    const note = likenessNote(near);
    if (note) line.append(note);
  });
  const place = document.getElementById("arriving")!;
  place.append(arriving.element);
  unfinished(library, place);
  form.querySelector("button")!.hidden = true;
  const take = (files: Iterable<File>): void => void arriving.send(picturesAmong(files));
  input.addEventListener("change", () => {
    take(input.files ?? []);
    input.value = "";
  });
  addEventListener("dragover", (event) => {
    if (!carriesFiles(event.dataTransfer)) return;
    event.preventDefault();
    form.classList.add("over");
  });
  addEventListener("dragleave", (event) => event.relatedTarget === null && form.classList.remove("over"));
  addEventListener("drop", (event) => {
    form.classList.remove("over");
    if (!carriesFiles(event.dataTransfer)) return;
    event.preventDefault();
    take(event.dataTransfer!.files);
  });
  addEventListener("paste", (event) => {
    const files = picturesAmong(event.clipboardData?.files ?? []);
    if (files.length === 0) return;
    event.preventDefault();
    take(files);
  });
}

/** What was begun here before the page was left: chosen again it goes on, and not from the beginning. */
function unfinished(library: Library, place: HTMLElement): void {
  const begun = library.begun.all();
  if (begun.length === 0) return;
  const list = el("ul", {});
  for (const { id, name } of begun) {
    const leave = button(say("upload-dismiss"), () => {
      library.begun.leave(id);
      line.remove();
      if (list.children.length === 0) list.remove();
    }, { class: "quiet" });
    const line = el("li", {}, el("bdi", {}, name), " ", el("span", {}, say("upload-unfinished")), " ", leave);
    list.append(line);
  }
  place.prepend(list);
}
