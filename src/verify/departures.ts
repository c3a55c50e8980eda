import { valueAt } from '../compare/sampled.js';
import type { CompiledSpec } from '../compile.js';
import type { Instance } from '../compose/composition.js';
import { quantityNamed, readsBiases } from '../quantities/vocabulary.js';
import { overText } from '../report/words.js';
import type { Check, CircuitSpec } from '../spec/types.js';
import { measuredEvents } from '../stimulus/experiment.js';
import { formatPercent } from '../units/format.js';
import type { Measurement } from '../compare/measurement.js';
import { settled } from '../quantities/measuring/measured-part.js';
import { stateOf, type Recording } from '../quantities/measuring/recording.js';

/** What is known of a check that is out of limits. */
export interface Failure {
  readonly check: Check;
  readonly measurement: Measurement;
  readonly compiled: CompiledSpec;
  /** What the circuit did in the experiment of the check. */
  readonly circuit: readonly Recording[];
  /** Whether the biases were trimmed. */
  readonly trimmed: boolean;
}

/** A sentence about a failure, or nothing where it is not what happened. */
type Hint = (failure: Failure) => string | undefined;

/**
 * Why a circuit misses its rule, as far as that was seen in this run; each hint looks at what was measured before it
 * speaks.
 *
 * @returns the sentence for a failed check; nothing when no hint applies
 */
export function departure(failure: Failure): string | undefined {
  const { check, measurement } = failure;
  if (check.against !== 'rule' || readsBiases(check)) return undefined;
  const said = [untrimmed, unevenEvents].flatMap((hint) => hint(failure) ?? []);
  if (said.length === 0) return undefined;
  const measured = [formatPercent(measurement.measured ?? NaN), 'measured', overText(measurement) ?? '']
    .join(' ')
    .trim();
  return [`${measured}, ${formatPercent(check.max)} allowed`, ...said].join('; ');
}

/** A bias is no cure for a quantity that is off by more than this factor. */
const LARGEST_FACTOR = 4;

/** The quantity is a number near its reference, a bias sets it, and nothing was trimmed: a trim is what helps. */
const untrimmed: Hint = ({ check, measurement: { value = NaN, reference = NaN }, compiled, trimmed }) => {
  const { corrects } = quantityNamed(check.quantity);
  if (trimmed || corrects === undefined) return undefined;
  const set = compiled.dut.references.some(({ trims }) => trims && (trims.quantity === 'tau') === (corrects === 'tau'));
  const factor = Math.abs(Math.log(value / reference));
  if (!set || !(factor <= Math.log(LARGEST_FACTOR))) return undefined;
  return 'the bias that sets it is the one of the design: simulation.trim: true corrects it in closed loop';
};

/** A first event that adds less than this share of what a later one adds is not like it. */
const ALIKE = 0.8;

/** In this run a trace's first event added less than later ones, and its cell is known for that. */
const unevenEvents: Hint = ({ check, compiled: { spec, dut, rule }, circuit }) => {
  if (quantityNamed(check.quantity).corrects !== undefined) return undefined;
  const known = new Map<string, string[]>();
  for (const { id, cell } of dut.design?.composition.instances ?? []) {
    const feeder = rule.updates.find(({ state, factors }) => state === id && factors.length === 0);
    const uneven =
      feeder !== undefined && circuit.some((recording) => startsWeaker(recording, id, feeder.event, spec.circuit));
    if (cell.departs !== undefined && uneven) known.set(sentence(cell), [...(known.get(sentence(cell)) ?? []), id]);
  }
  if (known.size === 0) return undefined;
  return [...known]
    .map(([text, ids]) => `${ids.join(' and ')} ${ids.length === 1 ? 'is a' : 'are'} ${text}`)
    .join('; ');
};

function sentence({ name, departs }: Instance['cell']): string {
  return `${name}: ${departs ?? ''}`;
}

/** Whether the first event of the measured part added less to a trace than the strongest of the later ones. */
function startsWeaker(recording: Recording, state: string, event: string, circuit: CircuitSpec): boolean {
  if (!recording.states.has(state)) return false;
  const curve = stateOf(recording, state);
  const added = measuredEvents(recording.experiment, event).map(
    (onset) => valueAt(curve, settled(onset + circuit.pulse, circuit)) - valueAt(curve, onset),
  );
  const [first = NaN, ...later] = added.filter(Number.isFinite);
  return later.length > 0 && first < ALIKE * Math.max(...later);
}
