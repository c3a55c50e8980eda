import { formatQuantity } from '../units/format.js';
import { MOST_EVENTS, REFRACTORY_PULSES, REFRACTORY_SHARE, smallestInterval } from './limits.js';
import { printPath, type PathProblem } from './problems.js';
import { QUANTITIES, stimulusOf } from './quantities.js';
import type { Check, Spec, StimulusSpec } from './types.js';
import { windowPoints } from './window.js';

/** The sections that are right in themselves; checks keep their position in the list. */
export type SpecParts = Partial<Omit<Spec, 'verify'>> & { readonly verify: readonly (Check | undefined)[] };

/** The rules between sections. Each looks only at sections that are there. */
export function checkSemantics(parts: SpecParts): PathProblem[] {
  return [...stimulusAgainstRule(parts), ...pulseAgainstIntervals(parts), ...weightAgainstSupply(parts), ...checksAgainstRest(parts)];
}

const problem = (path: readonly PropertyKey[], message: string): PathProblem => ({ path, message: `${printPath(path)}: ${message}` });

function stimulusAgainstRule({ rule, stimulus }: SpecParts): PathProblem[] {
  const found: PathProblem[] = [];
  if (!rule || !stimulus) return found;
  if (rule.kind === 'trace' && stimulus.window) found.push(problem(['stimulus', 'window'], 'a trace has no STDP window; remove it or use a rule of kind "stdp"'));
  const { spikes } = stimulus;
  if (spikes?.pre.length === 0) {
    found.push(problem(['stimulus', 'spikes', 'pre'], 'there is no presynaptic event; list at least one'));
  } else if (spikes && rule.kind === 'stdp' && spikes.post.length === 0) {
    found.push(problem(['stimulus', 'spikes'], 'an stdp rule needs postsynaptic events too; add a list "post"'));
  }
  return found;
}

function pulseAgainstIntervals({ circuit, stimulus }: SpecParts): PathProblem[] {
  if (!circuit || !stimulus) return [];
  const found: PathProblem[] = [];
  const shortest = smallestInterval(circuit.pulse);
  const pulse = `the ${formatQuantity(circuit.pulse, 's')} event pulse`;
  if (stimulus.window) {
    const nearest = Math.min(...windowPoints(stimulus.window).map(Math.abs));
    if (nearest < shortest) {
      found.push(problem(['stimulus', 'window', 'step'], `the smallest |dt| is ${formatQuantity(nearest, 's')}, within ${pulse}; take a larger step or a shorter circuit.pulse`));
    }
  }
  for (const channel of ['pre', 'post'] as const) {
    found.push(...trainAgainstPulse(stimulus, channel, circuit.pulse, pulse));
  }
  return found;
}

function trainAgainstPulse({ spikes, poisson }: StimulusSpec, channel: 'pre' | 'post', pulse: number, pulseText: string): PathProblem[] {
  const found: PathProblem[] = [];
  const times = spikes?.[channel] ?? [];
  const close = times.findIndex((time, index) => index > 0 && time - (times[index - 1] ?? 0) < smallestInterval(pulse) - 1e-12);
  if (close > 0) {
    found.push(problem(['stimulus', 'spikes', channel, close], `starts within ${pulseText} of the event before it; move it or shorten circuit.pulse`));
  }
  const cut = times.findIndex((time) => time < (spikes?.duration ?? 0) && time + smallestInterval(pulse) > (spikes?.duration ?? 0) + 1e-12);
  if (cut >= 0) found.push(problem(['stimulus', 'spikes', channel, cut], `${pulseText} ends after the duration of the experiment; lengthen "duration"`));
  if (!poisson || (channel === 'post' && poisson.rate.post === poisson.rate.pre)) return found;
  const rate = poisson.rate[channel];
  if (rate * REFRACTORY_PULSES * pulse > REFRACTORY_SHARE) {
    const most = REFRACTORY_SHARE / (REFRACTORY_PULSES * pulse);
    found.push(
      problem(['stimulus', 'poisson', 'rate'], `${formatQuantity(rate, 'Hz')} (${channel}) leaves too little room for ${pulseText}; take at most ${formatQuantity(most, 'Hz')} or shorten circuit.pulse`),
    );
  }
  if (rate * poisson.duration > MOST_EVENTS) {
    found.push(problem(['stimulus', 'poisson', 'duration'], `gives about ${Math.round(rate * poisson.duration)} events (${channel}) and at most ${MOST_EVENTS} can be simulated; shorten it or lower the rate`));
  }
  return found;
}

function weightAgainstSupply({ circuit, process, variations }: SpecParts): PathProblem[] {
  const high = circuit?.weight.range?.[1];
  const supplies = [...(process?.supply === undefined ? [] : [process.supply]), ...(variations?.supplies ?? [])];
  const lowest = Math.min(...supplies);
  if (high === undefined || high <= lowest) return [];
  return [problem(['circuit', 'weight', 'range', 1], `${formatQuantity(high, 'V')} lies above the lowest supply of ${formatQuantity(lowest, 'V')}; lower it`)];
}

function checksAgainstRest({ rule, stimulus, verify }: SpecParts): PathProblem[] {
  return verify.flatMap((check, index) => {
    if (!check) return [];
    const { kinds, metric, stimuli } = QUANTITIES[check.quantity];
    const path = ['verify', index];
    if (rule && !kinds.includes(rule.kind)) {
      const fitting = Object.entries(QUANTITIES).filter(([, info]) => info.kinds.includes(rule.kind));
      return [problem([...path, 'quantity'], `a rule of kind "${rule.kind}" has no ${check.quantity}; choose ${fitting.map(([name]) => name).join(', ')}`)];
    }
    const found: PathProblem[] = [];
    if (check.metric !== metric) found.push(problem([...path, 'metric'], `${check.quantity} is compared by ${metric}, not ${check.metric}; change it or leave it out`));
    if (check.stimulus !== undefined && !stimuli.includes(check.stimulus)) {
      found.push(problem([...path, 'stimulus'], `${check.quantity} is not measured on "${check.stimulus}"; choose ${stimuli.join(', ')}, or leave it out`));
    } else if (stimulus) {
      found.push(...experimentOfCheck(check, stimulus, path));
    }
    return found;
  });
}

function experimentOfCheck(check: Check, stimulus: StimulusSpec, path: readonly PropertyKey[]): PathProblem[] {
  const name = stimulusOf(check, stimulus);
  if (name === undefined) {
    const needed = QUANTITIES[check.quantity].stimuli;
    return [problem([...path, 'quantity'], `${check.quantity} needs an experiment; add ${needed.map((one) => `stimulus.${one}`).join(' or ')}`)];
  }
  if (name !== 'impulse' && stimulus[name] === undefined) {
    return [problem([...path, 'stimulus'], `the experiment "${name}" is not described; add stimulus.${name}`)];
  }
  return stimulus.window && name === 'window' ? windowOfCheck(check, stimulus.window, path) : [];
}

/** An exponential has two parameters: fitting one side of the window takes at least three points there. */
function windowOfCheck(check: Check, window: NonNullable<StimulusSpec['window']>, path: readonly PropertyKey[]): PathProblem[] {
  const sign = check.quantity.endsWith('plus') ? 1 : check.quantity.endsWith('minus') ? -1 : 0;
  if (sign === 0) return [];
  const count = windowPoints(window).filter((dt) => Math.sign(dt) === sign).length;
  if (count >= 3) return [];
  return [problem([...path, 'quantity'], `${check.quantity} needs at least 3 points with dt ${sign > 0 ? '> 0' : '< 0'} and stimulus.window has ${count}; widen it or take a smaller step`)];
}
