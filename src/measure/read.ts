import { refuseLine, shown } from '../deck/deck-error.js';
import { itemsOf, withoutQuotes } from './items.js';
import type {
  Area,
  Crossing,
  Edge,
  Extreme,
  Measurement,
  MeasuredAnalysis,
  Place,
  Quantity,
  Window,
} from './measurement.js';

const ANALYSES: readonly string[] = ['tran', 'ac', 'dc', 'noise', 'sp'] satisfies readonly (MeasuredAnalysis | 'sp')[];
const EXTREMES: readonly string[] = ['min', 'max', 'min_at', 'max_at', 'pp'] satisfies readonly Extreme[];
const AREAS: Readonly<Record<string, Area>> = { avg: 'avg', rms: 'rms', integ: 'integ', integral: 'integ' };
const EDGES: readonly string[] = ['rise', 'fall', 'cross'] satisfies readonly Edge[];
const EXAMPLE = 'write it as in ".meas tran t1 when v(out)=0.5 rise=1"';

/** Whether a command measures. */
export function isMeasurement(name: string): boolean {
  return name === '.meas' || name === '.measure';
}

/**
 * Reads `.meas tran name ...`, or what follows `meas` in a control block.
 * @throws DeckError that names the line
 */
export function readMeasurement(text: string, line: number): Measurement {
  const [, analysis = '', name = '', ...items] = itemsOf(text);
  if (!ANALYSES.includes(analysis))
    refuseLine(
      line,
      analysis === '' ? 'a measurement is empty' : `"${shown(analysis)}" is no analysis that can be measured`,
      'write tran, ac, dc or noise before the name of the measurement',
    );
  if (!/^[a-z_]\w*$/.test(name))
    refuseLine(line, `"${shown(name)}" is no name of a measurement`, 'write letters, digits and "_"');
  const reader = new Reader(items, name, line);
  const quantity = reader.quantity();
  reader.end();
  return { name, analysis: (analysis === 'sp' ? 'ac' : analysis) as MeasuredAnalysis, quantity, line };
}

interface Options {
  readonly window: Window;
  readonly count?: Crossing['count'];
  readonly value?: string;
  readonly at?: string;
}

class Reader {
  private at = 0;

  constructor(
    private readonly items: readonly string[],
    private readonly name: string,
    private readonly line: number,
  ) {}

  quantity(): Quantity {
    const word = this.next('what to measure');
    if (word === 'when') return { kind: 'when', crossing: this.crossing() };
    if (word === 'trig') return this.delay();
    if (word === 'find' || word === 'deriv' || word === 'derivative')
      return { kind: word === 'find' ? 'find' : 'deriv', of: this.vector(), place: this.place() };
    if (word === 'param') {
      this.take('=');
      return { kind: 'param', expression: this.vector() };
    }
    if (EXTREMES.includes(word))
      return { kind: 'extreme', which: word as Extreme, of: this.vector(), window: this.options().window };
    const which = AREAS[word];
    if (which) return { kind: 'area', which, of: this.vector(), window: this.options().window };
    this.refuse(
      `"${shown(word)}" is nothing that can be measured`,
      'find, when, trig ... targ, min, max, pp, min_at, max_at, avg, rms, integ, deriv and param are',
    );
  }

  end(): void {
    const rest = this.items[this.at];
    if (rest !== undefined) this.refuse(`"${shown(rest)}" means nothing here`, EXAMPLE);
  }

  private delay(): Quantity {
    const trigger = this.event('trig');
    if (!this.take('targ'))
      this.refuse('"trig" without "targ"', 'say where the interval ends, as in "targ v(out) val=0.5 rise=1"');
    return { kind: 'delay', trigger, target: this.event('targ') };
  }

  /** `v(out) val=0.5 rise=1`, `v(out)=0.5 rise=1` or `at=1m`. */
  private event(what: string): Place {
    if (this.items[this.at] === 'at') return this.place();
    const left = this.vector();
    const direct = this.take('=') ? this.vector() : undefined;
    const { value, count, window } = this.options();
    const right = direct ?? value;
    if (right === undefined)
      this.refuse(`"${what} ${shown(left)}" has no value to cross`, 'add val=... and rise=, fall= or cross=');
    return { crossing: { left, right, window, count: count ?? { edge: 'cross', number: 1 } } };
  }

  private place(): Place {
    if (this.take('when')) return { crossing: this.crossing() };
    const { at } = this.options();
    if (at === undefined) this.refuse('nothing says where', 'add "at=..." or "when v(out)=..."');
    return { at };
  }

  private crossing(): Crossing {
    const left = this.vector();
    if (!this.take('=')) this.refuse(`"${shown(left)}" has no value to cross`, EXAMPLE);
    const right = this.vector();
    const { window, count } = this.options();
    return { left, right, window, ...(count ? { count } : {}) };
  }

  private options(): Options {
    let window: Window = {};
    let found: Omit<Options, 'window'> = {};
    while (this.at < this.items.length && this.items[this.at] !== 'targ' && this.items[this.at] !== 'when') {
      const key = this.next('');
      if (key === 'last') {
        found = { ...found, count: { edge: 'cross', number: 'last' } };
        continue;
      }
      if (!this.take('=')) this.refuse(`"${shown(key)}" means nothing here`, EXAMPLE);
      const value = this.vector();
      if (key === 'from' || key === 'to') window = { ...window, [key]: value };
      else if (key === 'td') window = { ...window, delay: value };
      else if (key === 'val') found = { ...found, value };
      else if (key === 'at') found = { ...found, at: value };
      else if (EDGES.includes(key)) found = { ...found, count: { edge: key as Edge, number: this.number(key, value) } };
      else
        this.refuse(
          `"${shown(key)}=" means nothing in a measurement`,
          'from, to, td, val, at, rise, fall and cross do',
        );
    }
    return { ...found, window };
  }

  private number(key: string, value: string): number | 'last' {
    if (value === 'last') return value;
    const number = Number(value);
    if (!Number.isInteger(number) || number < 1)
      this.refuse(`"${key}=${shown(value)}" counts nothing`, 'write a number from 1, or "last"');
    return number;
  }

  private vector(): string {
    const item = this.next('a vector or a value');
    if (item === '=') this.refuse('a vector or a value is missing before "="', EXAMPLE);
    return withoutQuotes(item);
  }

  private next(wanted: string): string {
    const item = this.items[this.at];
    if (item === undefined) this.refuse(`it ends where ${wanted} is expected`, EXAMPLE);
    this.at += 1;
    return item;
  }

  private take(item: string): boolean {
    if (this.items[this.at] !== item) return false;
    this.at += 1;
    return true;
  }

  private refuse(what: string, advice: string): never {
    refuseLine(this.line, `measurement "${this.name}": ${what}`, advice);
  }
}
