import { calibrate } from '../calibrate/calibrate.js';
import { compile, type CompiledSpec, type Toolchain } from '../compile.js';
import { FRACTION, isWithin, marginFrom, type Verdict, type VerdictStatus } from '../result/verdict.js';
import { resultStatus } from '../report/summary.js';
import type { NetworkResult } from '../result/network.js';
import { activityOf } from './activity.js';
import { failedRun } from '../units/run-failure.js';
import type { Bench } from '../netlist/testbench.js';
import { equations } from '../rule/equations.js';
import { expandRule } from '../rule/presets.js';
import { ticked } from '../rule/ticked.js';
import type { Rule } from '../rule/rule.js';
import type { NetworkCheck, NetworkSpec } from '../spec/network.js';
import { flaggedOptions } from '../spec/simulator-options.js';
import type { Spec } from '../spec/types.js';
import { shellFile } from '../units/shell-word.js';
import { UserError } from '../units/user-error.js';
import { doubted } from '../verify/doubt.js';
import { predictionRows, sizingRows } from '../verify/sizing.js';
import { trimDesign, trimWarnings } from '../trim/trim-design.js';
import { trimRows } from '../verify/conditions.js';
import type { EngineInfo } from '../engine/simulator.js';
import type { NeuronCircuits } from '../netlist/network-bench.js';
import { formatQuantity } from '../units/format.js';
import { drawnNeurons } from './drawn-neurons.js';
import { runModelNetwork, runRuleNetwork } from './behavioural-roads.js';
import { requireCoupling, runCircuitNetwork } from './circuit-road.js';
import { askedOf, measureNetwork } from './quantities/registry.js';
import { missedRoad } from '../verify/from-rule.js';
import { networkFigures, type NetworkRoads } from './figures.js';

/** A closed loop that was run, and what it proves. */
export interface CosimReport {
  /** Verdicts, sizes and figures, as of any document; spikes and weights. */
  readonly report: NetworkResult;
  readonly network: NetworkSpec;
  /** What each road gave; those that failed are missing. */
  readonly roads: NetworkRoads;
}

