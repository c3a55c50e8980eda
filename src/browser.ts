/**
 * What runs in a browser. A page hands in what it would read (`setShelves`), and a simulator of its own; nothing here
 * knows of Node. `scripts/bundle-browser.js` makes one file of it.
 */
export { setShelves } from './shelf/shelves.js';
/** Shelves of texts that are there already. */
export { projectOf, shelfOf } from './shelf/in-memory.js';
export { parseSpec } from './load-spec.js';
export { compile as compileSpec } from './compile.js';
export { renderDut as renderNetlist } from './netlist/render-dut.js';
export { noCache } from './characterise/content-cache.js';
export { verifySpec } from './verify/verify.js';
export { explainSpec } from './explain/explain.js';
export { renderHtml } from './report/html.js';
export { parseCrossbar } from './crossbar/spec/load.js';
export { computeArray } from './crossbar/compute.js';
export { runCrossbar } from './crossbar/run.js';
export { fit } from './fit/fit.js';
export { fitTargets } from './fit/registry.js';
export { joinTables } from './fit/data/table.js';
export { UserError } from './units/user-error.js';
export type { Shelf, Shelves } from './shelf/shelf.js';
export type { Simulator } from './engine/simulator.js';
