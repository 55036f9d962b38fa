//! How readers get a picture cut, shown without a cut being made: the same arithmetic as the server's.

import type { Picture } from "../types";
import { el } from "../dom";

const RATIOS: readonly (readonly [number, number])[] = [
  [16, 9],
  [4, 3],
  [1, 1],
];

/** Where a cut of this shape holds the picture, as `object-position` counts. */
export function held(width: number, height: number, ratio: number, focus: { readonly x: number; readonly y: number } | undefined): string {
  const around = (share: number | undefined, whole: number, piece: number, usual: number): number => {
    const rest = whole - piece;
    if (rest < 0.5) return 50;
    const from = share === undefined ? rest * usual : (whole * share) / 100 - piece / 2;
    return (Math.min(Math.max(from, 0), rest) / rest) * 100;
  };
  const [x, y] =
    width / height > ratio
      ? [around(focus?.x, width, height * ratio, 0.5), 50]
      : // A third of the loss comes off above: faces stand in the upper half.
        [50, around(focus?.y, height, width / ratio, 1 / 3)];
  return `${Math.round(x * 10) / 10}% ${Math.round(y * 10) / 10}%`;
}

/** The three cuts of a picture. */
export class Crops {
  readonly element = el("ul", { class: "crops" });
  private readonly images: { readonly image: HTMLImageElement; readonly ratio: number }[] = [];

  constructor(src: string) {
    for (const [across, down] of RATIOS) {
      const image = el("img", { src, alt: "", draggable: "false" });
      const place = el("span", { class: "crop" }, image);
      place.style.aspectRatio = `${across} / ${down}`;
      this.images.push({ image, ratio: across / down });
      this.element.append(el("li", {}, place, el("bdi", { dir: "ltr" }, `${across}:${down}`)));
    }
  }

  show({ width, height, focus }: Pick<Picture, "width" | "height" | "focus">): void {
    for (const { image, ratio } of this.images) image.style.objectPosition = held(width, height, ratio, focus);
  }
}
