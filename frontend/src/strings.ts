// Texts of the page by language, from the page itself.
type Text = string | Record<string, string>;
type Catalogues = Record<string, Record<string, Text>>;

let catalogues: Catalogues | null = null;

function load(): Catalogues {
  const holder = document.getElementById("strings");
  catalogues ??= holder?.textContent ? (JSON.parse(holder.textContent) as Catalogues) : {};
  return catalogues;
}

/** The language that the page is shown in. */
export const language = (): string => document.documentElement.lang || "ar";

/** The text of a key; `n` chooses the plural form. A key without a text is shown as its last part. */
export function t(key: string, values: Record<string, string | number> = {}): string {
  let text = load()[language()]?.[key];
  if (text === undefined) return (key.split(".").pop() ?? key).replaceAll("_", " ");
  if (typeof text !== "string") {
    const form = new Intl.PluralRules(language()).select(Number(values.n ?? 0));
    text = text[form] ?? text.other ?? "";
  }
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

const MARKS = /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
const FOLD: Record<string, string> = { أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ة: "ه", ک: "ك", ی: "ي", ے: "ي", ڤ: "ف", پ: "ب", گ: "ك", چ: "ج", ہ: "ه", ھ: "ه" };

/** The matching key of a text, as the program folds it: spelling of alef, yaa and taa does not matter. */
export function fold(text: string): string {
  return text
    .replace(MARKS, "")
    .replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x660))
    .replace(/[أإآٱىةکیےڤپگچہھ]/g, (c) => FOLD[c] ?? c)
    .toLowerCase();
}
