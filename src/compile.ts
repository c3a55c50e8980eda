/**
 * The pipeline from a spec to a sized circuit.
 *
 *   Spec --expandRule--> Rule --elaborate--> Composition + Encoding
 *                                                 |
 *   Process --characterise--> DesignContext ------+--designComposition--> Design --renderDut--> netlist
 *
 * Everything after it (simulate, calibrate, compare) starts from a CompiledSpec.
 */
import { designContext } from './characterise/characterise.js';
import type { ContentCache } from './characterise/content-cache.js';
import type { DesignContext } from './cells/cell.js';
import type { Traces } from './compose/draft.js';
import { elaborate, type ElaborationSettings } from './compose/elaborate.js';
import type { Encoding, GainEncoding } from './compose/encoding.js';
import { designComposition, type Design } from './design/design.js';
import type { Simulator } from './engine/simulator.js';
import type { Conditions } from './process/conditions.js';
import { ComposedDut } from './netlist/composed-dut.js';
import { drawnDut } from './netlist/drawn/drawn-dut.js';
import { encodingOf } from './netlist/drawn/encoding.js';
import type { Dut } from './netlist/dut.js';
import { loadProcess } from './process/load.js';
import { DesignRefusal, withSizes, type Process } from './process/process.js';
import { expandRule } from './rule/presets.js';
import type { Rule } from './rule/rule.js';
import { tickRemarks } from './rule/ticked.js';
import type { DutSpec } from './spec/dut.js';
import { listedConditions } from './spec/listed-conditions.js';
import type { Spec } from './spec/types.js';
import { didYouMean } from './units/did-you-mean.js';
import { UserError } from './units/user-error.js';

/** What the phases need besides the spec. */
export interface Toolchain {
  readonly simulator: Simulator;
  readonly cache: ContentCache;
  readonly signal?: AbortSignal;
  /** Another engine, for what is simulated twice on request. */
  readonly second?: Simulator;
}

/** A rule and a circuit for it, whoever drew it. */
export interface CompiledSpec {
  readonly spec: Spec;
  readonly rule: Rule;
  readonly process: Process;
  /** The conditions it was designed for. */
  readonly conditions: Conditions;
  readonly encoding: Encoding;
  readonly dut: Dut;
  /** What was decided on the way and should be known. */
  readonly remarks?: readonly string[];
}

/** A rule that has become a sized circuit of ours. */
export interface ComposedSpec extends CompiledSpec {
  readonly context: DesignContext;
  readonly design: Design;
  /** What holds the traces for which the spec chooses no cell. */
  readonly traces: Traces;
}

/**
 * The circuit of a spec: the one that somebody drew, else one that is composed and sized here.
 * @throws UserError for what is wrong in a netlist, and as `compile`
 */
export async function circuitOf(spec: Spec, tools: Toolchain): Promise<CompiledSpec> {
  return spec.dut ? drawn(spec, spec.dut) : compile(spec, tools);
}

/** A spec whose circuit somebody else drew. @throws UserError for what is wrong in its netlists */
export function drawn(spec: Spec, dut: DutSpec): CompiledSpec {
  const process = loadProcess(spec.process);
  return {
    spec,
    rule: expandRule(spec.rule),
    process,
    conditions: nominalConditions(spec, process),
    encoding: encodingOf(dut),
    dut: drawnDut(spec.name, dut, process),
  };
}

/**
 * Compiles a spec: rule to cells, cells to sizes.
 *
 * @throws UserError for unknown names or a missing PDK, DesignRefusal where physics says no, SimulationError when the
 *   process cannot be characterised
 */
