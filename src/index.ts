/**
 * The public API: read a spec, design its circuit, simulate, verify, report.
 *
 *   const spec = loadSpec('stdp.yaml');
 *   const simulator = createSimulator();
 *   const report = await verifySpec(spec, { simulator, cache: fileCache() }, { file: 'stdp.yaml', folder: '.' });
 *   await simulator.dispose();
 */
import './node/furnish.js';

/** A spec from a file, or from text; UserError with every problem and its place. */
export { loadSpec, parseSpec } from './load-spec.js';
/** Spec to sized circuit, and its netlist as SPICE subcircuits. */
export { compile as compileSpec } from './compile.js';
export { renderDut as renderNetlist } from './netlist/render-dut.js';
/** Simulates the circuit and compares it with rule and model. */
export { verifySpec } from './verify/verify.js';
/** Runs the network of a spec: neurons and transistor-level synapses in closed loop. */
export { cosimulate } from './cosim/cosim.js';
/** A simulator by name (`runDeck` runs any deck), and which ones this machine has. Dispose it at the end. */
export { createSimulator, listEngines } from './node/engine/registry.js';
/** The constants of a process's transistors, by sweeps. */
export { characterise } from './characterise/characterise.js';
export { loadProcess } from './process/load.js';
/** Where characterisations are kept between runs. */
export { fileCache } from './node/store/cache.js';
/** The catalogue of cells. */
export { allCells } from './cells/registry.js';
/** How a rule becomes a circuit, without simulating. */
export { explainDrawn } from './explain/drawn.js';
export { explainSpec } from './explain/explain.js';
/** Reports of a verification as one self-contained page. */
export { renderHtml } from './report/html.js';
export { withNumbers } from './report/waveforms.js';
/** Crossbar arrays: a document, one analysis of it with verdicts, and the line solver underneath. */
export { loadCrossbar, parseCrossbar } from './crossbar/spec/load.js';
export { runCrossbar } from './crossbar/run.js';
export { computeArray, type ComputeInput, type Computed } from './crossbar/compute.js';
export { ArraySolver, solveArray } from './crossbar/solver/solve.js';
/** Parameters with intervals from measured data, and cards where the fit passes. */
export { fitFiles, fitTexts } from './fit/fit-files.js';
export { fitResult } from './fit/result.js';
/** Bad input; a circuit that physics refuses; a simulation without a trustworthy result. */
export { UserError } from './units/user-error.js';
export { DesignRefusal } from './process/process.js';
export { SimulationError } from './engine/errors.js';

export type { Spec } from './spec/types.js';
export type { CompiledSpec, Toolchain } from './compile.js';
export type { VerifyOptions } from './verify/verify.js';
export type { CosimOptions, CosimReport } from './cosim/cosim.js';
export type { NetworkRecording } from './cosim/synapse.js';
export type { NetworkSpec } from './spec/network.js';
export type { RuleResult } from './result/rule.js';
export type { NetworkResult } from './result/network.js';
export type { FitResult } from './result/fit.js';
export type { Fit } from './fit/fit.js';
export type { FitRequest } from './fit/fit-files.js';
export type { Result } from './result/result.js';
export type { Verdict } from './result/verdict.js';
export type { DrawnExplanation, Explanation } from './explain/types.js';
export type { Simulator, Circuit, Analysis, Coupling } from './engine/simulator.js';
export type { Waveforms } from './waveform/waveforms.js';
export type { CellDefinition } from './cells/cell.js';
export type { Process } from './process/process.js';
export type { Conditions } from './process/conditions.js';
export type { Problem } from './units/user-error.js';
export type { CrossbarSpec } from './crossbar/spec/schema.js';
export type { CrossbarResult } from './result/crossbar.js';
export type { CrossbarCircuit } from './crossbar/circuit.js';
export type { CellElement, DynamicElement } from './crossbar/cell-element.js';
