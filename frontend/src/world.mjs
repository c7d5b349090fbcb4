// Outlines of countries for the map: Natural Earth at 1:50 million (public domain, by way of world-atlas) as paths in
// twentieths of a degree, one row a country: ISO 3166 number, box (west, south, east, north), path. Rings smaller than
// a dot on the page are left out.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";

const require = createRequire(import.meta.url);
const world = JSON.parse(readFileSync(require.resolve("world-atlas/countries-50m.json"), "utf8"));
const GRID = 20;
const LEAST = 4;
const onGrid = (degrees) => Math.round(degrees * GRID);

/** A ring on the grid, without points that the grid makes one. */
function points(ring) {
  const found = [];
  for (const [east, north] of ring) {
    const point = [onGrid(east), onGrid(north)];
    const last = found[found.length - 1];
    if (!last || last[0] !== point[0] || last[1] !== point[1]) found.push(point);
  }
  return found;
}

const span = (values) => Math.max(...values) - Math.min(...values);

/** Relative steps are shorter than places. */
const path = (ring) => ring.map(([x, y], i) => (i ? `${x - ring[i - 1][0]} ${y - ring[i - 1][1]}` : `M${x} ${y}l`)).join(" ").replace(/ -/g, "-").replace("l ", "l") + "z";

const rows = feature(world, world.objects.countries).features.flatMap(({ id, geometry }) => {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.flat().map(points).filter((r) => r.length > 3 && span(r.map((p) => p[0])) + span(r.map((p) => p[1])) >= LEAST);
  if (!rings.length) return [];
  const all = rings.flat();
  const xs = all.map((p) => p[0]);
  const ys = all.map((p) => p[1]);
  return [[id ?? "", [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)], rings.map(path).join("")]];
});
rows.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[2] < b[2] ? -1 : 1));
writeFileSync(new URL("../../src/tawatur/report/assets/world.json", import.meta.url), JSON.stringify(rows) + "\n");
