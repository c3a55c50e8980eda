import type { NormalisationParameters, ScalingParameters } from './parameters.js';
import type { RuleSource } from './source.js';

/*
 * Presets of a group of synapses. Each has two forms: one moves every weight by itself, the other is what the circuits
 * of src/cells do, with fixed weights and one quantity that acts on all of them.
 */

/** Homeostatic scaling in either form. */
export function scalingSource(scaling: ScalingParameters): RuleSource {
  return scaling.form === 'post' ? postScaling(scaling) : synapticScaling(scaling);
}

/**
 * A trace of the postsynaptic events, whose mean is rate * tau, moves all weights by the same factor until the mean
 * rate is the target. van Rossum, Bi, Turrigiano, J. Neurosci. 20:8812 (2000).
 */
function postScaling({ inputs = 1, target = 0, tau, rate = 0, weight }: ScalingParameters): RuleSource {
  const names = numbered('w', inputs);
  return {
    states: { a: { decay: tau }, ...weights(names, weight?.initial) },
    on: { post: { a: '+1' } },
    drift: Object.fromEntries(
      names.map((name) => [name, `${rate * target * tau} Hz * ${name} - ${rate} Hz * a * ${name}`]),
    ),
  };
}

/**
 * One gain multiplies what every event adds to its synapse, and moves until the summed activity has the mean aimed at:
 * dg/dt = g (1 - sum(y) / T) / tau. The logarithm of g integrates the error: Bartolozzi, Indiveri, Neurocomputing
 * 72:726 (2009), Qiao, Bartolozzi, Indiveri, IEEE TBioCAS 11:1271 (2017).
 */
function synapticScaling({
  weights: given = [],
  activity = 1,
  settling = 1,
  tau,
  gain,
}: ScalingParameters): RuleSource {
  const names = numbered('y', given.length);
  return {
    states: { ...Object.fromEntries(names.map((name) => [name, { decay: tau }])), ...weights(['g'], gain?.initial) },
    on: Object.fromEntries(names.map((name, index) => [`pre${index + 1}`, { [name]: `+${given[index] ?? 0} * g` }])),
    drift: { g: `g / ${settling} s ${names.map((name) => `- g * ${name} / ${activity * settling} s`).join(' ')}` },
  };
}

/** Normalisation in either form. */
export function normalisationSource(normalisation: NormalisationParameters): RuleSource {
  return normalisation.form === 'sampled' ? sampledNormalisation(normalisation) : divisiveNormalisation(normalisation);
}

/** Multiplicative normalisation of the weights' sum. Miller, MacKay, Neural Comput. 6:100 (1994). */
function sampledNormalisation({ inputs = 2, total, amplitude = 0, tick, weight }: NormalisationParameters): RuleSource {
  const names = numbered('w', inputs);
  const excess = `(${names.map((name) => `-${name}`).join(' ')} + ${total})`;
  return {
    states: weights(names, weight?.initial),
    on: { tick: Object.fromEntries(names.map((name) => [name, `${amplitude} * ${name} * ${excess}`])) },
    tick,
  };
}

/**
 * Every activity over their sum, without a constant in the divisor. Carandini, Heeger, Nat. Rev. Neurosci. 13:51
 * (2012).
 */
function divisiveNormalisation({ weights: given = [], total, tau }: NormalisationParameters): RuleSource {
  const names = numbered('x', given.length);
  return {
    states: Object.fromEntries(names.map((name) => [name, { decay: tau }])),
    on: Object.fromEntries(names.map((name, index) => [`pre${index + 1}`, { [name]: `+${given[index] ?? 0}` }])),
    outputs: Object.fromEntries(
      names.map((name, index) => [`z${index + 1}`, `${total} * ${name} / (${names.join(' + ')})`]),
    ),
  };
}

function numbered(letter: string, count: number): string[] {
  return count === 1 && letter === 'w' ? ['w'] : Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
}

function weights(names: readonly string[], initial = 0.5): RuleSource['states'] {
  return Object.fromEntries(names.map((name) => [name, { range: [0, 1] as const, initial }]));
}
