import type { BcmParameters, DiehlCookParameters, OjaParameters, VogelsParameters } from './parameters.js';
import type { RuleSource } from './source.js';

/*
 * Rules of the correlation of pre and post that bring something of their own to rest: a constant, the weight itself, or
 * a threshold that follows the activity. Where a paper has rates, events stand for them: an event of one side reads the
 * trace of the other, whose mean is rate * tau.
 */

/**
 * Inhibitory plasticity: every presynaptic event costs alpha = 2 rho tau, so that the postsynaptic rate settles at rho.
 * Vogels, Sprekeler, Zenke, Clopath, Gerstner, Science 334:1569 (2011), equations in the supplement.
 */
export function vogelsSource({ amplitude, tau, target, weight }: VogelsParameters): RuleSource {
  return {
    states: { x: { decay: tau }, y: { decay: tau }, w: { range: [0, 1], initial: weight.initial } },
    on: {
      pre: { x: '+1', w: `${amplitude} * y - ${figure(amplitude * 2 * target * tau)}` },
      post: { y: '+1', w: `+${amplitude} * x` },
    },
  };
}

/**
 * dw/dt = A (x y - c y^2 w): the second term keeps the weights of a neuron at unit length. Both are made at the
 * postsynaptic events. Oja, J. Math. Biol. 15:267 (1982), equation 3.
 */
export function ojaSource({ amplitude, decay, pre, post, weight }: OjaParameters): RuleSource {
  return {
    states: {
      x: { decay: pre.tau },
      y: { decay: post.tau },
      w: { range: [0, 1], initial: weight.initial },
    },
    on: {
      pre: { x: '+1' },
      post: { y: '+1', w: `${amplitude} * x - ${figure(amplitude * decay)} * y * w` },
    },
  };
}

/**
 * dw/dt = A x y (y - theta) with a threshold that follows the postsynaptic activity, made at the presynaptic events.
 * Bienenstock, Cooper, Munro, J. Neurosci. 2:32 (1982). There theta is the square of the mean of y; here it is a slower
 * trace of the same events, which is the mean by itself.
 */
export function bcmSource({ amplitude, post, threshold, weight }: BcmParameters): RuleSource {
  return {
    states: {
      y: { decay: post.tau },
      theta: { decay: threshold.tau },
      w: { range: [0, 1], initial: weight.initial },
    },
    on: {
      pre: { w: `${amplitude} * y^2 - ${amplitude} * y * theta` },
      post: { y: '+1', theta: `+${threshold.amplitude}` },
    },
  };
}

/**
 * At a postsynaptic event a recent presynaptic one potentiates, and its absence depresses: A (x - target). The rule of
 * Diehl and Cook, Front. Comput. Neurosci. 9:99 (2015), equation 2, with mu = 0.
 */
export function diehlCookSource({ amplitude, tau, target, pairing, weight }: DiehlCookParameters): RuleSource {
  return {
    states: { x: { decay: tau }, w: { range: [0, 1], initial: weight.initial } },
    on: {
      pre: { x: pairing === 'nearest' ? '= 1' : '+1' },
      post: { w: `${amplitude} * x - ${figure(amplitude * target)}` },
    },
  };
}

/** A product of parameters without the digits that binary fractions leave. */
function figure(value: number): number {
  return Number(value.toPrecision(12));
}
