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
export { savedIn, waveformsOf } from './engine/engine-run.js';
export { inThreadSimulator } from './engine/in-thread.js';
export { ruleFigures } from './roads/rule-figures.js';
export { verifySpec } from './verify/verify.js';
export { explainSpec } from './explain/explain.js';
export { renderHtml } from './report/html.js';
export { renderFigure } from './report/figure.js';
export { themeCss } from './report/theme.js';
export { formatQuantity } from './units/format.js';
export { vocabulary } from './compose/vocabulary.js';
export { DesignRefusal } from './process/process.js';
export { parseCrossbar } from './crossbar/spec/load.js';
export { computeArray } from './crossbar/compute.js';
export { runCrossbar } from './crossbar/run.js';
export { fit } from './fit/fit.js';
export { fitTargets } from './fit/registry.js';
export { joinTables } from './fit/data/table.js';
export { formatProblem, UserError, type Problem } from './units/user-error.js';
export type { Shelf, Shelves } from './shelf/shelf.js';
export type { Simulator } from './engine/simulator.js';
export type { EngineFailure } from './engine/engine-failure.js';
export type { ThreadEngine, ThreadResult } from './engine/in-thread.js';
export type { Figure } from './result/figure.js';
export type { RuleResult } from './result/rule.js';
export type { Verdict } from './result/verdict.js';
