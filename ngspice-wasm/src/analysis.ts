import { NgspiceError } from './errors.js';

/** `.dc source from to step`; the second sweep of a pair is the outer (slow) one. */
export interface DcSweep {
  readonly source: string;
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** What `points` counts: those of a decade, of an octave, or all of them. */
export type Scale = 'lin' | 'dec' | 'oct';

/** One analysis of the loaded circuit; all numbers plain SI. Points of a `tran` before `start` are not kept. */
export type Analysis =
  | { readonly kind: 'op' }
  | { readonly kind: 'dc'; readonly sweeps: readonly [DcSweep] | readonly [DcSweep, DcSweep] }
  | { readonly kind: 'ac'; readonly scale: Scale; readonly points: number; readonly from: number; readonly to: number }
  | {
      readonly kind: 'tran';
      readonly step: number;
      readonly stop: number;
      readonly start?: number;
      readonly maxStep?: number;
      readonly useInitialConditions?: boolean;
    }
  | {
      readonly kind: 'noise';
      readonly output: string;
      readonly source: string;
      readonly scale?: Scale;
      readonly points: number;
      readonly from: number;
      readonly to: number;
    }
  | {
      /** Small-signal transfer from a source to an output at zero frequency, with the resistance seen at both. */
      readonly kind: 'tf';
      readonly output: string;
      readonly source: string;
    }
  | {
      readonly kind: 'pz';
      /** Input and output, two nodes each. */
      readonly nodes: readonly [string, string, string, string];
      /** Whether the input is driven by a current or by a voltage. */
      readonly transfer: 'cur' | 'vol';
      readonly find: 'pol' | 'zer' | 'pz';
    }
  | {
      /** Derivative of an output by every parameter of every device; at zero frequency where there is no sweep. */
      readonly kind: 'sens';
      readonly output: string;
      readonly sweep?: {
        readonly scale: Scale;
        readonly points: number;
        readonly from: number;
        readonly to: number;
      };
    };

/** The command that makes ngspice run an analysis. */
export function commandOf(analysis: Analysis): string {
  switch (analysis.kind) {
    case 'op':
      return 'op';
    case 'dc':
      return `dc ${analysis.sweeps.map(({ source, from, to, step }) => `${word(source)} ${number(from)} ${number(to)} ${number(step)}`).join(' ')}`;
    case 'ac':
      return `ac ${analysis.scale} ${count(analysis.points)} ${number(analysis.from)} ${number(analysis.to)}`;
    case 'tran': {
      const { step, stop, start = 0, maxStep = step, useInitialConditions = false } = analysis;
      return (
        `tran ${number(step)} ${number(stop)} ${number(start)} ` +
        `${number(maxStep)}${useInitialConditions ? ' uic' : ''}`
      );
    }
    case 'noise':
      return (
        `noise ${vector(analysis.output)} ${word(analysis.source)} ${analysis.scale ?? 'dec'} ` +
        `${count(analysis.points)} ${number(analysis.from)} ${number(analysis.to)} 1`
      );
    case 'tf':
      return `tf ${output(analysis.output)} ${word(analysis.source)}`;
    case 'pz':
      return `pz ${analysis.nodes.map(word).join(' ')} ${analysis.transfer} ${analysis.find}`;
    case 'sens': {
      const { sweep } = analysis;
      const along = sweep ? ` ac ${sweep.scale} ${count(sweep.points)} ${number(sweep.from)} ${number(sweep.to)}` : '';
      return `sens ${output(analysis.output)}${along}`;
    }
  }
}

/** Points an analysis will have, for progress; 0 where nobody knows. */
export function expectedPoints(analysis: Analysis): number {
  switch (analysis.kind) {
    case 'op':
      return 1;
    case 'dc':
      return analysis.sweeps.reduce((points, sweep) => points * sweepPoints(sweep), 1);
    case 'ac':
    case 'noise':
      return frequencies(analysis);
    case 'sens':
      return analysis.sweep ? frequencies(analysis.sweep) : 1;
    case 'tf':
    case 'pz':
    case 'tran':
      return 0;
  }
}

/** Points of a sweep, both ends counted. */
export function sweepPoints({ from, to, step }: DcSweep): number {
  return Math.floor(Math.abs((to - from) / step) + 1e-6) + 1;
}

/** Ratio of a frequency to the one before it in a logarithmic sweep. */
export function ratio({ scale = 'dec', points }: { readonly scale?: Scale; readonly points: number }): number {
  return (scale === 'oct' ? 2 : 10) ** (1 / points);
}

function frequencies({
  scale = 'dec',
  points,
  from,
  to,
}: {
  readonly scale?: Scale;
  readonly points: number;
  readonly from: number;
  readonly to: number;
}): number {
  return scale === 'lin' ? points : Math.floor(Math.log(to / from) / Math.log(ratio({ scale, points })) + 1e-6) + 1;
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new NgspiceError('syntax', `an analysis cannot have the number ${value}`);
  return String(value);
}

function count(value: number): string {
  if (!Number.isInteger(value) || value < 1)
    throw new NgspiceError('syntax', `an analysis cannot have ${value} points`);
  return String(value);
}

/** A name that goes into a command; anything that could end it or start another one is refused. */
export function word(name: string): string {
  if (!/^[\w.#:+\-/%]+$/.test(name))
    throw new NgspiceError('syntax', `"${name}" is no name of a source, instance, model or parameter`);
  return name;
}

/** What a transfer function or a sensitivity is of: also a difference, `v(a,b)`. */
function output(name: string): string {
  return /^v\([\w.#:+\-/%[\]<>]+,[\w.#:+\-/%[\]<>]+\)$/i.test(name) ? name : vector(name);
}

/** A vector as the user names it: `v(out)`, `v(bus[3])`, `i(v1)`, `@m1[gm]`, or a bare node. */
export function vector(name: string): string {
  if (!/^([\w.#:+\-/%]+|[vi]\([\w.#:+\-/%[\]<>]+\)|@[\w.#:+\-/%]+\[\w+\])$/i.test(name)) {
    throw new NgspiceError('syntax', `"${name}" is no vector; write v(node), i(source) or @instance[parameter]`);
  }
  return name;
}
