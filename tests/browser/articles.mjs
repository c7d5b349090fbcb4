// Opens every page of a case, in both languages, and every page of its frozen report, and prints what went wrong.
// Arguments: address with key, path of the browser, path of the report, folder for pictures (or "-").
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(new URL("../../frontend/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const [, , link, executablePath, report, pictures] = process.argv;
const base = new URL(link).origin;
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const say = (name, troubles) => console.log(JSON.stringify({ name, detail: troubles.slice(0, 20).join("\n") }));
const LISTS = ["", "claims", "documents", "reuse", "lost", "conflicts", "flags", "actors", "network", "timeline", "timeline?by=source", "map", "sources", "review", "search"];

async function open(troubles, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.on("console", (m) => { if (m.type() === "error") troubles.push(`${page.url()}: ${m.text()}`); });
  page.on("pageerror", (e) => troubles.push(`${page.url()}: ${e.message}`));
  page.on("request", (r) => { if (!r.url().startsWith(base) && !/^(data|file|blob):/.test(r.url())) troubles.push(`asked for ${r.url()}`); });
  return page;
}

/** Wait for the page's script, then see that a heading stands there and nothing is wider than the window. */
async function look(page, where, troubles) {
  await page.waitForFunction(() => !document.documentElement.classList.contains("no-js"));
  if (await page.locator("h1:visible").count() !== 1) troubles.push(`${where} has no heading`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) troubles.push(`${where} is ${wide} pixels too wide`);
}

for (const language of ["ar", "en"]) {
  const troubles = [];
  const page = await open(troubles);
  await page.goto(link);
  const things = await page.evaluate(async () => {
    const rows = async (path) => (await (await fetch(`/api/v1/${path}`)).json());
    const [claims, documents, actors, pairs, sources] = await Promise.all(["claims?size=40", "documents", "actors?size=40", "pairs", "sources?size=20"].map(rows));
    return [...claims.rows.map((c) => `claims/${c.id}`), ...documents.rows.map((d) => `documents/${d.id}`), ...actors.rows.map((a) => `actors/${a.id}`), ...pairs.rows.map((p) => `compare/${p.a.id}/${p.b.id}`), ...sources.outlets.map((o) => `sources/${o.id}`), ...sources.origins.map((o) => `sources/${o.id}`)];
  });
  await page.goto(`${base}/?lang=${language}`);
  for (const path of [...LISTS, ...things]) {
    const answer = await page.goto(`${base}/${path}`);
    if (answer.status() !== 200) troubles.push(`/${path} answers ${answer.status()}`);
    else await look(page, `/${path}`, troubles);
    if (pictures !== "-" && LISTS.includes(path)) await page.screenshot({ path: `${pictures}/articles-${language}-${path.replace(/\W/g, "-") || "overview"}.png` });
  }
  if (things.length < 10) troubles.push(`only ${things.length} things to open`);
  say(`pages ${language}`, troubles);
  await page.context().close();
}

const troubles = [];
const page = await open(troubles, { offline: true });
const address = pathToFileURL(report).href;
await page.goto(address);
const pages = await page.evaluate(() => [...document.querySelectorAll("section.page")].map((s) => s.dataset.page).filter((name) => name !== "missing"));
for (const where of pages) {
  await page.evaluate((hash) => { location.hash = hash; }, where);
  await page.waitForFunction((name) => document.querySelector("section.page:not([hidden])")?.dataset.page === name, where);
  await look(page, `#${where}`, troubles);
}
say("report", troubles);
await browser.close();
