// The network of actors, at the places that the program computed; the list below says the same in words.
import cytoscape from "cytoscape";
import { all, el, words } from "./dom";
import { language, t } from "./strings";

/** Type and force by their place in the lists, first and last year (null: open or unknown), dated, least origins. */
type Mark = [number, number, number | null, number | null, boolean, number];
type Edge = [source: string, target: string, documents: number, marks: Mark[]];
interface Fact { type: string; force: string; modality: string; polarity: string; time: Record<string, string> | null; words: string; label: string; href: string }
interface Data { types: string[]; forces: string[]; nodes: [string, string, string, number, number, number, string][]; edges: Edge[]; evidence: Record<string, Fact[]> }
interface Asked { type: number; force: number; origins: number; documents: number; since: number; until: number }

const FIELDS = ["type", "force", "origins", "documents", "since", "until"] as const;
const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function style(): cytoscape.StylesheetJson {
  return [
    { selector: "node", style: { label: "data(name)", width: "data(size)", height: "data(size)", "background-color": colour("--soft"), "border-width": 1.5, "border-color": colour("--dim"), color: colour("--ink"), "font-family": "Plex, sans-serif", "font-size": "data(font)", "text-valign": "bottom", "text-margin-y": 3, "min-zoomed-font-size": 7, "text-outline-color": colour("--paper"), "text-outline-width": 2 } },
    ...["per", "org", "loc", "misc"].map((type) => ({ selector: `node[type = "${type.toUpperCase()}"]`, style: { "background-color": colour(`--${type}`) } })),
    { selector: "edge", style: { width: "data(width)", "line-color": colour("--dim"), "line-opacity": 0.4, "curve-style": "straight", "target-arrow-shape": "triangle", "target-arrow-color": colour("--dim"), "arrow-scale": 0.8 } },
    { selector: ".near", style: { "line-color": colour("--accent"), "target-arrow-color": colour("--accent"), "border-color": colour("--accent"), "border-width": 3 } },
    { selector: ".far", style: { opacity: 0.15 } },
    { selector: ".off", style: { display: "none" } },
  ] as cytoscape.StylesheetJson;
}

function build(box: HTMLElement, data: Data): cytoscape.Core {
  const spread = Math.max(1, Math.sqrt(data.nodes.length / 60));
  const [across, down] = box.clientWidth > box.clientHeight ? [1.1, 0.62] : [0.62, 1.1];
  const zoom = Math.min(1, box.clientWidth / (1000 * spread * across), box.clientHeight / (1000 * spread * down));
  const larger = 1 / Math.max(0.45, zoom);
  return cytoscape({
    container: box,
    elements: [
      ...data.nodes.map(([id, name, type, degree, x, y, href]) => ({ data: { id, name, type, href, size: (8 + 4 * Math.sqrt(degree)) * larger, font: (9 + Math.min(7, Math.sqrt(degree))) * larger }, position: { x: x * spread * across, y: y * spread * down } })),
      ...data.edges.map(([source, target, documents, marks]) => ({ data: { id: `${source}~${target}`, source, target, width: Math.min(6, 1 + Math.sqrt(marks.length) / 2), documents, marks } })),
    ],
    layout: { name: "preset", padding: 30 },
    style: style(),
    minZoom: 0.1,
    maxZoom: 4,
    autoungrabify: true,
  });
}

/** Whether a fact passes the filters. A fact without a date passes no filter of time. */
function passes([type, force, first, last, dated, origins]: Mark, asked: Asked): boolean {
  if (asked.type >= 0 && type !== asked.type) return false;
  if (asked.force >= 0 && force !== asked.force) return false;
  if (origins < asked.origins) return false;
  if (!asked.since && !asked.until) return true;
  return dated && (!asked.since || last === null || last >= asked.since) && (!asked.until || first === null || first <= asked.until);
}

function item(fact: Fact): HTMLElement {
  const tags = [el("span", { class: "tag fact" }, t(`fact.${fact.type}`)), el("span", { class: `tag force-${fact.force}` }, t(`force.${fact.force}`)), el("span", { class: "tag" }, t(`modality.${fact.modality}`))];
  if (fact.polarity === "neg") tags.push(el("span", { class: "tag warn" }, t("polarity.neg")));
  const place = fact.href ? el("a", { href: fact.href }, words(fact.label)) : words(fact.label);
  return el("li", {}, ...tags.flatMap((tag) => [tag, " "]), fact.time ? el("time", {}, fact.time[language()] ?? "") : "", el("blockquote", { dir: "auto" }, `«${fact.words}»`), place);
}

async function evidence(edge: cytoscape.EdgeSingular, data: Data): Promise<Fact[]> {
  const known = data.evidence[edge.id()];
  if (known) return known;
  if (document.documentElement.dataset.mode === "report") return [];
  const answer = await fetch(`/network/${encodeURIComponent(edge.data("source") as string)}/${encodeURIComponent(edge.data("target") as string)}`);
  return answer.ok ? ((await answer.json()) as Fact[]) : [];
}

