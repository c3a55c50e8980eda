import type { ComposedSpec } from '../compile.js';
import type { Instance } from '../compose/composition.js';
import { pathIn } from '../compose/hierarchy.js';
import { elaborateInSteps, type Elaboration, type ElaborationSettings } from '../compose/elaborate.js';
import type { Encoding } from '../compose/encoding.js';
import type { CellDefinition, SizedCell } from '../cells/cell.js';
import { limitsIn } from '../cells/limits.js';
import { partBudgets } from '../design/budget.js';
import { loadProcess } from '../process/load.js';
import { geometryLabel, preferredDevice, type Process } from '../process/process.js';
import { creditCaptured, optimumDecay } from '../rule/credit.js';
import { ticked } from '../rule/ticked.js';
import { expandRule, sourceOf } from '../rule/presets.js';
import { partName } from '../result/parts.js';
import { sourceText } from '../rule/print.js';
import { equations } from '../rule/equations.js';
import type { Spec } from '../spec/types.js';
import { UserError } from '../units/user-error.js';
import { diagramSvg } from './diagram.js';
import { mismatchRows } from './mismatch.js';
import { parameterEffects } from './parameters.js';
import { explainTerms } from './terms.js';
import type { Block, Carrier, Credit, Explanation, LimitRow, Part, Term } from './types.js';

/** What an explanation may use besides the spec. */
export interface ExplainOptions {
  /** The spec's process; loaded by its name when absent. */
  readonly process?: Process;
  /** The designed circuit: fills in capacitors, currents and where they stand in their limits. */
  readonly compiled?: ComposedSpec;
}

/**
 * Explains how a spec becomes a circuit: equations, what carries each term, what each parameter sets, where the
 * equations hold. Nothing is simulated.
 *
 * @throws UserError when a term has no circuit or the process is unknown, DesignRefusal when cells do not fit each
 *   other
 */
export function explainSpec(
  spec: Spec,
  { process = loadProcess(spec.process), compiled }: ExplainOptions = {},
): Explanation {
  if (spec.dut)
    throw new UserError([
      {
        path: ['dut'],
        message: 'explains circuits that rulespice composes, and this one was drawn; explainDrawn takes it',
      },
    ]);
  const rule = expandRule(spec.rule);
  const elaboration = elaborateInSteps(spec.name, rule, settingsOf(spec, process, compiled));
  const { composition, encoding } = elaboration;
  // A drift that is made at ticks is found among the updates.
  const terms = explainTerms(ticked(rule).rule, composition);
  return {
    spec: spec.name,
    rule: rule.kind,
    equations: equations(rule),
    source: sourceText(sourceOf(spec.rule)),
    ...creditOf(spec),
    process: process.name,
    ...mismatchOf(process, composition),
    passes: elaboration.passes,
    carriers: carriers(compiled?.encoding ?? encoding),
    terms,
    blocks: composition.instances.map((instance) => ({
      ...block(instance, terms, process, compiled),
      path: pathIn(composition, instance),
    })),
    ...(compiled ? { parts: partsOf(compiled) } : {}),
    parameters: parameterEffects(spec, process, elaboration, compiled?.context),
    limits: limits(elaboration, process, compiled),
    diagram: diagramSvg(
      composition,
      (instance) => terms.find(({ instances }) => instances.includes(instance.id))?.term,
    ),
  };
}

function mismatchOf(process: Process, { instances }: Elaboration['composition']): Pick<Explanation, 'mismatch'> {
  if (!process.mismatch) return {};
  return {
    mismatch: mismatchRows(process, [
      ...new Set(instances.flatMap(({ cell }) => cell.devices.map(({ role }) => role))),
    ]),
  };
}

/** A stated delay is a fixed one. */
function creditOf({ rule, stimulus: { reward } }: Spec): { credit?: Credit } {
  if (rule.kind !== 'three-factor' || reward?.after === undefined || !reward.delay) return {};
  const { tau } = rule.eligibility;
  const delay = reward.delay;
  return {
    credit: {
      delay,
      tau,
      captured: creditCaptured(delay, tau),
      optimum: optimumDecay({ mean: delay, shape: Infinity }),
    },
  };
}

