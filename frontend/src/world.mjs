// Outlines of countries for the map: Natural Earth at 1:50 million (public domain, by way of world-atlas) as paths in
// twentieths of a degree, one row a country: ISO 3166 number, box (west,
// south, east, north), box of its largest part, path. Rings smaller than a dot on the page are left out; a ring that crosses the 180th meridian is drawn on both sides.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";

const require = createRequire(import.meta.url);
const world = JSON.parse(readFileSync(require.resolve("world-atlas/countries-50m.json"), "utf8"));
const GRID = 20;
const LEAST = 4;
const onGrid = (degrees) => Math.round(degrees * GRID);

/** A ring on the grid, without points that the grid makes one; unbroken where it crosses the 180th meridian. */
function points(ring) {
  const found = [];
  let turn = 0;
  let before = ring[0][0];
  for (const [east, north] of ring) {
    if (Math.abs(east - before) > 180) turn += east < before ? 360 : -360;
    before = east;
    const point = [onGrid(east + turn), onGrid(north)];
    const last = found[found.length - 1];
    if (!last || last[0] !== point[0] || last[1] !== point[1]) found.push(point);
  }
  return found;
}

/** A ring and, where it leaves the map on one side, the same ring on the other. */
function bothSides(ring) {
  const xs = ring.map(([x]) => x);
  const full = 360 * GRID;
  if (Math.max(...xs) > full / 2) return [ring, ring.map(([x, y]) => [x - full, y])];
  if (Math.min(...xs) < -full / 2) return [ring, ring.map(([x, y]) => [x + full, y])];
  return [ring];
}

const span = (values) => Math.max(...values) - Math.min(...values);

/** Relative steps are shorter than places. */
const path = (ring) => ring.map(([x, y], i) => (i ? `${x - ring[i - 1][0]} ${y - ring[i - 1][1]}` : `M${x} ${y}l`)).join(" ").replace(/ -/g, "-").replace("l ", "l") + "z";

const rows = feature(world, world.objects.countries).features.flatMap(({ id, geometry }) => {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.flat().map(points).filter((r) => r.length > 3 && span(r.map((p) => p[0])) + span(r.map((p) => p[1])) >= LEAST);
  if (!rings.length) return [];
  const box = (ring) => [Math.min(...ring.map((p) => p[0])), Math.min(...ring.map((p) => p[1])), Math.max(...ring.map((p) => p[0])), Math.max(...ring.map((p) => p[1]))];
  const largest = rings.map(box).sort((a, b) => (b[2] - b[0]) * (b[3] - b[1]) - (a[2] - a[0]) * (a[3] - a[1]))[0];
  const drawn = rings.flatMap(bothSides);
  const whole = box(drawn.flat());
  return [[id ?? "", whole, largest, drawn.map(path).join("")]];
});
rows.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[3] < b[3] ? -1 : 1));
writeFileSync(new URL("../../src/tawatur/report/assets/world.json", import.meta.url), JSON.stringify(rows) + "\n");
