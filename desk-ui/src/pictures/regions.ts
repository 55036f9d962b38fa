//! Parts of a picture, drawn by mouse or finger, and by numbers with the keyboard: both say the same at every moment.

import { button, el } from "../dom";
import { number, say } from "../words";

interface Part {
  readonly fields: HTMLFieldSetElement;
  readonly shown: HTMLElement;
}

const NAMES = ["left", "top", "width", "height"] as const;
/** A press without a pull draws nothing; in hundredths. */
const LEAST = 1;

export function drawRegions(partsMax: number): void {
  const place = document.getElementById("blur-place")!;
  const list = document.getElementById("regions")!;
  const pattern = list.querySelector<HTMLFieldSetElement>("fieldset")!.cloneNode(true) as HTMLFieldSetElement;
  let parts: Part[] = [];

  const inputs = (part: Part): HTMLInputElement[] => NAMES.map((name) => part.fields.querySelector<HTMLInputElement>(`[name=${name}]`)!);
  const values = (part: Part): number[] => inputs(part).map(({ value }) => Number(value.replace(",", ".")));
  const isDrawn = (part: Part): boolean => inputs(part).every(({ value }) => value !== "") && values(part).every((value) => value >= 0 && value <= 100);

  const show = (part: Part): void => {
    const [left, top, width, height] = values(part) as [number, number, number, number];
    part.shown.hidden = !isDrawn(part);
    // Physical on purpose: a picture does not turn with the direction of the words.
    Object.assign(part.shown.style, { left: `${left}%`, top: `${top}%`, width: `${Math.min(width, 100 - left)}%`, height: `${Math.min(height, 100 - top)}%` });
  };
  const write = (part: Part, box: readonly number[]): void => {
    inputs(part).forEach((input, index) => (input.value = String(Math.round(box[index]! * 10) / 10)));
    show(part);
  };
  const count = (): void => {
    parts.forEach((part, index) => {
      part.fields.querySelector("legend")!.textContent = say("region-part", { number: index + 1 });
      part.shown.textContent = number(index + 1);
    });
    add.disabled = parts.length >= partsMax;
  };
  const remove = (part: Part): void => {
    parts = parts.filter((one) => one !== part);
    part.fields.remove();
    part.shown.remove();
    count();
    add.focus();
  };
  const enter = (fields: HTMLFieldSetElement): Part => {
    const part: Part = { fields, shown: el("span", { class: "part", "aria-hidden": "true" }) };
    for (const input of inputs(part)) input.addEventListener("input", () => show(part));
    fields.append(button(say("region-remove"), () => remove(part), { class: "plain" }));
    place.append(part.shown);
    parts.push(part);
    show(part);
    return part;
  };
  const make = (): Part => {
    const fields = pattern.cloneNode(true) as HTMLFieldSetElement;
    for (const input of fields.querySelectorAll("input")) input.value = "";
    list.append(fields);
    const part = enter(fields);
    count();
    return part;
  };
  const add = button(say("region-add"), () => inputs(make())[0]!.focus());
  list.after(el("p", {}, add));
  for (const fields of list.querySelectorAll("fieldset")) {
    // Empty rows are for who has no script.
    if ([...fields.querySelectorAll("input")].some(({ value }) => value !== "")) enter(fields);
    else fields.remove();
  }
  count();

  place.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const box = place.getBoundingClientRect();
    const at = (moved: PointerEvent): [number, number] => {
      const share = (value: number, from: number, size: number): number => Math.max(0, Math.min(100, ((value - from) / size) * 100));
      return [share(moved.clientX, box.left, box.width), share(moved.clientY, box.top, box.height)];
    };
    const from = at(event);
    // On a part that is there already, that one is moved; elsewhere a new one is drawn.
    const held = [...parts].reverse().find((part) => {
      const [left, top, width, height] = values(part) as [number, number, number, number];
      return isDrawn(part) && from[0] >= left && from[0] <= left + width && from[1] >= top && from[1] <= top + height;
    });
    if (!held && parts.length >= partsMax) return;
    const before = held ? values(held) : null;
    let drawn: Part | null = held ?? null;
    place.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent): void => {
      const to = at(moved);
      if (held && before) {
        const within = (value: number, size: number): number => Math.max(0, Math.min(100 - size, value));
        write(held, [within(before[0]! + to[0] - from[0], before[2]!), within(before[1]! + to[1] - from[1], before[3]!), before[2]!, before[3]!]);
        return;
      }
      const [width, height] = [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])];
      if (!drawn && (width < LEAST || height < LEAST)) return;
      drawn ??= make();
      write(drawn, [Math.min(from[0], to[0]), Math.min(from[1], to[1]), width, height]);
    };
    const end = (): void => {
      place.removeEventListener("pointermove", move);
      place.removeEventListener("pointerup", end);
      place.removeEventListener("pointercancel", end);
    };
    place.addEventListener("pointermove", move);
    place.addEventListener("pointerup", end);
    place.addEventListener("pointercancel", end);
  });
}
