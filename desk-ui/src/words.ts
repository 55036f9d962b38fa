//! Every word of the interface comes from the page, in the desk's language.

let words: { readonly [key: string]: string } = {};
let language = "en";

export function speak(given: { readonly [key: string]: string }, inLanguage: string): void {
  words = given;
  language = inLanguage;
}

export function say(key: string, values: { readonly [name: string]: string | number } = {}): string {
  const template = words[key] ?? key;
  return template.replace(/\{\$(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? number(value) : value;
  });
}

export function number(value: number): string {
  return new Intl.NumberFormat(language).format(value);
}

export function hour(moment: Date): string {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(moment);
}

export function listed(names: readonly string[]): string {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(names);
}
