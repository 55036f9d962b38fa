//! The library's pages: what a plain form does is done here with progress, with the mouse and with touch.

import { el } from "../dom";
import { speak } from "../words";
import { drawRegions } from "./regions";
import { chooseFocus } from "./choosing";
import { takeFiles } from "./taking";
import { Library } from "./wire";

interface Data {
  readonly kind: "library" | "picture" | "blur";
  readonly csrf: string;
  readonly language: string;
  readonly words: { readonly [key: string]: string };
  readonly more: { readonly may_change?: boolean; readonly regions_max?: number };
}

const data = JSON.parse(document.getElementById("desk-pictures")!.textContent!) as Data;
speak(data.words, data.language);

if (data.kind === "library") takeFiles(new Library(data.csrf, null));
if (data.kind === "picture" && data.more.may_change) chooseFocus();
if (data.kind === "blur") drawRegions(data.more.regions_max ?? 1);
document.documentElement.append(el("span", { hidden: true, id: "pictures-ready" }));
