import { vectorName } from '../waveform/plots.js';
import { hasAxis, type Column, type Waveforms } from '../waveform/waveforms.js';
import type { OwnFunctions } from '../vector/expression.js';
import { scalar, type Scope, type Vector } from '../vector/vector.js';

/** The result of one analysis, with what `let` and `meas` added to it. */
export class Plot {
  readonly own = new Map<string, Vector>();
  /** Times that its `.tran` asked for, s. */
  grid?: { readonly start: number; readonly stop: number; readonly step: number };

  constructor(
    /** `tran1`; `const` for the one that is there before any analysis. */
    readonly name: string,
    readonly waveforms?: Waveforms,
  ) {}

  /** A vector by any of its names. */
  vector(name: string): Vector | undefined {
    return this.own.get(name) ?? this.simulated(name);
  }

  /** The column of a simulated vector. */
  column(name: string): Column | undefined {
    const { waveforms } = this;
    if (!waveforms) return undefined;
    const { axis, columns } = waveforms;
    if (name === axis.name && hasAxis(waveforms)) return axis;
    return columns.get(name) ?? columns.get(vectorName(name)) ?? columns.get(`v(${name})`);
  }

  private simulated(name: string): Vector | undefined {
    const total = this.waveforms?.totals?.get(name);
    return total === undefined ? this.column(name) : scalar(total);
  }

  names(): string[] {
    return [...this.own.keys(), ...(this.waveforms?.columns.keys() ?? []), ...(this.waveforms?.totals?.keys() ?? [])];
  }

  /** Numbers it holds. */
  get size(): number {
    const { axis, columns } = this.waveforms ?? { axis: undefined, columns: new Map<string, Column>() };
    return [...(axis ? [axis] : []), ...columns.values(), ...this.own.values()].reduce(
      (sum, { values, imaginary }) => sum + values.length + (imaginary?.length ?? 0),
      0,
    );
  }
}

const CONSTANTS: Readonly<Record<string, Vector>> = {
  pi: scalar(Math.PI),
  e: scalar(Math.E),
  c: scalar(2.99792458e8),
  i: scalar(0, 1),
  kelvin: scalar(-273.15),
  echarge: scalar(1.602176634e-19),
  boltz: scalar(1.380649e-23),
  planck: scalar(6.62607015e-34),
  yes: scalar(1),
  true: scalar(1),
  no: scalar(0),
  false: scalar(0),
};

/** ngspice calls the result of `fft` sp1. */
const NAMED: Readonly<Record<string, string>> = { spectrum: 'sp' };

/** All plots of a control block, and the one that names mean first. */
export class Plots {
  readonly constants = new Plot('const');
  current = this.constants;
  private readonly all = new Map([['const', this.constants]]);
  private readonly counts = new Map<string, number>();

  /** @param compute is told how many values every part of an expression has; it may throw */
  constructor(private readonly compute: (values: number) => void = () => undefined) {
    for (const [name, value] of Object.entries(CONSTANTS)) this.constants.own.set(name, value);
  }

  /** Names the result of an analysis as ngspice does: `tran1`; a noise analysis makes two plots of one count. */
  add(waveforms: Waveforms): Plot {
    const kind = NAMED[waveforms.analysis] ?? waveforms.analysis;
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count + (kind === 'noise' ? 1 : 0));
    const plot = new Plot(`${kind}${count}`, waveforms);
    this.all.set(plot.name, plot);
    if (kind === 'noise') this.all.set(`${kind}${count + 1}`, plot);
    this.current = plot;
    return plot;
  }

  get(name: string): Plot | undefined {
    return this.all.get(name);
  }

  names(): string[] {
    return [...this.all.keys()];
  }

  forget(name: string): void {
    for (const [key, plot] of this.all)
      if ((name === 'all' || key === name) && plot !== this.constants) this.all.delete(key);
    if (!this.all.has(this.current.name)) this.current = this.constants;
  }

  /** Numbers that all of them hold. */
  get size(): number {
    return [...new Set(this.all.values())].reduce((sum, plot) => sum + plot.size, 0);
  }

  /** The plot that a vector is in, and its name there: `tran1.v(out)`, or in the current plot, or a constant. */
  find(name: string): { readonly plot: Plot; readonly name: string } | undefined {
    const [, prefix = '', rest = ''] = /^([a-z]\w*)\.(.+)$/.exec(name) ?? [];
    const named = this.all.get(prefix);
    if (named?.vector(rest)) return { plot: named, name: rest };
    const plot = [this.current, this.constants].find((candidate) => candidate.vector(name));
    return plot && { plot, name };
  }

  /** Names as expressions see them. */
  scope(degrees: boolean, own: OwnFunctions, other: (name: string) => Vector | undefined = () => undefined): Scope {
    return {
      degrees,
      own,
      compute: this.compute,
      vector: (name) => {
        const found = this.find(name);
        return found?.plot.vector(found.name) ?? other(name);
      },
      axis: () => this.current.waveforms?.axis,
      names: () => this.current.names(),
    };
  }
}
