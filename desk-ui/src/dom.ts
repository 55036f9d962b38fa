//! Elements without strings of HTML, which the page's policy forbids.

type Child = Node | string | null;
type Attributes = { readonly [name: string]: string | boolean | EventListener | null };

/** Attributes that begin with `on` are listeners; false and null leave an attribute out. */
export function el<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (typeof value === "string") element.setAttribute(name, value);
  }
  element.append(...children.filter((child): child is Node | string => child !== null));
  return element;
}

export function button(words: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement {
  return el("button", { type: "button", onclick: () => press(), ...attributes }, words);
}

let made = 0;

/** An id for a label to point at. */
export function unique(stem: string): string {
  made += 1;
  return `${stem}-${made}`;
}

/** Where one line of words is not enough: an area that is as high as its words. */
export function growing(area: HTMLTextAreaElement): () => void {
  const grow = (): void => {
    if (CSS.supports("field-sizing", "content")) return;
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight}px`;
  };
  area.addEventListener("input", grow);
  requestAnimationFrame(grow);
  return grow;
}
