import { bcmSource, diehlCookSource, ojaSource, vogelsSource } from './correlation-presets.js';
import { normalisationSource, scalingSource } from './group-presets.js';
import { readRule, ruleOf, type RuleReading } from './language.js';
import { neuronRule } from './neuron.js';
import type {
  ExplicitRule,
  HebbianParameters,
  Pairing,
  RuleSpec,
  StdpParameters,
  ThreeFactorParameters,
  TraceParameters,
  TripletParameters,
} from './parameters.js';
import type { Rule } from './rule.js';
import type { RuleSource } from './source.js';
import { splitTraces } from './split-traces.js';

/*
 * Presets are expansions: each returns the rule in the explicit language, which is then read like a user's own.
 */

/**
 * Expands what a spec says to the normal form, a trace for each event that feeds one. Throws a UserError for an
 * explicit rule that does not read (a loaded spec's does).
 */
export function expandRule(spec: RuleSpec): Rule {
  if (spec.kind === 'lif') return neuronRule(spec);
  return splitTraces(ruleOf(sourceOf(spec), spec.kind));
}

/** The same, or what is wrong with it. @param taken names that no state may have */
export function readRuleSpec(spec: RuleSpec, taken: readonly string[]): RuleReading {
  if (spec.kind === 'lif') return { rule: neuronRule(spec) };
  const reading = readRule(sourceOf(spec), spec.kind, taken);
  return 'rule' in reading ? { rule: splitTraces(reading.rule) } : reading;
}

/** The rule written out in the explicit language. @throws Error for a neuron, of which the language knows nothing */
export function sourceOf(spec: RuleSpec): RuleSource {
  switch (spec.kind) {
    case 'trace':
      return traceSource(spec);
    case 'stdp':
      return stdpSource(spec);
    case 'triplet':
      return tripletSource(spec);
    case 'hebbian':
      return hebbianSource(spec);
    case 'three-factor':
      return threeFactorSource(spec);
    case 'scaling':
      return scalingSource(spec);
    case 'normalisation':
      return normalisationSource(spec);
    case 'vogels':
      return vogelsSource(spec);
    case 'oja':
      return ojaSource(spec);
    case 'bcm':
      return bcmSource(spec);
    case 'diehl-cook':
      return diehlCookSource(spec);
    case 'lif':
      throw new Error('a neuron is no rule of the language');
    case 'explicit':
      return explicitSource(spec);
  }
}

function explicitSource({ states, on, drift, outputs, tick }: ExplicitRule): RuleSource {
  return { states, on, drift, outputs, tick };
}

/** One exponentially decaying trace of the presynaptic events. */
function traceSource({ tau, amplitude, pairing = 'all-to-all' }: TraceParameters): RuleSource {
  return { states: { x: { decay: tau } }, on: { pre: { x: pulse(pairing, amplitude) } } };
}

/** `+1` counts every event, `= 1` only the latest. */
const pulse = (pairing: Pairing, amplitude = 1): string => `${pairing === 'nearest' ? '= ' : '+'}${amplitude}`;

/**
 * Pair-based STDP: two traces of amplitude 1, read at the other side's event.
 * Additive: Song, Miller, Abbott, Nat. Neurosci. 3:919 (2000). Multiplicative: Rubin, Lee, Sompolinsky, Phys. Rev.
 * Lett. 86:364 (2001). Powers: Guetig, Aharonov, Rotter, Sompolinsky, J. Neurosci. 23:3697 (2003). On-line form and
 * pairing schemes (nearest is their symmetric one): Morrison, Diesmann, Gerstner, Biol. Cybern. 98:459 (2008).
 */
function stdpSource({
  dependence,
  mu_plus: plus = 1,
  mu_minus: minus = 1,
  pairing,
  potentiation,
  depression,
  weight,
}: StdpParameters): RuleSource {
  const upper = { additive: '', multiplicative: ' * (1 - w)', power: power('(1 - w)', plus) }[dependence];
  const lower = { additive: '', multiplicative: ' * w', power: power('w', minus) }[dependence];
  return {
    states: {
      x: { decay: potentiation.tau },
      y: { decay: depression.tau },
      w: { range: [0, 1], initial: weight.initial },
    },
    on: {
      pre: { x: pulse(pairing), w: `-${depression.amplitude} * y${lower}` },
      post: { y: pulse(pairing), w: `+${potentiation.amplitude} * x${upper}` },
    },
  };
}

function power(base: string, exponent: number): string {
  return exponent === 0 ? '' : ` * ${base}^${exponent}`;
}

