import "./app.css";
import { all, el, words } from "./dom";
import { drawTrees, placeTimes } from "./pictures";
import { closePopover, copy, showRange, startReader } from "./reader";
import { startReview } from "./review";
import { fold, language, t } from "./strings";

const root = document.documentElement;
const frozen = root.dataset.mode === "report";

function remembered(key: string): string | null {
  try { return localStorage.getItem(key); } catch { return null; }
}
function remember(key: string, value: string): void {
  try { localStorage.setItem(key, value); } catch { /* a page opened from a file may have no store */ }
}

// Light and dark

function theme(): void {
  const kept = remembered("tawatur-theme");
  if (kept) root.dataset.theme = kept;
  document.querySelector("[data-theme]:is(button)")?.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    remember("tawatur-theme", root.dataset.theme);
    dispatchEvent(new Event("tawatur:theme"));
  });
}

// Language of the frozen page

function setLanguage(to: string): void {
  root.lang = to;
  root.dir = to === "ar" ? "rtl" : "ltr";
  for (const name of ["aria-label", "placeholder", "title", "label"]) {
    for (const node of all(`[data-${name}-${to}]`)) node.setAttribute(name, node.getAttribute(`data-${name}-${to}`) ?? "");
  }
  citeLabels();
  closePopover(false);
  drawTrees();
}

function citeLabels(): void {
  for (const button of all("button.cite")) {
    button.setAttribute("aria-label", t("cite.copy"));
    button.title = t("cite.copy");
  }
}

function languages(): void {
  document.querySelector("[data-language]")?.addEventListener("click", () => {
    const to = language() === "ar" ? "en" : "ar";
    remember("tawatur-language", to);
    setLanguage(to);
  });
  const kept = remembered("tawatur-language");
  if (frozen && kept && kept !== language()) setLanguage(kept);
}

// Pages of the frozen report

function route(): void {
  const [address = "overview", at] = decodeURIComponent(location.hash.slice(1)).split("@");
  if (address === "main") return;
  const pages = all("section.page");
  const wanted = pages.find((p) => p.dataset.page === (address || "overview")) ?? pages.find((p) => p.dataset.page === "missing");
  if (!wanted) return;
  for (const page of pages) page.hidden = page !== wanted;
  const top = address.split("/")[0];
  for (const link of all(".menu a")) {
    const here = link.dataset.menu === top || `${link.dataset.menu}`.replace(/s$/, "") === top;
    if (here) { link.setAttribute("aria-current", "page"); link.scrollIntoView({ block: "nearest", inline: "nearest" }); }
    else link.removeAttribute("aria-current");
  }
  closePopover(false);
  window.scrollTo({ top: 0 });
  document.getElementById("main")?.focus({ preventScroll: true });
  drawTrees();
  dispatchEvent(new Event("tawatur:page"));
  const article = wanted.querySelector("[data-document]");
  if (article && at) place(article, at);
}

function place(article: Element, at: string): void {
  const [start, end] = at.split("-").map(Number);
  if (start !== undefined && end !== undefined && end > start) requestAnimationFrame(() => showRange(article, start, end));
}

// Search inside the frozen report: every paragraph, folded

interface Entry { document: string; title: string; para: HTMLElement; key: string }
let entries: Entry[] | null = null;

function index(): Entry[] {
  entries ??= all("section.page [data-document]").flatMap((article) => {
    const title = article.querySelector("h1")?.textContent ?? "";
    return all(".para", article).map((para) => ({ document: (article as HTMLElement).dataset.document ?? "", title, para, key: fold(para.textContent ?? "") }));
  });
  return entries;
}

function searchReport(query: string): void {
  const list = document.querySelector("[data-search-hits]");
  const empty = document.querySelector<HTMLElement>("[data-search-empty]");
  if (!list || !empty) return;
  const wanted = fold(query).split(/\s+/).filter((w) => w.length > 1);
  const found = wanted.length ? index().filter((e) => wanted.every((w) => e.key.includes(w))).slice(0, 200) : [];
  list.replaceChildren(...found.map((e) => hit(e, wanted)));
  empty.hidden = found.length > 0;
  empty.textContent = wanted.length ? t("empty.search") : t("empty.search_start");
}

function hit(entry: Entry, wanted: string[]): HTMLElement {
  const text = entry.para.textContent ?? "";
  const parts: (Node | string)[] = [];
  for (const token of text.split(/(\s+)/)) {
    parts.push(wanted.some((w) => fold(token).includes(w)) ? el("mark", {}, token) : token);
  }
  const start = Number(entry.para.dataset.start);
  const href = `#document/${entry.document}@${start}-${start + [...text].length}`;
  return el("li", {}, el("p", { dir: "auto" }, ...parts), el("p", { class: "dim" }, el("a", { href }, words(entry.title))));
}

// Lists that filter themselves

function filters(): void {
  for (const input of all<HTMLInputElement>("[data-filter]")) {
    const page = input.closest("section.page") ?? document;
    input.addEventListener("input", () => {
      const wanted = fold(input.value).split(/\s+/).filter(Boolean);
      for (const row of all("[data-row]", page)) {
        const key = (row.dataset.key ??= fold(row.textContent ?? ""));
        row.hidden = !wanted.every((w) => key.includes(w));
      }
    });
  }
}

/** A place of the map in the list below it, with its facts. */
function openPlace(id: string): void {
  const row = document.getElementById(id);
  if (!row) return;
  for (const other of all(".rows > li.here")) other.classList.remove("here");
  row.classList.add("here");
  row.querySelector("details")?.setAttribute("open", "");
  row.scrollIntoView({ block: "center" });
  row.querySelector("summary")?.focus({ preventScroll: true });
}

function start(): void {
  root.classList.remove("no-js");
  theme();
  languages();
  citeLabels();
  filters();
  startReader();
  startReview();
  placeTimes();
  document.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-cite]:is(button)");
    if (button?.dataset.cite) void copy(button.dataset.cite);
  });
  document.addEventListener("keydown", (event) => {
    const typing = (event.target as HTMLElement).closest("input, textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      document.querySelector<HTMLInputElement>(".search input")?.focus();
    }
  });
  document.addEventListener("click", (event) => {
    const pin = (event.target as Element).closest<SVGAElement>("a.pin");
    if (pin) { event.preventDefault(); openPlace(pin.getAttribute("href")?.slice(1) ?? ""); }
  });
  if (!frozen && location.hash.startsWith("#place-")) openPlace(location.hash.slice(1));
  if (frozen) {
    const form = document.querySelector<HTMLFormElement>("[data-report-search]");
    const input = form?.querySelector("input");
    form?.addEventListener("submit", (event) => { event.preventDefault(); location.hash = "search"; searchReport(input?.value ?? ""); });
    input?.addEventListener("input", () => { if (location.hash === "#search") searchReport(input.value); });
    addEventListener("hashchange", route);
    route();
  } else {
    drawTrees();
    const at = new URLSearchParams(location.search).get("at");
    const article = document.querySelector("[data-document]");
    if (article && at) place(article, at);
  }
  addEventListener("resize", drawTrees);
  for (const box of all(".tree-box")) box.addEventListener("toggle", drawTrees, true);
  void document.fonts?.ready.then(drawTrees);
}

start();
