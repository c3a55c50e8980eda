import type { Measurement } from '../../compare/measurement.js';
import { fitLif, type LifFit } from '../../compare/lif-fit.js';
import type { Rule } from '../../rule/rule.js';
import { formatQuantity } from '../../units/format.js';
import { scalar, type Reading, type ScalarDefinition } from './scalar.js';
import type { Firing, SpikeShape } from './firing.js';
import type { Recording, Recordings } from './recording.js';
import type { Evidence, Quantity } from '../quantity.js';

/** A neuron, not a learning rule. */
export function isNeuron({ neuron }: Rule): boolean {
  return neuron !== undefined;
}

/** One point of an f-I curve. */
export interface CurvePoint {
  /** A */
  readonly current: number;
  /** Hz */
  readonly rate: number;
  readonly firing: Firing;
}

/** The f-I curve of one road, by ascending current. */
export function curveOf(recordings: Recordings): CurvePoint[] {
  return recordings
    .flatMap(({ experiment: { current }, firing }: Recording) =>
      current === undefined || !firing ? [] : [{ current, rate: firing.rate, firing }],
    )
    .sort((a, b) => a.current - b.current);
}

/** The neuron that is nearest to the curve of a road, or why there is none. */
export function fitted(recordings: Recordings, rule: Rule): { readonly fit: LifFit } | { readonly reason: string } {
  const firing = curveOf(recordings).filter(({ firing: { times } }) => times.length > 2);
  const fit = fitLif(
    firing.map(({ current, rate }) => ({ current, period: 1 / rate })),
    rule.neuron?.reset ?? 0,
  );
  if (fit) return { fit };
  return {
    reason: `no leaky integrate-and-fire neuron has its f-I curve (${firing.length} currents at which it fires)`,
  };
}

/** The spikes of a curve that have a shape. */
export function shapesOf(recordings: Recordings): SpikeShape[] {
  return curveOf(recordings).flatMap(({ firing: { spike } }) => spike ?? []);
}

/** Why there is nothing to measure of a neuron that never fires; said first. */
export function silentEverywhere(recordings: Recordings): string | undefined {
  const curve = curveOf(recordings);
  if (curve.length === 0 || curve.some(({ firing: { times } }) => times.length > 0)) return undefined;
  return `does not fire at any current up to ${formatQuantity(curve.at(-1)?.current ?? NaN, 'A', 4)}`;
}

/** A number of a neuron that is taken from the currents of its f-I curve. */
export function ofCurve(
  definition: Omit<ScalarDefinition, 'stimuli' | 'fits' | 'measure' | 'sees'> & {
    readonly measure: (recordings: Recordings, rule: Rule) => Reading;
    readonly sees?: () => readonly string[];
  },
): Quantity {
  const { measure, sees = () => [], ...about } = definition;
  const number = scalar({
    ...about,
    stimuli: ['currents'],
    fits: isNeuron,
    sees,
    measure: (recordings, _spec, rule) => measure(recordings, rule),
  });
  return { ...number, compare: (evidence) => unlessSilent(evidence, () => number.compare(evidence)) };
}

/** A neuron that never fires is as wrong as can be, whatever is asked of its spikes. */
export function unlessSilent({ circuit }: Pick<Evidence, 'circuit'>, measure: () => Measurement): Measurement {
  const silent = silentEverywhere(circuit);
  return silent === undefined ? measure() : { measured: 1, reason: silent, headline: true };
}
