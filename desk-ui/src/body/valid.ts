//! What this editor understands. A block that holds anything else is shown closed and kept as it is, so that no word
//! or mark of a later version is lost here.

import type { Block, Json } from "../types";

type Fields = { readonly [key: string]: Json };

/** An absolute `http(s)`, `mailto` or `tel` address, or `story:NUMBER`. */
export function isLink(href: string): boolean {
  if (/^story:[1-9]\d{0,15}$/.test(href)) return true;
  if (/^(mailto|tel):[^\s]+$/i.test(href)) return true;
  if (!/^https?:\/\/[^\s]+$/i.test(href)) return false;
  try {
    return new URL(href).hostname !== "";
  } catch {
    return false;
  }
}

export function isWebAddress(url: string): boolean {
  return /^https?:/i.test(url) && isLink(url);
}

export function isPicture(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { file, width, height, widths, colour, focus, alt, caption, credit, rights } = value;
  return (
    only(value, ["file", "width", "height", "widths", "colour", "focus", "alt", "caption", "credit", "rights"]) &&
    typeof file === "string" &&
    /^[0-9a-f]{64}$/.test(file) &&
    isCount(width) &&
    isCount(height) &&
    (widths === undefined || (Array.isArray(widths) && widths.every(isCount))) &&
    typeof colour === "string" &&
    /^#[0-9a-f]{6}$/i.test(colour) &&
    (focus === undefined || (isObject(focus) && only(focus, ["x", "y"]) && isPercent(focus["x"]) && isPercent(focus["y"]))) &&
    [alt, caption, credit, rights].every((words) => words === undefined || typeof words === "string")
  );
}

/** Whether the block has exactly the shape that comes out again after a round through the editor. */
export function isUnderstood(block: Block): boolean {
  switch (block.type) {
    case "paragraph":
    case "heading":
    case "pull_quote":
      return only(block, ["type", "text"]) && isText(block["text"]);
    case "quote":
      return only(block, ["type", "text", "source"]) && isText(block["text"]) && isWordsOrAbsent(block["source"]);
    case "list":
      return only(block, ["type", "ordered", "items"]) && typeof block["ordered"] === "boolean" && isTexts(block["items"]);
    case "table":
      return only(block, ["type", "caption", "head", "rows"]) && isWordsOrAbsent(block["caption"]) && isGrid(block);
    case "fact_box": {
      const inner = block["blocks"];
      return (
        only(block, ["type", "title", "blocks"]) &&
        typeof block["title"] === "string" &&
        Array.isArray(inner) &&
        inner.every((one) => isObject(one) && (one["type"] === "paragraph" || one["type"] === "list") && isUnderstood(one as Block))
      );
    }
    case "picture":
      return only(block, ["type", "picture"]) && isPicture(block["picture"]);
    case "gallery":
      return only(block, ["type", "pictures"]) && Array.isArray(block["pictures"]) && block["pictures"].length > 0 && block["pictures"].every(isPicture);
    case "embed":
      return only(block, ["type", "url", "title"]) && typeof block["url"] === "string" && block["url"] !== "" && isWordsOrAbsent(block["title"]);
    case "story_link":
      return only(block, ["type", "story"]) && isCount(block["story"]) && (block["story"] as number) > 0;
    default:
      return false;
  }
}

function isText(value: Json | undefined): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (run) =>
        isObject(run) &&
        only(run, ["text", "strong", "emphasis", "link"]) &&
        typeof run["text"] === "string" &&
        run["text"] !== "" &&
        (run["strong"] === undefined || typeof run["strong"] === "boolean") &&
        (run["emphasis"] === undefined || typeof run["emphasis"] === "boolean") &&
        (run["link"] === undefined || typeof run["link"] === "string"),
    )
  );
}

function isTexts(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

function isGrid(block: Block): boolean {
  const { head, rows } = block as unknown as { head: Json; rows: Json };
  if (!Array.isArray(head) || !Array.isArray(rows)) return false;
  const lines = head.length > 0 ? [head, ...rows] : rows;
  const width = Array.isArray(lines[0]) ? lines[0].length : 0;
  return width > 0 && lines.every((line) => isTexts(line as Json) && (line as Json[]).length === width);
}

function isWordsOrAbsent(value: Json | undefined): boolean {
  return value === undefined || (typeof value === "string" && value !== "");
}

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function only(value: Fields, keys: readonly string[]): boolean {
  return Object.keys(value).every((key) => keys.includes(key));
}

function isCount(value: Json | undefined): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isPercent(value: Json | undefined): boolean {
  return isCount(value) && (value as number) <= 100;
}