/**
 * Triplet STDP, equations 3 and 4 with x, x2, y, y2 for r1, r2, o1, o2; an amplitude of 0 leaves its term out, so A3- =
 * 0 and A2+ = 0 is the minimal rule. Pfister, Gerstner, J. Neurosci. 26:9673 (2006).
 */
function tripletSource(triplet: TripletParameters): RuleSource {
  const { pairing, a2_plus, a2_minus, a3_plus, a3_minus, tau_plus, tau_minus, tau_x, tau_y, weight } = triplet;
  const one = pulse(pairing);
  const down = [...(a2_minus > 0 ? [`-${a2_minus} * y`] : []), ...(a3_minus > 0 ? [`-${a3_minus} * y * x2`] : [])].join(
    ' ',
  );
  const up = [...(a2_plus > 0 ? [`+${a2_plus} * x`] : []), ...(a3_plus > 0 ? [`+${a3_plus} * x * y2`] : [])].join(' ');
  const slowPre = a3_minus > 0 && tau_x !== undefined;
  const slowPost = a3_plus > 0 && tau_y !== undefined;
  return {
    states: {
      ...(up === '' ? {} : { x: { decay: tau_plus } }),
      ...(slowPre ? { x2: { decay: tau_x } } : {}),
      ...(down === '' ? {} : { y: { decay: tau_minus } }),
      ...(slowPost ? { y2: { decay: tau_y } } : {}),
      w: { range: [0, 1], initial: weight.initial },
    },
    on: {
      pre: { ...(up === '' ? {} : { x: one }), ...(slowPre ? { x2: one } : {}), ...(down === '' ? {} : { w: down }) },
      post: { ...(down === '' ? {} : { y: one }), ...(slowPost ? { y2: one } : {}), ...(up === '' ? {} : { w: up }) },
    },
  };
}

/**
 * Hebb's product of pre- and postsynaptic activity: at the events (each reads the other's trace), all the time (traces
 * stand for rates: x = rate * tau), or at ticks. Gerstner, Kistler, Spiking Neuron Models (2002), sections 10.2 and
 * 11.1.
 */
function hebbianSource({
  form,
  amplitude = 0,
  rate = 0,
  tick,
  pre,
  post,
  forgetting,
  weight,
}: HebbianParameters): RuleSource {
  const states = {
    x: { decay: pre.tau },
    y: { decay: post.tau },
    w: { range: [0, 1] as const, initial: weight.initial },
  };
  const forget = forgetting === undefined ? '' : ` - w / ${forgetting} s`;
  const drift = form === 'rate' ? `${rate} Hz * x * y${forget}` : forget.replace(' - ', '-');
  return {
    states,
    on: {
      pre: { x: '+1', ...(form === 'spike' ? { w: `+${amplitude} * y` } : {}) },
      post: { y: '+1', ...(form === 'spike' ? { w: `+${amplitude} * x` } : {}) },
      ...(form === 'sampled' ? { tick: { w: `+${amplitude} * x * y` } } : {}),
    },
    ...(drift === '' ? {} : { drift: { w: drift } }),
    ...(form === 'sampled' && tick !== undefined ? { tick } : {}),
  };
}

/**
 * Reward-modulated STDP: pairs write a signed eligibility trace, the third factor turns it into weight.
 * Izhikevich, Cereb. Cortex 17:2443 (2007); Fremaux, Gerstner, Front. Neural Circuits 9:85 (2016). With a baseline b it
 * is reward less what is expected: dw/dt = A e (R(t) - b), where R is a pulse at every reward.
 */
function threeFactorSource({
  dependence,
  potentiation,
  depression,
  eligibility,
  reward,
  punish,
  baseline,
  weight,
}: ThreeFactorParameters): RuleSource {
  const [upper, lower] = dependence === 'multiplicative' ? [' * (1 - w)', ' * w'] : ['', ''];
  return {
    states: {
      x: { decay: potentiation.tau },
      y: { decay: depression.tau },
      e: { decay: eligibility.tau },
      w: { range: [0, 1], initial: weight.initial },
    },
    on: {
      pre: { x: '+1', e: `-${depression.amplitude} * y` },
      post: { y: '+1', e: `+${potentiation.amplitude} * x` },
      reward: { w: `+${reward.amplitude} * e${upper}` },
      ...(punish ? { punish: { w: `-${punish.amplitude} * e${lower}` } } : {}),
    },
    ...(baseline === undefined ? {} : { drift: { w: `-${reward.amplitude} * ${baseline} Hz * e` } }),
  };
}
