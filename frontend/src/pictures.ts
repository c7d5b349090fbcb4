// What is placed by measure: the lines of a chain, the bars of a timeline.
import { all } from "./dom";

const SVG = "http://www.w3.org/2000/svg";

/** Draw the lines of every visible chain, from article to origin. */
export function drawTrees(): void {
  for (const table of all<HTMLTableElement>("table.tree")) {
    const box = table.parentElement;
    if (!box || !table.offsetParent) continue;
    box.querySelector(".tree-lines")?.remove();
    const lines = document.createElementNS(SVG, "svg");
    lines.setAttribute("class", "tree-lines");
    lines.setAttribute("aria-hidden", "true");
    lines.setAttribute("width", String(box.scrollWidth));
    lines.setAttribute("height", String(box.scrollHeight));
    lines.style.insetInlineStart = "auto";
    lines.style.left = "0";
    const frame = box.getBoundingClientRect();
    const offset = { x: frame.left - box.scrollLeft, y: frame.top };
    let origin: Element | null = null;
    for (const row of all<HTMLTableRowElement>("tbody tr", table)) {
      const nodes = all(".node", row);
      const own = nodes.find((n) => n.closest(".c-origin"));
      if (own) origin = own;
      const path = nodes.filter((n) => n !== own);
      if (origin) path.push(origin as HTMLElement);
      path.slice(1).forEach((to, i) => lines.append(line(path[i] as Element, to, offset)));
    }
    // A scrolled box in a right-to-left page counts its scroll from the right: anchor the drawing to the table.
    box.append(lines);
    const drawn = lines.getBoundingClientRect();
    lines.style.left = `${frame.left - drawn.left - box.scrollLeft + (parseFloat(lines.style.left) || 0)}px`;
  }
}

function line(from: Element, to: Element, offset: { x: number; y: number }): SVGPathElement {
  const a = from.getBoundingClientRect();
  const b = to.getBoundingClientRect();
  const rightward = a.left < b.left;
  const x1 = (rightward ? a.right : a.left) - offset.x;
  const x2 = (rightward ? b.left : b.right) - offset.x;
  const y1 = a.top + a.height / 2 - offset.y;
  const y2 = b.top + b.height / 2 - offset.y;
  // The curve keeps to the gap before the last column, so that it crosses no other step.
  const bend = Math.min(18, Math.abs(x2 - x1) / 2) * (rightward ? 1 : -1);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", `M${x1},${y1} L${x2 - 2 * bend},${y1} C${x2 - bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`);
  if (to.classList.contains("dropped") || from.classList.contains("dropped")) path.setAttribute("class", "dropped");
  return path;
}

/** Put ticks and bars where their dates are; words go before a bar that ends late on the axis. */
export function placeTimes(): void {
  for (const node of all("[data-timeline] [data-at]")) {
    const at = Number(node.dataset.at);
    const width = Number(node.dataset.width ?? 0);
    node.style.setProperty("--at", String(at));
    node.style.setProperty("--width", String(width));
    if (at + width > 620) node.querySelector(".event-words")?.classList.add("before");
    if (at <= 300 && at + width > 620) node.querySelector(".event-words")?.classList.remove("before");
  }
}