export interface CosimOptions {
  /** Name of the spec's file as the user gave it; messages use it. */
  readonly file: string;
  /** Called when a part of the work is done. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number; readonly label: string }) => void;
}

/**
 * Runs the network of a spec in closed loop: behavioural neurons drive transistor-level synapses and are driven by
 * their weights. Compares it with the same neurons on textbook synapses (rule) and on the calibrated behavioural model
 * (model).
 *
 * A synapse's own transistors carry traces and weight; how a weight becomes postsynaptic current is behavioural on
 * every road, because the catalogue has no readout cell: a spike delivers an exponentially decaying current of
 * amplitude times the weight just before it. Times in s, voltages in V.
 *
 * @throws UserError when the spec has no network or the engine cannot couple, DesignRefusal where physics says no;
 *   a failed simulation gives `error` verdicts
 */
export async function cosimulate(spec: Spec, tools: Toolchain, options: CosimOptions): Promise<CosimReport> {
  const started = performance.now();
  const network = networkOf(spec, options.file);
  const engine = await tools.simulator.info();
  requireCoupling(tools.simulator, engine.option);
  requireSynapse(ticked(expandRule(spec.rule)).rule, options.file);
  const compiled = await compile(spec, tools);
  requireNoLateEvent(compiled, options.file);
  const circuits = drawnNeurons(compiled, network);
  const outcome = await runRoads(compiled, network, tools, options, circuits).catch((error: unknown): Outcome => {
    return { roads: {}, trim: [], warnings: [], failure: failedRun(error, tools.signal).message };
  });
  const { roads } = outcome;
  const verdicts = doubted(
    network.verify.map((check) => judge(check, network, roads, compiled, options.file, outcome.failure)),
    spec.simulation,
  );
  const missed = missedRoad(verdicts, { quantity: 'w', experiment: 'closed loop' }, ['w', 'spikes']);
  const report: NetworkResult = {
    kind: 'network',
    name: spec.name,
    file: options.file,
    ...(spec.description === undefined ? {} : { description: spec.description }),
    status: 'pass',
    ...aboutCircuit(compiled, engine),
    trim: outcome.trim,
    verdicts,
    figures: roads.circuit ? networkFigures(network, roads, compiled.conditions, missed) : [],
    warnings: [...(circuits?.dut.warnings ?? []), ...flaggedOptions(spec.simulation.options), ...outcome.warnings],
    notes: circuits ? [neuronNote(network, circuits)] : [],
    ...activityOf(network, roads),
    wallSeconds: (performance.now() - started) / 1000,
  };
  return { report: { ...report, status: resultStatus(report) }, network, roads };
}

function aboutCircuit(
  compiled: CompiledSpec,
  engine: EngineInfo,
): Pick<NetworkResult, 'rule' | 'engine' | 'process' | 'equations' | 'sizing' | 'predictions'> {
  const { spec, rule, process, dut } = compiled;
  return {
    rule: spec.rule.kind,
    engine: { name: engine.name, version: engine.version },
    process: { name: process.name, source: process.source },
    equations: equations(rule),
    sizing: sizingRows(dut),
    predictions: predictionRows(compiled),
  };
}

/** Which neurons are circuits, for a reader of spikes and weights. */
function neuronNote({ neuron: { dut, current = NaN }, neurons }: NetworkSpec, circuits: NeuronCircuits): string {
  const names = Object.keys(neurons);
  return (
    `circuits of ${dut?.netlists[0]?.file ?? ''}: neurons ` +
    `${circuits.neurons.map((index) => names[index]).join(', ')}; ${formatQuantity(current, 'A')} reaches the threshold`
  );
}

/** @throws UserError for a spec without a network */
function networkOf({ network }: Spec, file: string): NetworkSpec {
  if (network) return network;
  throw new UserError([
    {
      file,
      message: 'has no section "network", so there is no loop to close; add one, or use "rulespice verify"',
    },
  ]);
}

/** @throws UserError for a circuit that needs more than the spikes of a network */
function requireNoLateEvent({ dut }: Pick<CompiledSpec, 'dut'>, file: string): void {
  const late = dut.events.find((input) => input.late);
  if (late)
    throw new UserError([
      {
        file,
        message:
          `the circuit of this rule needs a second, late pulse of the event "${late.event}", which a ` +
          `network does not send; use a rule that reads no state at the event that changes it`,
      },
    ]);
}

/** Throws UserError when the rule is not one synapse between two neurons. */
function requireSynapse(rule: Rule, file: string): void {
  const events = [...new Set(rule.updates.map(({ event }) => event))];
  const strange = events.find((event) => event !== 'pre' && event !== 'post');
  if (strange !== undefined)
    throw new UserError([
      {
        file,
        message:
          `the rule waits for the event "${strange}", which no neuron of a network sends; use a rule of pre ` +
          `and post alone`,
      },
    ]);
  const weights = rule.states.filter(({ type }) => type === 'weight').length;
  if (weights !== 1)
    throw new UserError([
      {
        file,
        message:
          `the rule has ${weights} weights, and a synapse between two neurons has one; use a rule such as ` +
          `kind "stdp"`,
      },
    ]);
}

interface Outcome {
  readonly roads: NetworkRoads;
  readonly trim: NetworkResult['trim'];
  readonly warnings: readonly string[];
  readonly failure?: string;
}

async function runRoads(
  compiled: CompiledSpec,
  network: NetworkSpec,
  tools: Toolchain,
  { onProgress }: CosimOptions,
  circuits: NeuronCircuits | undefined,
): Promise<Outcome> {
  const { spec, conditions, process } = compiled;
  const needsModel = network.verify.some(({ against }) => against === 'model');
  const total = Number(spec.simulation.trim) + Number(needsModel) + 1;
  let done = 0;
  const step = (label: string): void => onProgress?.({ done: ++done, total, label });
  const nominal: Bench = { dut: compiled.dut, process, conditions, options: spec.simulation.options };
  const trimmed = spec.simulation.trim ? await trimDesign(compiled, nominal, tools) : undefined;
  if (trimmed) step('trim');
  const bench: Bench = trimmed ? { ...nominal, dut: trimmed.dut } : nominal;
  const calibration = needsModel ? await calibrate(bench, tools.simulator, tools.signal) : undefined;
  if (calibration) step('calibration');
  const circuit = await runCircuitNetwork(compiled, bench, network, tools, circuits);
  step('closed loop');
  const roads: NetworkRoads = {
    rule: runRuleNetwork(compiled, network),
    ...(calibration ? { model: runModelNetwork(compiled, calibration, network) } : {}),
    circuit,
  };
  return {
    roads,
    trim: trimmed ? trimRows(trimmed, conditions) : [],
    warnings: trimmed ? trimWarnings(trimmed, conditions) : [],
  };
}

function judge(
  check: NetworkCheck,
  network: NetworkSpec,
  roads: NetworkRoads,
  { conditions }: CompiledSpec,
  file: string,
  failure: string | undefined,
): Verdict {
  const about = {
    ...askedOf(check),
    experiment: 'closed loop',
    conditions,
    bound: 'max' as const,
    unit: FRACTION,
    replay: `rulespice cosim ${shellFile(file)}`,
  };
  const reference = roads[check.against];
  if (!roads.circuit || !reference) return { ...about, status: 'error', reason: failure ?? 'a road was not run' };
  const { measured, unit, ...found } = measureNetwork({ check, network, circuit: roads.circuit, reference });
  const rest = { ...found, ...(unit === undefined ? {} : { valueUnit: unit }) };
  if (measured === undefined || !Number.isFinite(measured))
    return { ...about, reason: 'nothing could be measured', ...rest, status: 'not-checked' };
  const status: VerdictStatus = isWithin(measured, about) ? 'pass' : 'fail';
  const { measured: fromRule = NaN } =
    check.against === 'model' && roads.rule
      ? measureNetwork({ check: { ...check, against: 'rule' }, network, circuit: roads.circuit, reference: roads.rule })
      : {};
  const beside = Number.isFinite(fromRule) ? { fromRule } : {};
  return { ...about, ...rest, status, measured, margin: marginFrom(measured, about), ...beside };
}
