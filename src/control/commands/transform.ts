import { harmonicsOf, type Harmonics } from '../../vector/harmonics.js';
import { interpolated } from '../../vector/resample.js';
import { frequenciesOf, spectrumOf } from '../../vector/spectrum.js';
import type { Vector } from '../../vector/vector.js';
import type { Column, Waveforms } from '../../waveform/waveforms.js';
import type { Plot } from '../plots.js';
import { refuseCommand, type Command, type World } from '../world.js';
import type { NamedVector } from '../said.js';
import { namedVectors } from './print.js';

/** `linearize`, `linearize v(a) v(b)`: the transient at even times, a result of its own. */
export function linearizeCommand(world: World, { name, rest, line }: Command): void {
  const plot = world.plots.current;
  const waveforms = transientOf(world, name, line);
  const { start, stop, step } = gridOf(world, name, line);
  const points = Math.trunc((stop - start) / step + 1.5);
  world.limits.take('numbers', points, line);
  const times = new Float64Array(points);
  for (let index = 0, time = start; index < points; index += 1, time += step) times[index] = time;
  const vectors = rest === '' ? [...waveforms.columns.values()] : namedVectors(world, rest, line);
  const columns = vectors.map((one): Column => {
    const { name: own, vector } = 'vector' in one ? one : { name: one.name, vector: one };
    assertAlong(own, vector, waveforms, name, line);
    return {
      name: own,
      kind: plot.column(own)?.kind ?? 'other',
      values: interpolated(waveforms.axis.values, vector.values, times),
    };
  });
  world.derive(
    {
      analysis: 'tran',
      axis: { ...waveforms.axis, values: times },
      columns: new Map(columns.map((one) => [one.name, one])),
    },
    line,
  );
}

/** `fft v(out)`: spectra of vectors of a transient, a result of its own. */
export function fftCommand(world: World, { name, rest, line }: Command): void {
  const plot = world.plots.current;
  const waveforms = transientOf(world, name, line);
  const time = waveforms.axis.values;
  const named = namedVectors(world, rest, line).filter(({ name: own }) => own !== waveforms.axis.name);
  if (named.length === 0) refuseCommand(name, line, 'no vector is named', 'write "fft v(out)"');
  if (!isEven(time))
    world.note(line, '"fft" takes the times of the result as even, and they are not; "linearize" makes them so');
  const options = {
    window: world.variables.get('specwindow') ?? 'hanning',
    order: Number(world.variables.get('specwindoworder') ?? 2),
  };
  const columns = named.map(({ name: own, vector }): Column => {
    assertAlong(own, vector, waveforms, name, line);
    const spectrum = world.at(line, () => spectrumOf(time, vector, options));
    return { name: own, kind: plot.column(own)?.kind ?? 'other', ...spectrum };
  });
  world.derive(
    {
      analysis: 'spectrum',
      axis: { name: 'frequency', kind: 'frequency', values: frequenciesOf(time) },
      columns: new Map(columns.map((one) => [one.name, one])),
    },
    line,
  );
}

/** `fourier 1k v(out)`, and the line `.four 1k v(out)`: harmonics, printed, and kept as ngspice does. */
export function fourierCommand(world: World, { name, rest, line }: Command): void {
  const waveforms = transientOf(world, name, line);
  const [, fundamental = '', list = ''] = /^(\S+)\s*(.*)$/.exec(rest) ?? [];
  const frequency = world.value(fundamental === '' ? '0' : fundamental, line).values[0] ?? NaN;
  const vectors = namedVectors(world, list, line);
  if (vectors.length === 0) refuseCommand(name, line, 'no vector is named', `write "${name} 1k v(out)"`);
  if (Number(world.variables.get('polydegree') ?? 1) !== 1)
    refuseCommand(name, line, '"polydegree" is not 1, and only straight lines are drawn between points', 'unset it');
  const options = { count: setting(world, 'nfreqs', 10), grid: setting(world, 'fourgridsize', 200) };
  world.fouriers += 1;
  vectors.forEach(({ name: own, vector }, index) => {
    assertAlong(own, vector, waveforms, name, line);
    const found = world.at(line, () => harmonicsOf(waveforms.axis.values, vector.values, frequency, options));
    world.say({
      kind: 'text',
      line,
      text: `Fourier analysis of ${own}: distortion ${found.distortion.toPrecision(6)} %`,
    });
    world.say({ kind: 'vectors', line, vectors: columnsOf(found) });
    const { frequency: f, magnitude, phase } = found;
    const values = Float64Array.from([...f, ...magnitude, ...phase]);
    world.plots.current.own.set(`fourier${world.fouriers}${index + 1}`, { values });
  });
}

function columnsOf(found: Harmonics): NamedVector[] {
  const columns: Readonly<Record<string, Float64Array>> = {
    frequency: found.frequency,
    magnitude: found.magnitude,
    phase: found.phase,
    norm_mag: found.relativeMagnitude,
    norm_phase: found.relativePhase,
  };
  return Object.entries(columns).map(([name, values]) => ({ name, vector: { values } }));
}

const MOST_GRID = 100_000;

function setting(world: World, name: string, otherwise: number): number {
  const value = Math.trunc(Number(world.variables.get(name) ?? otherwise));
  return value >= 1 && value <= MOST_GRID ? value : otherwise;
}

function transientOf(world: World, name: string, line: number): Waveforms {
  const { waveforms } = world.plots.current;
  if (waveforms?.analysis !== 'tran')
    refuseCommand(
      name,
      line,
      `it takes a transient, and the result there is now is ${waveforms ? `of "${waveforms.analysis}"` : 'none'}`,
      'run "tran" before it, or choose its result with setplot',
    );
  return waveforms;
}

function assertAlong(
  own: string,
  { values, imaginary }: Vector,
  { axis }: Waveforms,
  name: string,
  line: number,
): void {
  if (values.length !== axis.values.length || imaginary)
    refuseCommand(
      name,
      line,
      `"${own}" is no real vector along the times of the result`,
      'name vectors of it, such as v(out)',
    );
}

/** Times of `.tran`, unless `lin-tstart` and its like say others. */
function gridOf(world: World, name: string, line: number): Required<NonNullable<Plot['grid']>> {
  const { own, grid, waveforms } = world.plots.current;
  const times = waveforms!.axis.values;
  const last = times[times.length - 1]!;
  const given = (key: string): number | undefined => own.get(key)?.values[0];
  const start = given('lin-tstart') ?? grid?.start ?? times[0]!;
  const stop = given('lin-tstop') ?? grid?.stop ?? last;
  const step = given('lin-tstep') ?? grid?.step ?? (last - times[0]!) / times.length;
  if (!(step > 0 && stop - start >= step))
    refuseCommand(name, line, `from ${start} s to ${stop} s there is no step of ${step} s`, 'give times that fit');
  return { start, stop, step };
}

/** Within a thousandth of the mean step. */
function isEven(time: Float64Array): boolean {
  const step = (time[time.length - 1]! - time[0]!) / (time.length - 1);
  return time.every((value, index) => Math.abs(value - time[0]! - index * step) <= 1e-3 * step);
}
