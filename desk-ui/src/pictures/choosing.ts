//! The focal point on a picture's own page: the picture, the two numbers and the cuts say the same.

import { held } from "./crops";
import { FocusPlace } from "./focus";

export function chooseFocus(): void {
  const image = document.querySelector<HTMLImageElement>("#focus-place img")!;
  const [x, y] = ["focus-x", "focus-y"].map((id) => document.getElementById(id) as HTMLInputElement) as [HTMLInputElement, HTMLInputElement];
  const crops = document.querySelectorAll<HTMLImageElement>("#crops img");
  const [width, height] = [Number(image.getAttribute("width")), Number(image.getAttribute("height"))];
  const read = (): { x: number; y: number } | undefined => {
    const point = { x: Number(x.value), y: Number(y.value) };
    const isSet = x.value !== "" && y.value !== "" && [point.x, point.y].every((value) => value >= 0 && value <= 100);
    return isSet ? point : undefined;
  };
  const show = (): void => {
    const focus = read();
    place.show(focus);
    for (const crop of crops) crop.style.objectPosition = held(width, height, Number(crop.dataset["across"]) / Number(crop.dataset["down"]), focus);
  };
  const parent = image.parentElement!;
  const place = new FocusPlace(image, true, (point) => {
    x.value = String(point.x);
    y.value = String(point.y);
    show();
  });
  parent.append(place.element);
  for (const input of [x, y]) input.addEventListener("input", show);
  show();
}
