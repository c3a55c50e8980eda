import type { CompiledSpec } from '../../src/compile.js';
import { expandRule } from '../../src/rule/presets.js';
import { parseSpec } from '../../src/load-spec.js';
import type { Spec } from '../../src/spec/types.js';
import type { Experiment } from '../../src/stimulus/experiment.js';
import type { Recording } from '../../src/quantities/measuring/recording.js';

/** A spec from what stands between its name and its checks, and the rule it asks for. */
export function specOf(rule: string, verify: string, rest = ''): { spec: Spec; rule: CompiledSpec['rule'] } {
  const spec = parseSpec(`rulespice: 1\nname: s\nrule: ${rule}\n${rest}\nverify: [${verify}]\n`, 's.yaml');
  return { spec, rule: expandRule(spec.rule) };
}

export const STDP =
  '{ kind: stdp, potentiation: { amplitude: 0.02, tau: 20 ms }, depression: { amplitude: 0.02, tau: 20 ms } }';
export const TRACE = '{ kind: trace, tau: 20 ms, amplitude: 2 }';

/** One recording of a pair for every dt (s), in which the weight starts at 0.5 and moves by the change of that dt. */
export function pairs(changes: Readonly<Record<string, number>>): Recording[] {
  return Object.entries(changes).map(([dt, change]): Recording => {
    const experiment: Experiment = {
      name: 'window',
      label: `window, dt = ${dt} s`,
      events: { pre: [0.1], post: [0.1 + Number(dt)] },
      duration: 0.3,
      dt: Number(dt),
    };
    const curve = { x: Float64Array.of(0, 0.15, 0.3), y: Float64Array.of(0.5, 0.5, 0.5 + change) };
    return { experiment, states: new Map([['w', curve]]) };
  });
}

/** The answer of a trace to one event at 10 ms: amplitude exp(-t / tau), over an offset. */
export function answer(tau: number, amplitude: number, offset = 0, extra: Partial<Recording> = {}): Recording {
  const experiment: Experiment = {
    name: 'impulse',
    label: 'impulse',
    events: { pre: [0.01], post: [] },
    duration: 0.2,
  };
  const x = Float64Array.from({ length: 5_001 }, (_, index) => index * 4e-5);
  const y = x.map((time) => offset + (time < 0.01 ? 0 : amplitude * Math.exp(-(time - 0.01) / tau)));
  return { experiment, states: new Map([['x', { x, y }]]), ...extra };
}
