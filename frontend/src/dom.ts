/** A new element with text and attributes. Text is never markup. */
export function el(name: string, attributes: Record<string, string> = {}, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Words of the case, isolated for their direction. */
export const words = (text: string): HTMLElement => el("bdi", {}, text);

export function all<T extends Element = HTMLElement>(selector: string, root: ParentNode = document): T[] {
  return [...root.querySelectorAll<T>(selector)];
}

let timer = 0;

/** A short message at the foot of the page, read out by screen readers. */
export function toast(text: string): void {
  const place = document.querySelector("[data-toast]");
  if (!place) return;
  place.textContent = text;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => (place.textContent = ""), 2600);
}
