import type { Toolchain } from '../compile.js';
import { Watch } from '../fit/search/watch.js';
import type { IdentifyResult } from '../result/identify.js';
import type { Verdict } from '../result/verdict.js';
import type { RuleSpec } from '../rule/parameters.js';
import { expandRule } from '../rule/presets.js';
import type { CircuitDocument } from '../spec/circuit-document.js';
import { seenStates } from '../spec/dut.js';
import { formatPercent, formatQuantity } from '../units/format.js';
import { UNSEEN } from './figures.js';
import { answerOf } from './answer.js';
import { readable } from './card.js';
import { choose } from './choose.js';
import { missingSides } from './findings.js';
import type { Outcome } from './found.js';
import { intervalsOf } from './intervals.js';
import { observe, type Observation } from './observations.js';
import { predict } from './predict.js';
import { isTold } from './problem.js';
import { ruleOf } from './rule-of.js';
import { Rig, START } from './rig.js';
import { timeAlone } from './time-alone.js';
import { moves, scan, timingOf } from './scan.js';
import { identificationTrials, trialOf, unseenTrials } from './trials.js';
import { compareTrains, JUDGED, MOST_UNSEEN } from './unseen.js';
import type { Trial } from './trial.js';

export interface IdentifyOptions {
  /** Which of several netlists; the first when absent. */
  readonly netlist?: string;
  /** Command that does this again. */
  readonly replay: string;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number; readonly label: string }) => void;
}

/** Rest in which a circuit that cannot hold its weight is found, in pulses. */
const HOLD_PULSES = 100;
/**
 * Finds the rule of a circuit that somebody drew: its time scale first, then windows, pairing, rates, bounds and what
 * events and time do alone, then the rule that describes all of it, and how that does on trains it has not seen.
 *
 * A circuit that does not learn, or does not hold its weight, is a `fail` that says so.
 * @throws UserError for what is wrong in the netlist, SimulationError where the circuit cannot be simulated
 */
export async function identify(
  document: CircuitDocument,
  tools: Toolchain,
  options: IdentifyOptions,
): Promise<IdentifyResult> {
  const begun = performance.now();
  const rig = Rig.of(document, options.netlist, tools, (done, total, label) =>
    options.onProgress?.({ done, total, label }),
  );
  const found = await lookFor(rig, document, tools);
  const { process, dut } = rig.compiled;
  const { name, version } = await tools.simulator.info();
  const about = {
    kind: 'identify' as const,
    name: document.name,
    file: document.file,
    ...(document.description === undefined ? {} : { description: document.description }),
    engine: { name, version },
    process: { name: process.name, source: process.source },
    conditions: rig.conditions,
    simulations: rig.simulations,
    start: START,
    warnings: [...(dut.warnings ?? [])],
    wallSeconds: (performance.now() - begun) / 1000,
  };
  const notes = notesOf(document, rig, found);
  const verdicts = [verdictOf(found, rig, options.replay)];
  if ('fault' in found) return { ...about, ...NOTHING, findings: [found.fault], verdicts, notes };
  return { ...about, status: verdicts[0]!.status, verdicts, notes, ...answerOf(found, document, rig) };
}

/** What there is to say of a circuit without a rule. */
const NOTHING = {
  status: 'fail',
  figures: [],
  rule: '',
  equations: [],
  parameters: [],
  alike: [],
  candidates: [],
  points: 0,
  trains: [],
  tables: [],
  card: '',
} as const;

