// The network of actors, at the places that the program computed; the list below says the same in words.
import cytoscape from "cytoscape";
import { all, el, words } from "./dom";
import { t } from "./strings";

interface Data { nodes: [string, string, string, number, number, number][]; edges: [string, string, number, number, Record<string, number>][] }
interface Fact { id: string; type: string; modality: string; time: string | null; quote: { document: { id: string; publisher: string | null; title: string }; start: number; end: number; words: string } }

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
  return cytoscape({
    container: box,
    elements: [
      ...data.nodes.map(([id, name, type, degree, x, y]) => ({ data: { id, name, type, size: 10 + 5 * Math.sqrt(degree), font: 10 + Math.min(8, Math.sqrt(degree)) }, position: { x: x * spread * 1.1, y: y * spread * 0.62 } })),
      ...data.edges.map(([source, target, facts, documents, types]) => ({ data: { id: `${source}~${target}`, source, target, width: Math.min(6, 1 + Math.sqrt(facts) / 2), documents, types: Object.keys(types), count: facts } })),
    ],
    layout: { name: "preset", padding: 30 },
    style: style(),
    minZoom: 0.1,
    maxZoom: 4,
    autoungrabify: true,
  });
}

async function facts(edge: cytoscape.EdgeSingular, place: HTMLElement, frozen: boolean): Promise<void> {
  const source = edge.source().data("name") as string;
  const target = edge.target().data("name") as string;
  const head = el("h2", {}, words(source), " → ", words(target));
  const types = (edge.data("types") as string[]).map((type) => el("span", { class: "tag fact" }, t(`fact.${type}`)));
  place.replaceChildren(head, el("p", {}, ...types.flatMap((x) => [x, " "]), t("n.facts", { n: edge.data("count") as number })));
  if (frozen) return;
  const answer = await fetch(`/api/v1/network/${encodeURIComponent(edge.data("source") as string)}/${encodeURIComponent(edge.data("target") as string)}`);
  if (!answer.ok) return;
  const found = ((await answer.json()) as { facts: Fact[] }).facts;
  place.append(el("ul", { class: "facts-list" }, ...found.map((f) => el("li", {}, el("span", { class: "tag fact" }, t(`fact.${f.type}`)), " ", el("span", { class: "tag" }, t(`modality.${f.modality}`)), " ", words(f.time ?? ""),
    el("blockquote", { dir: "auto" }, f.quote.words), el("a", { href: `/documents/${f.quote.document.id}?at=${f.quote.start}-${f.quote.end}` }, words(f.quote.document.publisher ?? f.quote.document.title))))));
}

function start(box: HTMLElement): void {
  const page = box.closest("section.page") ?? document;
  const data = JSON.parse(page.querySelector("script.network-data")?.textContent ?? "{}") as Data;
  const place = page.querySelector<HTMLElement>(".network-facts");
  const graph = build(box, data);
  const frozen = document.documentElement.dataset.mode === "report";
  const clear = (): void => { graph.elements().removeClass("near far"); };
  graph.on("tap", (event) => { if (event.target === graph) clear(); });
  graph.on("tap", "node", (event) => {
    clear();
    const near = (event.target as cytoscape.NodeSingular).closedNeighborhood();
    graph.elements().not(near).addClass("far");
    near.edges().addClass("near");
    (event.target as cytoscape.NodeSingular).addClass("near");
    const id = event.target.id() as string;
    const href = frozen ? `#actor/${id}` : `/actors/${id}`;
    place?.replaceChildren(el("h2", {}, el("a", { href }, words(event.target.data("name") as string))), el("p", {}, t("n.relations", { n: near.edges().length })));
  });
  graph.on("tap", "edge", (event) => { clear(); (event.target as cytoscape.EdgeSingular).addClass("near"); if (place) void facts(event.target as cytoscape.EdgeSingular, place, frozen); });
  controls(page, graph, clear);
  addEventListener("tawatur:theme", () => graph.style(style()));
}

function controls(page: ParentNode, graph: cytoscape.Core, clear: () => void): void {
  const type = page.querySelector<HTMLSelectElement>("[data-network-filters] [name=type]");
  const least = page.querySelector<HTMLInputElement>("[data-network-filters] [name=documents]");
  const apply = (): void => {
    graph.batch(() => {
      graph.elements().removeClass("off");
      graph.edges().filter((e) => (type?.value ? !(e.data("types") as string[]).includes(type.value) : false) || (e.data("documents") as number) < Number(least?.value || 1)).addClass("off");
      if (type?.value || Number(least?.value) > 1) graph.nodes().filter((n) => n.connectedEdges().not(".off").empty()).addClass("off");
    });
  };
  type?.addEventListener("change", apply);
  least?.addEventListener("input", apply);
  page.querySelector("[data-reset]")?.addEventListener("click", () => { if (type) type.value = ""; if (least) least.value = "1"; apply(); clear(); graph.fit(undefined, 30); });
  for (const button of all<HTMLButtonElement>("[data-zoom]", page)) button.addEventListener("click", () => graph.zoom({ level: graph.zoom() * Number(button.dataset.zoom), renderedPosition: { x: graph.width() / 2, y: graph.height() / 2 } }));
}

/** Built when its page is first seen: a canvas cannot measure what is hidden. */
function see(): void {
  for (const box of all("[data-network]:not([data-built])")) {
    if (box.offsetParent) { box.dataset.built = "1"; start(box); }
  }
}

addEventListener("tawatur:page", see);
see();
