// Opens the workbench and the frozen report in a real browser and prints what it found, as JSON lines.
// Arguments: address with key, path of the browser, path of the report, folder for pictures (or "-").
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(new URL("../../frontend/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const { readFileSync } = require("node:fs");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [, , link, executablePath, report, pictures] = process.argv;
const base = new URL(link).origin;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath, args: FLAGS });

const say = (name, detail) => console.log(JSON.stringify({ name, detail }));

async function check(name, work) {
  try {
    const detail = await work();
    say(name, detail ? String(detail) : "");
  } catch (error) {
    say(name, `${error.message}`.split("\n").slice(0, 4).join(" | "));
  }
}

function must(condition, words) {
  if (!condition) throw new Error(words);
}

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.troubles = [];
  page.outside = [];
  page.on("console", (m) => { if (m.type() === "error") page.troubles.push(m.text()); });
  page.on("pageerror", (e) => page.troubles.push(e.message));
  page.on("request", (r) => { if (!r.url().startsWith(base) && !/^(data|file|blob):/.test(r.url())) page.outside.push(r.url()); });
  return page;
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Serious findings of axe on what is shown; `only` names single rules. */
async function axe(page, only = []) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  const found = await page.evaluate(
    ([tags, rules]) => window.axe.run({ include: ["body"], exclude: ["section.page[hidden]"] }, { resultTypes: ["violations"], runOnly: rules.length ? rules : tags }),
    [RULES, only],
  );
  const bad = found.violations.filter((v) => ["serious", "critical"].includes(v.impact));
  return bad.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(", ")}`).join("; ");
}

const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const shot = async (page, name) => { if (pictures !== "-") await page.screenshot({ path: `${pictures}/${name}.png` }); };

const page = await open();
await page.goto(link);
const ids = await page.evaluate(async () => {
  const get = async (path) => (await fetch(`/api/v1/${path}`)).json();
  const [claims, documents, actors, pairs, sources] = await Promise.all(["claims", "documents?sort=claims", "actors", "pairs", "sources"].map(get));
  const pair = pairs.rows[0];
  return { claim: claims.rows[0]?.id, document: documents.rows[0]?.id, actor: actors.rows[0]?.id, outlet: sources.outlets[0]?.id, source: sources.origins[0]?.id, pair: pair && `${pair.a.id}/${pair.b.id}` };
});
const lists = ["", "claims", "documents", "reuse", "lost", "conflicts", "flags", "actors", "network", "timeline", "timeline?by=source", "map", "sources", "review", "search?words=السفينة"];
const things = [ids.claim && `claims/${ids.claim}`, ids.document && `documents/${ids.document}`, ids.actor && `actors/${ids.actor}`, ids.outlet && `sources/${ids.outlet}`, ids.source && `sources/${ids.source}`, ids.pair && `compare/${ids.pair}`].filter(Boolean);

await check("key", () => must(page.url() === `${base}/`, `the key stays in the address: ${page.url()}`));

const VARIANTS = [
  ["wide", {}, []],
  ["narrow", { viewport: { width: 390, height: 844 } }, ["scrollable-region-focusable", "target-size"]],
  ["dark", { colorScheme: "dark" }, ["color-contrast"]],
  ["english", {}, null],
];
for (const [name, options, rules] of VARIANTS) {
  await check(`pages ${name}`, async () => {
    const p = await open(options);
    await p.goto(link);
    if (name === "english") await p.goto(`${base}/?lang=en`);
    const troubles = [];
    for (const path of [...lists, ...things]) {
      await p.goto(`${base}/${path}`);
      await p.waitForFunction(() => !document.documentElement.classList.contains("no-js"));
      const wide = await overflow(p);
      if (wide > 0) troubles.push(`/${path} is ${wide} pixels too wide`);
      const bad = rules && (await axe(p, rules));
      if (bad) troubles.push(`/${path}: ${bad}`);
      await shot(p, `${name}-${path.split(/[/?]/)[0] || "overview"}${path.includes("/") ? "-one" : ""}`);
    }
    troubles.push(...p.troubles, ...p.outside.map((u) => `asked for ${u}`));
    await p.context().close();
    return troubles.join("\n");
  });
}

await check("chain to words", async () => {
  const p = await open();
  await p.goto(link);
  await p.goto(`${base}/claims/${ids.claim}`);
  must(await p.locator(".tree-lines path").count() > 0, "no lines are drawn");
  await p.locator(".node.article a").first().click();
  await p.waitForSelector(".para.here");
  const shown = await p.evaluate(() => [...(CSS.highlights.get("at") ?? [])].map((r) => r.toString()).join(""));
  const at = new URL(p.url()).searchParams.get("at").split("-").map(Number);
  must([...shown].length === at[1] - at[0], `marked “${shown}” for ${at}`);
  await p.goBack();
  const dropped = await p.locator(".node.dropped").count();
  must(dropped > 0, "no dropped hop");
  must(await p.locator(".tree-lines path.dropped").count() >= dropped, "dropped hops are not dashed");
  await p.context().close();
});

await check("marks by keyboard", async () => {
  const p = await open();
  await p.goto(link);
  await p.goto(`${base}/documents/${ids.document}`);
  await p.locator(".m").first().focus();
  await p.keyboard.press("ArrowDown");
  await p.keyboard.press("Enter");
  must(await p.locator("[data-popover] dl").count() > 0, "nothing is explained");
  const bad = await axe(p);
  must(!bad, bad);
  await p.keyboard.press("Escape");
  must(await p.evaluate(() => document.activeElement.classList.contains("m")), "the focus is lost");
  await p.locator(".layer[data-layer=names]").click();
  must(await p.locator("[data-text].on-names").count() === 0, "the layer stays on");
  await p.context().close();
});

await check("review by keyboard", async () => {
  const p = await open();
  await p.goto(link);
  const total = await p.evaluate(async () => (await (await fetch("/api/v1/actors")).json()).page.total);
  await p.goto(`${base}/review`);
  const names = await p.locator(".proposal h2 a").allTextContents();
  await p.keyboard.press("a");
  await p.waitForSelector(".proposal[data-done]");
  await p.reload();
  must(await p.locator(".log li").count() === 1, "the decision is not in the log");
  const after = await p.evaluate(async () => (await (await fetch("/api/v1/actors")).json()).page.total);
  must(after === total - 1, `${after} actors after a merge of ${total}`);
  await p.goto(`${base}/actors?words=${encodeURIComponent(names[0])}`);
  must(await p.locator(".rows li").count() === 1, `both names are not one: ${names[0]}`);
  await p.goto(`${base}/review`);
  await p.locator("[data-withdraw]").focus();
  await p.keyboard.press("Enter");
  await p.waitForFunction(() => document.querySelector("[data-toast]").textContent !== "");
  const back = await p.evaluate(async () => (await (await fetch("/api/v1/actors")).json()).page.total);
  must(back === total, `${back} actors after the withdrawal`);
  const troubles = p.troubles.join("; ");
  must(!troubles, troubles);
  await p.context().close();
});

await check("edit a proposal", async () => {
  const p = await open();
  await p.goto(link);
  await p.goto(`${base}/review`);
  await p.locator("[data-who]").fill("Huda");
  await p.locator("[data-who]").blur();
  await p.locator(".proposal").first().focus();
  await p.keyboard.press("e");
  await p.locator(".proposal.current [name=name]").fill("اسم جديد");
  await p.keyboard.press("Enter");
  await p.waitForSelector(".proposal[data-done]");
  await p.goto(`${base}/actors?words=${encodeURIComponent("اسم جديد")}`);
  await p.locator(".rows li a").first().click();
  must((await p.locator("h1").textContent()).includes("اسم جديد"), "the name was not given");
  must((await p.locator(".log").textContent()).includes("Huda"), "the log lacks the person");
  for (let left = await p.locator("[data-withdraw]").count(); left > 0; left -= 1) {
    await p.locator("[data-withdraw]").first().click();
    await p.waitForFunction((n) => document.querySelectorAll("[data-withdraw]").length === n, left - 1);
  }
  await p.goto(`${base}/actors?words=${encodeURIComponent("اسم جديد")}`);
  must(await p.locator(".rows li").count() === 0, "the withdrawn name stays");
  must(p.troubles.length === 0, p.troubles.join("; "));
  await p.context().close();
});

await check("grade a source", async () => {
  const p = await open();
  await p.goto(link);
  await p.goto(`${base}/sources/${ids.source}`);
  await p.locator("[data-decide] select").selectOption("C");
  await p.locator("[data-decide] [name=because]").fill("seen before");
  await p.locator("[data-decide] button").click();
  await p.waitForSelector("h1 .tag.done");
  must((await p.locator("h1 .tag.done").textContent()).startsWith("C"), "the grade is not shown");
  await p.locator("[data-withdraw]").first().click();
  await p.waitForFunction(() => document.querySelectorAll("[data-withdraw]").length === 0);
  await p.reload();
  must(await p.locator("h1 .tag.done").count() === 0, "the withdrawn grade stays");
  await p.context().close();
});

await check("notes and grades", async () => {
  const p = await open();
  await p.goto(link);
  await p.goto(`${base}/claims/${ids.claim}`);
  await p.locator("[data-decide] [name=because]").fill("seen at the archive <b>");
  await p.locator("[data-decide] button").click();
  await p.waitForFunction(() => document.querySelector(".decide .status").textContent !== "");
  await p.reload();
  must((await p.locator("main").textContent()).includes("seen at the archive <b>"), "the note is not shown");
  await p.context().close();
});

await check("language switch", async () => {
  const p = await open();
  await p.goto(link);
  await p.locator("a[hreflang]").click();
  must(await p.evaluate(() => document.documentElement.dir) === "ltr", "the direction stays");
  await p.goto(`${base}/claims`);
  must((await p.locator("h1").textContent()).startsWith("Claims"), "the language is forgotten");
  await p.locator("a[hreflang]").click();
  must(await p.evaluate(() => document.documentElement.dir) === "rtl", "there is no way back");
  await p.context().close();
});

await check("network", async () => {
  const p = await open();
  await p.goto(link);
  const started = Date.now();
  await p.goto(`${base}/network`);
  await p.waitForSelector("[data-network][data-built] canvas");
  const spent = Date.now() - started;
  must(spent < 4000, `drawn after ${spent} ms`);
  const before = await p.locator("[data-edge]:not([hidden])").count();
  await p.locator("[name=origins]").fill("2");
  const after = await p.locator("[data-edge]:not([hidden])").count();
  must(after > 0 && after < before, `${after} of ${before} relations rest on two origins`);
  must(p.url().includes("origins=2"), "the filter is not in the address");
  await p.reload();
  await p.waitForSelector("[data-network][data-built] canvas");
  must(await p.locator("[data-edge]:not([hidden])").count() === after, "the link does not keep the filter");
  await p.locator("[name=since]").fill("1990");
  await p.locator("[name=until]").fill("1991");
  must(await p.locator("[data-edge]:not([hidden])").count() === 0, "a fact of another time passes");
  await p.locator("[data-reset]").click();
  await p.locator("details:has([data-open-edge]) > summary").click();
  await p.locator("[data-open-edge]").first().click();
  await p.waitForSelector(".network-facts blockquote");
  await p.locator(".network-facts a").first().click();
  await p.waitForSelector(".para.here");
  must(p.troubles.length === 0, p.troubles.join("; "));
  await p.context().close();
});

await check("map", async () => {
  const p = await open();
  await p.goto(link);
  await p.goto(`${base}/map`);
  const pins = await p.locator("a.pin").count();
  if (!pins) { must(await p.locator(".empty").count() === 1, "an empty map says nothing"); return; }
  await p.locator("a.pin").first().focus();
  await p.keyboard.press("Enter");
  must(await p.locator(".rows li.here details[open]").count() === 1, "the place does not open");
  must(p.troubles.length === 0, p.troubles.join("; "));
  await p.context().close();
});

await check("citation", async () => {
  const p = await open({ permissions: ["clipboard-read", "clipboard-write"] });
  await p.goto(link);
  await p.goto(`${base}/claims/${ids.claim}`);
  await p.locator(".wording .cite").first().click();
  const text = await p.evaluate(() => navigator.clipboard.readText());
  must(/«.+»[\s\S]+sha256:[0-9a-f]{64}, characters \d+–\d+/.test(text), text);
  await p.context().close();
});

await check("report", async () => {
  const p = await open({ offline: true });
  const address = pathToFileURL(report).href;
  const troubles = [];
  await p.goto(address);
  const pages = await p.evaluate(() => [...document.querySelectorAll("section.page")].map((s) => s.dataset.page));
  const kinds = [...new Map(pages.map((x) => [x.split("/")[0], x])).values()];
  for (const where of kinds) {
    await p.goto("about:blank");
    await p.goto(`${address}#${where}`);
    must(await p.locator("section.page:not([hidden])").count() === 1, `#${where} does not show one page`);
    await p.evaluate(() => document.querySelectorAll("section.page[hidden]").forEach((s) => s.remove()));
    const wide = await overflow(p);
    if (wide > 0) troubles.push(`#${where} is ${wide} pixels too wide`);
    const bad = await axe(p);
    if (bad) troubles.push(`#${where}: ${bad}`);
    await shot(p, `report-${where.split("/")[0]}`);
  }
  troubles.push(...p.troubles, ...p.outside.map((u) => `asked for ${u}`));
  await p.context().close();
  return troubles.join("\n");
});

await check("report switches and searches", async () => {
  const p = await open({ offline: true });
  await p.goto(pathToFileURL(report).href);
  await p.locator("[data-language]").click();
  must(await p.evaluate(() => document.documentElement.dir) === "ltr", "the direction stays");
  must((await p.locator("section.page:not([hidden]) h2:visible").first().innerText()).startsWith("What is here"), "the language stays");
  await p.locator(".search input").fill("السفينه");
  await p.keyboard.press("Enter");
  await p.waitForSelector("[data-search-hits] mark");
  await p.locator("[data-search-hits] a").first().click();
  await p.waitForSelector(".para.here");
  await p.context().close();
});

await check("print", async () => {
  const p = await open({ offline: true });
  await p.goto(pathToFileURL(report).href);
  await p.emulateMedia({ media: "print" });
  must(!(await p.locator(".top").isVisible()), "the menu is printed");
  await p.context().close();
});

await browser.close();
