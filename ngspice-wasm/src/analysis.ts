import { NgspiceError } from './errors.js';

/** `.dc source from to step`; the second sweep of a pair is the outer (slow) one. */
export interface DcSweep {
  readonly source: string;
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** One analysis of the loaded circuit; all numbers plain SI. */
export type Analysis =
  | { readonly kind: 'op' }
  | { readonly kind: 'dc'; readonly sweeps: readonly [DcSweep] | readonly [DcSweep, DcSweep] }
  | { readonly kind: 'ac'; readonly scale: 'lin' | 'dec'; readonly points: number; readonly from: number; readonly to: number }
  | { readonly kind: 'tran'; readonly step: number; readonly stop: number; readonly maxStep?: number; readonly useInitialConditions?: boolean }
  | { readonly kind: 'noise'; readonly output: string; readonly source: string; readonly pointsPerDecade: number; readonly from: number; readonly to: number };

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
      const { step, stop, maxStep = step, useInitialConditions = false } = analysis;
      return `tran ${number(step)} ${number(stop)} 0 ${number(maxStep)}${useInitialConditions ? ' uic' : ''}`;
    }
    case 'noise':
      return `noise ${vector(analysis.output)} ${word(analysis.source)} dec ${count(analysis.pointsPerDecade)} ${number(analysis.from)} ${number(analysis.to)} 1`;
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
      return analysis.scale === 'lin' ? analysis.points : decades(analysis.from, analysis.to, analysis.points);
    case 'noise':
      return decades(analysis.from, analysis.to, analysis.pointsPerDecade);
    case 'tran':
      return 0;
  }
}

/** Points of a sweep, both ends counted. */
export function sweepPoints({ from, to, step }: DcSweep): number {
  return Math.floor(Math.abs((to - from) / step) + 1e-6) + 1;
}

function decades(from: number, to: number, perDecade: number): number {
  return Math.floor(Math.log10(to / from) * perDecade + 1e-6) + 1;
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new NgspiceError('syntax', `an analysis cannot have the number ${value}`);
  return String(value);
}

function count(value: number): string {
  if (!Number.isInteger(value) || value < 1) throw new NgspiceError('syntax', `an analysis cannot have ${value} points`);
  return String(value);
}

/** A name that goes into a command; anything that could end it or start another one is refused. */
export function word(name: string): string {
  if (!/^[\w.#:+\-/%]+$/.test(name)) throw new NgspiceError('syntax', `"${name}" is no name of a source, instance, model or parameter`);
  return name;
}

/** A vector as the user names it: `v(out)`, `v(bus[3])`, `i(v1)`, `@m1[gm]`, or a bare node. */
export function vector(name: string): string {
  if (!/^([\w.#:+\-/%]+|[vi]\([\w.#:+\-/%[\]<>]+\)|@[\w.#:+\-/%]+\[\w+\])$/i.test(name)) {
    throw new NgspiceError('syntax', `"${name}" is no vector; write v(node), i(source) or @instance[parameter]`);
  }
  return name;
}