async function lookFor(rig: Rig, document: CircuitDocument, tools: Toolchain): Promise<Outcome> {
  const range = rangeOf(document);
  const { pulse } = document.circuit;
  const unknown = { plus: pulse, minus: pulse };
  const rest = (duration: number): Trial => trialOf('rest', 'rest', [], { before: 0, after: duration }, START);
  const early = await rig.holdFault(rest(HOLD_PULSES * pulse), unknown);
  if (early !== undefined) return { fault: early };
  const coarse = await scan(rig, document);
  const timing = timingOf(coarse, document);
  if (!timing) return { fault: `the circuit does not learn: ${missingSides(coarse, range).join('; ')}` };
  const late = await rig.holdFault(rest(10 * timing.slowest), timing);
  if (late !== undefined) return { fault: late };
  const [trials, unseen] = [identificationTrials(timing, START), unseenTrials(timing, START)];
  rig.expect(trials.length + unseen.length);
  const seen = await rig.run([...trials, ...unseen], timing);
  const observations = seen.slice(0, trials.length).map((one) => observe(one, pulse));
  const alone = timeAlone(observations, timing, START);
  const evidence = { observations, timing, start: START, fixed: alone.values, watch: new Watch(tools.signal) };
  const sides = { plus: moves(coarse.plus), minus: moves(coarse.minus) };
  const choice = await choose(evidence, sides, alone.time);
  tools.signal?.throwIfAborted();
  const { hypothesis, values } = choice.chosen;
  const rule = ruleOf(hypothesis, values, START, readable);
  const trains = compareTrains(rule, seen.slice(trials.length), document.circuit);
  const intervals = [...(await intervalsOf(choice.chosen, evidence)), ...alone.intervals];
  return {
    scan: coarse,
    timing,
    evidence,
    choice,
    intervals,
    rule,
    trains,
    measured: { observations, range, told: toldBy(rule, observations) },
  };
}

/** What a rule says of all steps of each observation together. */
function toldBy(rule: RuleSpec, observations: readonly Observation[]): Map<Observation, number> {
  const expanded = expandRule(rule);
  return new Map(
    observations.map((one) => [one, predict(expanded, [one]).reduce((total, change) => total + change, 0)]),
  );
}

/** Volts by which 1 stands above 0. */
function rangeOf({ dut }: CircuitDocument): number {
  const [zero, one] = seenStates(dut).find(({ state }) => state === 'w')?.range ?? [0, 1];
  return one - zero;
}

function verdictOf(found: Outcome, rig: Rig, replay: string): Verdict {
  const asked = {
    ...({ quantity: 'w', against: 'rule', metric: 'nrmse', experiment: UNSEEN } as const),
    ...({ conditions: rig.conditions, bound: 'max', limit: MOST_UNSEEN, unit: 'fraction', replay } as const),
  };
  if ('fault' in found) return { ...asked, status: 'fail', reason: found.fault, headline: true };
  const errors = found.trains.slice(0, JUDGED).map(({ error }) => error);
  const measured = Math.max(...errors);
  if (!Number.isFinite(measured))
    return { ...asked, status: 'not-checked', reason: 'the weight of the rule does not move in a train' };
  const status = measured <= MOST_UNSEEN ? 'pass' : 'fail';
  const where = found.trains[errors.indexOf(measured)]?.trial.label ?? '';
  return {
    ...asked,
    status,
    measured,
    margin: MOST_UNSEEN - measured,
    where,
    ...(status === 'pass'
      ? {}
      : {
          reason:
            `the rule describes single pairs and short sequences better than trains: ` +
            `${formatPercent(measured)} on ${where}`,
        }),
  };
}

function notesOf({ leftOut, dut }: CircuitDocument, rig: Rig, found: Outcome): string[] {
  const first = dut.netlists[0]?.name;
  const notes = [
    ...(leftOut.length > 0 ? [`not looked at: ${leftOut.join(', ')}; all times are found by measurement`] : []),
    ...(dut.netlists.length > 1 && rig.conditions.netlist === first
      ? [`of ${dut.netlists.length} netlists this is ${first}; --netlist takes another`]
      : []),
    `${rig.simulations} simulations`,
  ];
  if ('fault' in found) return notes;
  const { evidence, timing } = found;
  const steps = evidence.observations.flatMap((one) => one.steps);
  const overlapping = steps.filter(({ events }) => events.length > 1).length;
  const outside = steps.filter((step) => step.events.length <= 1 && !isTold(step)).length;
  return [
    ...notes,
    `time constants of the coarse scan: ${formatQuantity(timing.plus, 's', 2)} and ` +
      formatQuantity(timing.minus, 's', 2),
    ...(overlapping > 0
      ? [`left out of the fit: ${overlapping} steps whose pulses overlap, where neither event comes first`]
      : []),
    ...(outside > 0 ? [`left out of the fit: ${outside} steps outside of the range of the weight`] : []),
  ];
}