async function open(edge: cytoscape.EdgeSingular, place: HTMLElement, data: Data): Promise<void> {
  const many = (edge.data("marks") as Mark[]).length;
  const head = el("h2", {}, words(edge.source().data("name") as string), " → ", words(edge.target().data("name") as string), " ", el("small", {}, t("n.facts", { n: many })));
  const found = await evidence(edge, data);
  const more = found.length && found.length < many ? [el("p", { class: "dim" }, t("list.more", { n: many - found.length }))] : [];
  place.replaceChildren(head, el("ul", { class: "facts-list" }, ...found.map(item)), ...more);
}

function start(box: HTMLElement): void {
  const page = box.closest("section.page") ?? document;
  const data = JSON.parse(page.querySelector("script.network-data")?.textContent ?? "{}") as Data;
  const place = page.querySelector<HTMLElement>(".network-facts");
  const graph = build(box, data);
  const clear = (): void => { graph.elements().removeClass("near far"); };
  const pick = (edge: cytoscape.EdgeSingular): void => {
    clear();
    edge.addClass("near");
    if (place) void open(edge, place, data);
  };
  graph.on("tap", (event) => { if (event.target === graph) clear(); });
  graph.on("tap", "node", (event) => {
    const node = event.target as cytoscape.NodeSingular;
    clear();
    const near = node.closedNeighborhood();
    graph.elements().not(near).addClass("far");
    near.edges().addClass("near");
    node.addClass("near");
    const name = words(node.data("name") as string);
    const href = node.data("href") as string;
    place?.replaceChildren(el("h2", {}, href ? el("a", { href }, name) : name), el("p", {}, t("n.relations", { n: near.edges().not(".off").length })));
  });
  graph.on("tap", "edge", (event) => pick(event.target as cytoscape.EdgeSingular));
  for (const button of all<HTMLButtonElement>("[data-open-edge]", page)) {
    button.addEventListener("click", () => {
      const edge = graph.getElementById(button.dataset.openEdge ?? "");
      if (edge.nonempty()) { pick(edge as cytoscape.EdgeSingular); place?.focus(); place?.scrollIntoView({ block: "nearest" }); }
    });
  }
  controls(page, graph, data, clear);
  addEventListener("tawatur:theme", () => graph.style(style()));
}

/** Filters are kept in the address, so that what is seen can be linked to. */
function controls(page: ParentNode, graph: cytoscape.Core, data: Data, clear: () => void): void {
  const form = page.querySelector<HTMLFormElement>("[data-network-filters]");
  const status = page.querySelector("[data-network-status]");
  const linked = document.documentElement.dataset.mode === "web";
  const field = (name: string): HTMLInputElement | HTMLSelectElement | null => form?.querySelector(`[name=${name}]`) ?? null;
  const number = (name: string): number => Number(field(name)?.value || 0);
  if (linked) for (const [name, value] of new URLSearchParams(location.search)) if ((FIELDS as readonly string[]).includes(name)) { const input = field(name); if (input) input.value = value; }
  const apply = (): void => {
    const asked: Asked = { type: data.types.indexOf(field("type")?.value ?? ""), force: data.forces.indexOf(field("force")?.value ?? ""), origins: number("origins"), documents: number("documents"), since: number("since"), until: number("until") };
    graph.batch(() => {
      graph.elements().removeClass("off");
      const hidden = graph.edges().filter((e) => (e.data("documents") as number) < asked.documents || !(e.data("marks") as Mark[]).some((m) => passes(m, asked)));
      hidden.addClass("off");
      if (hidden.nonempty()) graph.nodes().filter((n) => n.connectedEdges().not(".off").empty()).addClass("off");
      const shown = new Set(graph.edges().not(".off").map((e) => e.id()));
      for (const row of all("[data-edge]", page)) row.hidden = !shown.has(row.dataset.edge ?? "");
      if (status) status.textContent = hidden.nonempty() ? t("network.filtered", { shown: shown.size, total: data.edges.length }) : "";
    });
    if (linked) {
      const query = new URLSearchParams();
      for (const name of FIELDS) { const value = field(name)?.value ?? ""; if (value && value !== "1") query.set(name, value); }
      history.replaceState(null, "", query.size ? `?${query.toString()}` : location.pathname);
    }
  };
  form?.addEventListener("submit", (event) => event.preventDefault());
  form?.addEventListener("input", apply);
  page.querySelector("[data-reset]")?.addEventListener("click", () => { form?.reset(); apply(); clear(); graph.fit(undefined, 30); });
  for (const button of all<HTMLButtonElement>("[data-zoom]", page)) button.addEventListener("click", () => graph.zoom({ level: graph.zoom() * Number(button.dataset.zoom), renderedPosition: { x: graph.width() / 2, y: graph.height() / 2 } }));
  apply();
}

/** Built when its page is first seen: a canvas cannot measure what is hidden. */
function see(): void {
  for (const box of all("[data-network]:not([data-built])")) {
    if (box.offsetParent) { box.dataset.built = "1"; start(box); }
  }
}

addEventListener("tawatur:page", see);
see();
