// The reader: layers, explanations, keyboard, and a place in the text that an address names.
import { all, el, toast, words } from "./dom";
import { language, t } from "./strings";

type Said = Record<string, string>;
interface Row { k: string; t?: string; w?: string; s?: Said; h?: string }
interface Mark { k: string; id: string; l: string; w: string; r: Row[]; rule: string; at: [number, number][] }
interface Marks { why: Record<string, Said>; marks: Mark[] }

const known = new WeakMap<Element, Marks>();

function marksOf(article: Element): Marks {
  let found = known.get(article);
  if (!found) {
    found = JSON.parse(article.querySelector("script.marks")?.textContent ?? '{"why":{},"marks":[]}') as Marks;
    known.set(article, found);
  }
  return found;
}

let opener: HTMLElement | null = null;

export function closePopover(back = true): void {
  const box = document.querySelector<HTMLElement>("[data-popover]");
  if (!box || box.hidden) return;
  box.hidden = true;
  for (const m of all(".m.current")) m.classList.remove("current");
  if (back) opener?.focus();
}

function explain(mark: Mark, article: Element): HTMLElement {
  const list = el("dl");
  for (const row of mark.r) {
    const value = el("dd");
    const inner = row.t ? t(row.t) : row.s?.[language()] ?? row.w ?? "";
    value.append(row.h ? el("a", { href: row.h }, words(inner)) : words(inner));
    list.append(el("dt", {}, t(row.k)), value);
  }
  const at = mark.at[0];
  const short = mark.w.length > 180 ? `${mark.w.slice(0, 180)} …` : mark.w;
  const cite = el("button", { type: "button", class: "cite", "aria-label": t("cite.copy"), title: t("cite.copy") }, "❞");
  cite.dataset.cite = citation(mark, article);
  const rule = el("p", { class: "why", dir: "auto" }, marksOf(article).why[mark.rule]?.[language()] ?? mark.rule);
  const id = el("p", { class: "why" }, `${t("mark.rule")} `, words(mark.rule), ` · ${t("mark.id")} `, words(mark.id), " · ", words(at ? `${at[0]}–${at[1]}` : ""), " ", cite);
  return el("section", {}, el("h3", {}, t(`mark.${mark.k}`)), el("p", { class: "words", dir: "auto" }, `«${short}»`), list, rule, id);
}

function citation(mark: Mark, article: Element): string {
  const from = article.getAttribute("data-cite") ?? "";
  const at = mark.at[0];
  const who = mark.r.filter((r) => r.k === "mark.who" || r.k === "mark.inside").map((r) => r.w ?? "").filter(Boolean).join(" ← ");
  return [`«${mark.w}»`, from, who, `sha256:${article.getAttribute("data-sha")}${at ? `, characters ${at[0]}–${at[1]}` : ""}`].filter(Boolean).join("\n");
}

export function openPopover(at: HTMLElement): void {
  const article = at.closest("[data-document]");
  const box = document.querySelector<HTMLElement>("[data-popover]");
  if (!article || !box) return;
  closePopover(false);
  const { marks } = marksOf(article);
  const numbers = (at.dataset.m ?? "").split(" ").map(Number);
  const on = new Set(all<HTMLElement>(".layer[aria-pressed=true]", article).map((b) => b.dataset.layer));
  let shown = numbers.map((n) => marks[n]).filter((m): m is Mark => m !== undefined);
  if (at.classList.contains("m")) shown = shown.filter((m) => on.has(m.l));
  if (!shown.length) return;
  opener = at;
  at.classList.add("current");
  const close = el("button", { type: "button", class: "close", "aria-label": t("app.close") }, "×");
  close.addEventListener("click", () => closePopover());
  box.replaceChildren(close, ...shown.map((m) => explain(m, article)));
  box.setAttribute("aria-label", t("mark.explain"));
  box.hidden = false;
  place(box, at);
}

function place(box: HTMLElement, at: HTMLElement): void {
  const r = (at.getClientRects()[0] ?? at.getBoundingClientRect()) as DOMRect;
  const width = box.offsetWidth;
  const left = Math.min(Math.max(8, r.left + r.width / 2 - width / 2), document.documentElement.clientWidth - width - 8);
  const below = r.bottom + 8 + box.offsetHeight < window.innerHeight || r.top < box.offsetHeight + 80;
  box.style.left = `${left + window.scrollX}px`;
  box.style.top = `${(below ? r.bottom + 6 : r.top - box.offsetHeight - 6) + window.scrollY}px`;
}

function layers(article: Element): void {
  const text = article.querySelector("[data-text]");
  for (const button of all<HTMLButtonElement>(".layer", article)) {
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      text?.classList.toggle(`on-${button.dataset.layer}`, on);
      roving(article);
    });
  }
  roving(article);
}

/** Pieces of marks that hold a word: spaces and signs between two marks are no stops. */
const focusable = (article: ParentNode): HTMLElement[] => all<HTMLElement>(".m", article).filter((m) => /[\p{L}\p{N}]/u.test(m.textContent ?? ""));

/** One mark of a text is in the tab order; the arrow keys go from mark to mark. */
function roving(article: Element): void {
  const marks = focusable(article);
  marks.forEach((m, i) => {
    m.tabIndex = i === 0 ? 0 : -1;
    m.setAttribute("role", "button");
  });
}

function step(from: HTMLElement, by: number): void {
  const marks = focusable(from.closest("[data-document]") ?? document);
  const next = marks[marks.indexOf(from) + by];
  if (!next) return;
  from.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

/** Show the characters `start` to `end` (code points of the document) and bring them into view. */
export function showRange(article: Element, start: number, end: number): void {
  const ranges: Range[] = [];
  for (const old of all(".para.here", article)) old.classList.remove("here");
  let first: HTMLElement | null = null;
  for (const para of all<HTMLElement>(".para", article)) {
    let at = Number(para.dataset.start);
    const walker = document.createTreeWalker(para, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      const points = [...node.data];
      const a = Math.max(start - at, 0);
      const b = Math.min(end - at, points.length);
      if (a < b) {
        const range = document.createRange();
        range.setStart(node, points.slice(0, a).join("").length);
        range.setEnd(node, points.slice(0, b).join("").length);
        ranges.push(range);
        first ??= para;
      }
      at += points.length;
    }
  }
  const registry = (CSS as unknown as { highlights?: Map<string, unknown> }).highlights;
  if (registry && "Highlight" in window) registry.set("at", new (window as unknown as { Highlight: new (...r: Range[]) => unknown }).Highlight(...ranges));
  if (!first) return;
  first.classList.add("here");
  const box = ranges[0]?.getBoundingClientRect();
  if (box) window.scrollTo({ top: box.top + window.scrollY - window.innerHeight / 3 });
}

export function startReader(): void {
  for (const article of all("[data-document]")) layers(article);
  document.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    const mark = target.closest<HTMLElement>(".m, .explain");
    if (mark && !target.closest("a")) openPopover(mark);
    else if (!target.closest("[data-popover]")) closePopover(false);
  });
  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    if (event.key === "Escape") closePopover();
    if (!target.classList.contains("m")) return;
    const rtl = getComputedStyle(target).direction === "rtl";
    const by = { ArrowLeft: rtl ? 1 : -1, ArrowRight: rtl ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) { event.preventDefault(); step(target, by); }
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); openPopover(target); document.querySelector<HTMLElement>("[data-popover] .close")?.focus(); }
  });
}

export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("cite.copied"));
  } catch {
    const area = el("textarea") as HTMLTextAreaElement;
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    toast(t(done ? "cite.copied" : "cite.failed"));
  }
}
