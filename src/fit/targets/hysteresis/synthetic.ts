import { simulateDevice } from '../../../behavioural/device-transient.js';
import { triangle } from '../../../devices/drive.js';
import { findParameterSet, type ParameterSet } from '../../../devices/parameter-set.js';
import { generator } from '../../../random/generator.js';
import { interpolate } from '../../../waveform/interpolate.js';
import type { Synthetic } from '../../target.js';
import type { DeviceFit, Example } from './device-fit.js';

const SCATTER = 0.03;

/** Sweeps of a device by the integrator that the fit does not use; 3 % scatter of every current, with a seed. */
export function syntheticOf(fit: DeviceFit, seed: number): Synthetic {
  const { example } = fit;
  const set = findParameterSet(example.set);
  const draws = generator(seed);
  const [behind, again] = [example.series > 0, example.sweeps.length > 1];
  const rows = example.sweeps.flatMap((sweep, cycle) => {
    const { times, volts, currents } = noiseless(set, example, sweep, 1 + example.spread * (2 * draws.uniform() - 1));
    return times.map((time, index) =>
      [
        time,
        Number((volts[index] ?? NaN).toPrecision(9)),
        ((currents[index] ?? NaN) * Math.exp(SCATTER * draws.normal())).toPrecision(7),
        ...(behind ? [example.series] : []),
        ...(again ? [cycle + 1] : []),
      ].join(),
    );
  });
  const head = ['t_s', 'v_V', 'i_A', ...(behind ? ['rs_Ohm'] : []), ...(again ? ['cycle'] : [])];
  return {
    csv: `${head.join()}\n${rows.join('\n')}\n`,
    truth: { ...truthOf(set, fit), sd: SCATTER / Math.LN10 },
  };
}

interface Clean {
  readonly times: readonly number[];
  readonly volts: ArrayLike<number>;
  readonly currents: ArrayLike<number>;
}

const known = new Map<string, Clean>();

function noiseless(
  set: ParameterSet,
  example: Example,
  { peaks, ramp }: Example['sweeps'][number],
  scale: number,
): Clean {
  const drive = triangle(
    peaks.map((peak) => peak * scale),
    ramp,
  );
  const { changes, series, points } = example;
  const key = JSON.stringify([example, drive]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const trace = simulateDevice(set, { drive, series, maxStep: ramp / 500 }, changes);
  const stop = drive.at(-1)?.[0] ?? NaN;
  const times = Array.from({ length: points }, (_, index) => Number(((stop * index) / (points - 1)).toPrecision(9)));
  const clean = {
    times,
    volts: interpolate(trace.time, trace.drive, times),
    currents: interpolate(trace.time, trace.current, times),
  };
  known.set(key, clean);
  return clean;
}

/** By the names of the fit: parameters, and where each sweep starts as a share of the range. */
function truthOf(
  set: ParameterSet,
  { device, example, fixed, ambient, asSize = [] }: DeviceFit,
): Record<string, number> {
  const values: Readonly<Record<string, number>> = { ...set.parameters, ...set.initial, ...example.changes };
  const valueOf = (name: string): number => values[name] ?? NaN;
  const [state] = device.states;
  if (state === undefined) throw new Error(`${device.name} has no state`);
  const [low, high] = state.range(valueOf);
  const share = (valueOf(state.name) - low) / (high - low);
  return {
    ...Object.fromEntries(
      device.parameters
        .filter(({ name }) => !(name in fixed) && name !== ambient)
        .map(({ name }) => (asSize.includes(name) ? [`|${name}|`, -valueOf(name)] : [name, valueOf(name)])),
    ),
    ...Object.fromEntries(
      example.sweeps.map((_, index) => [
        example.sweeps.length > 1 ? `${state.name}_start ${index + 1}` : `${state.name}_start`,
        share,
      ]),
    ),
  };
}