export async function compile(spec: Spec, { simulator, cache, signal }: Toolchain): Promise<ComposedSpec> {
  if (spec.dut)
    throw new UserError([
      {
        path: ['dut'],
        message:
          'the circuit is drawn already, and rulespice sizes only its own; "rulespice explain" shows what it takes ' +
          'of it, "rulespice verify" holds it against the rule',
      },
    ]);
  const process = withSizes(loadProcess(spec.process), spec.circuit.sizes);
  const conditions = nominalConditions(spec, process);
  const rule = expandRule(spec.rule);
  const settings = { circuit: spec.circuit, process, temperature: conditions.temperature };
  const context = await designContext(process, conditions, simulator, cache, signal);
  const temperature = hottestOf(spec, process);
  // Only a choice of ours has to hold there, and most specs ask for no other temperature.
  const hot =
    spec.circuit.trace.cell === undefined && temperature > conditions.temperature
      ? await designContext(process, { ...conditions, temperature }, simulator, cache, signal)
      : undefined;
  const { encoding, design, traces, remarks = [] } = sized(spec.name, rule, settings, context, hot);
  // Where a trace rests is decided by its sizing.
  const rest = new Map([...encoding.traces.keys()].map((state) => [state, design.sized.get(state)?.restCurrent ?? 0]));
  const gains = new Map(
    [...encoding.gains].map(([state, gain]) => [state, { ...gain, ...transferOf(design, gain.instance) }]),
  );
  const dut = new ComposedDut(design, process);
  return {
    spec,
    rule,
    process,
    conditions,
    context,
    encoding: { ...encoding, rest, gains },
    design,
    dut,
    traces,
    remarks: [...tickRemarks(rule), ...remarks],
  };
}

/** The highest temperature that a spec asks for, degrees Celsius. */
function hottestOf(spec: Spec, process: Process): number {
  return Math.max(...conditionGrid(spec, process).map(({ temperature }) => temperature));
}

/**
 * Composes and sizes a rule. Where the spec chooses no trace cell, one to which every event adds alike; a plain one
 * where that cannot be sized, with a remark that says why.
 *
 * @param context the conditions it is designed for
 * @param hot hotter ones, at which leakage may hide the threshold of a trace
 */
function sized(
  name: string,
  rule: Rule,
  settings: ElaborationSettings,
  context: DesignContext,
  hot: DesignContext | undefined,
): { encoding: Encoding; design: Design } & Pick<ComposedSpec, 'traces' | 'remarks'> {
  const attempt = (traces: Traces, remarks: readonly string[] = []): ReturnType<typeof sized> => {
    const { composition, encoding } = elaborate(name, rule, { ...settings, traces });
    return { encoding, design: designComposition(composition, context), traces, remarks };
  };
  try {
    const found = attempt('alike');
    if (hot) designComposition(found.design.composition, hot);
    return found;
  } catch (refusal) {
    if (!(refusal instanceof DesignRefusal) || settings.circuit.trace.cell !== undefined) throw refusal;
    return attempt('plain', [
      `the traces are plain ones, to which later events add more than the first: ${refusal.reason}`,
    ]);
  }
}

/** What a voltage on the gain of a trace does is decided by its sizing. */
function transferOf(design: Design, instance: string): Pick<GainEncoding, 'transfer'> {
  const transfer = design.sized.get(instance)?.gain;
  if (!transfer) throw new Error(`the cell of ${instance} has no gain to set`);
  return { transfer };
}

/** The conditions named in `process:`, with the process's own corner and supply as defaults. */
export function nominalConditions(spec: Spec, process: Process): Conditions {
  return {
    process: process.name,
    corner: requireCorner(spec.process.corner ?? process.nominalCorner, process),
    temperature: spec.process.temperature,
    supply: spec.process.supply ?? process.supply.nominal,
  };
}

/** The conditions that a spec's variations name, each once; the nominal ones alone when it declares none. */
export function conditionGrid(spec: Spec, process: Process): Conditions[] {
  const nominal = nominalConditions(spec, process);
  const netlists = spec.dut?.netlists.map(({ name }) => name) ?? [undefined];
  const listed = listedConditions(spec.variations).flatMap((one) => netlists.map((netlist) => ({ ...one, netlist })));
  const grid = listed.map(({ corner, temperature, supply, capacitor = 0, bias = 0, netlist }): Conditions => ({
    process: process.name,
    corner: requireCorner(corner ?? nominal.corner, process),
    temperature: temperature ?? nominal.temperature,
    supply: supply ?? nominal.supply,
    ...(capacitor === 0 ? {} : { capacitor }),
    ...(bias === 0 ? {} : { bias }),
    ...(netlist === undefined ? {} : { netlist }),
  }));
  return [...new Map(grid.map((conditions) => [JSON.stringify(conditions), conditions])).values()];
}

function requireCorner(corner: string, process: Process): string {
  if (process.corners.includes(corner)) return corner;
  throw new UserError([
    {
      message:
        `process ${process.name} has no corner "${corner}"${didYouMean(corner, process.corners)}; it has ` +
        `${process.corners.join(', ')}`,
    },
  ]);
}