function carriers({ traces, voltages, gains }: Encoding): Carrier[] {
  return [
    ...[...traces].map(([state, one]): Carrier => ({ state, carrier: 'current', zero: 0, one, unit: 'A' })),
    ...[...voltages].map(
      ([
        state,
        {
          range: [zero, one],
        },
      ]): Carrier => ({ state, carrier: 'voltage', zero, one, unit: 'V' }),
    ),
    ...[...gains].map(([state, { transfer }]): Carrier => ({
      state,
      carrier: 'gate',
      ...(transfer ? { one: Number(transfer.voltage(1).toPrecision(6)) } : {}),
      unit: 'V',
    })),
  ];
}

/** With what was decided as the circuit was sized, where it was. */
function settingsOf(
  { circuit, process: { temperature } }: Spec,
  process: Process,
  compiled: ComposedSpec | undefined,
): ElaborationSettings {
  return { circuit, process, temperature, ...(compiled ? { traces: compiled.traces } : {}) };
}

function block(
  instance: Instance,
  terms: readonly Term[],
  process: Process,
  compiled: ComposedSpec | undefined,
): Omit<Block, 'path'> {
  const { cell } = instance;
  const sized = compiled?.design.sized.get(instance.id);
  return {
    instance: instance.id,
    cell: cell.name,
    title: cell.title,
    for: purpose(instance, terms),
    equations: cell.equations,
    devices: cell.devices.map(({ name, role }) => {
      const device = preferredDevice(process, role);
      return { name, role, size: `${device.polarity} ${geometryLabel(device.geometry)}` };
    }),
    targets: Object.entries(instance.targets).map(([name, value]) => ({
      name,
      value,
      unit: cell.targets.find((target) => target.name === name)?.unit ?? '1',
    })),
    ...(sized ? { elements: elementsOf(cell, sized) } : {}),
  };
}

function partsOf({ design, conditions }: ComposedSpec): Part[] {
  return partBudgets(design).map(({ part, member, current, ...takes }) => ({
    part: partName({ part, ...(member === undefined ? {} : { member }) }),
    ...takes,
    staticPower: current * conditions.supply,
  }));
}

/** Capacitors and reference currents of a sized cell, with the reason for each. */
function elementsOf(
  cell: CellDefinition,
  { parameters, references, notes }: SizedCell,
): NonNullable<Block['elements']> {
  const because = (element: string): string =>
    notes.find((note) => note.element === element)?.because ?? 'the current it serves';
  return [
    ...Object.entries(parameters).map(([name, value]) => ({ name, value, unit: 'F', because: because(name) })),
    ...Object.entries(references).map(([name, value]) => ({
      name,
      value,
      unit: cell.currents.find((current) => current.name === name)?.unit ?? 'A',
      because: because(name),
    })),
  ];
}

function purpose({ id, cell, serves }: Instance, terms: readonly Term[]): string {
  const served = terms.filter(({ instances }) => instances.includes(id)).map(({ term }) => term);
  if (served.length > 0) return served.join('; ');
  return serves && serves.reference !== '' ? `${serves.reference} of ${serves.instance}` : cell.summary;
}

/** The limits of every instance. A bias cell's current is known only once the circuit is designed. */
function limits({ composition }: Elaboration, process: Process, compiled: ComposedSpec | undefined): LimitRow[] {
  return composition.instances.flatMap((instance) =>
    limitsIn(instance.cell, process).map((limit) => {
      const value = standing(instance, limit.quantity, compiled);
      const inside =
        value === undefined ? undefined : value >= (limit.min ?? -Infinity) && value <= (limit.max ?? Infinity);
      return {
        instance: instance.id,
        cell: instance.cell.name,
        ...limit,
        ...(value === undefined || inside === undefined ? {} : { value, inside }),
      };
    }),
  );
}

function standing(instance: Instance, quantity: string, compiled: ComposedSpec | undefined): number | undefined {
  const sized = compiled?.design.sized;
  const { serves } = instance;
  const served =
    serves && quantity === 'current' ? sized?.get(serves.instance)?.references[serves.reference] : undefined;
  const own = sized?.get(instance.id);
  return instance.targets[quantity] ?? served ?? own?.references[quantity] ?? own?.parameters[quantity];
}
