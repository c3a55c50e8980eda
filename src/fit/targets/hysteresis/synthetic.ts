import { simulateDevice } from '../../../behavioural/device-transient.js';
import type { DeviceTrace } from '../../../devices/device.js';
import { triangle } from '../../../devices/drive.js';
import { findParameterSet, type ParameterSet } from '../../../devices/parameter-set.js';
import { generator } from '../../../random/generator.js';
import { interpolate } from '../../../waveform/interpolate.js';
import type { Synthetic } from '../../target.js';

const changes = { r_s: 8, g_leak: 4e-5, v_res: -1.4, eta_r: 3, b: 0.42, h: 0.01 };
const SCATTER = 0.03;
const POINTS = 81;
const DRIVE = triangle([1.4, -2.4], 2.5);

let clean: { readonly set: ParameterSet; readonly trace: DeviceTrace } | undefined;

/** Without noise, once: one loop of a memdiode, by the integrator that the fit does not use. */
function noiseless(): NonNullable<typeof clean> {
  const set = findParameterSet('memdiode-tio2');
  return (clean ??= { set, trace: simulateDevice(set, { drive: DRIVE, series: 0, maxStep: 5e-3 }, changes) });
}

/** SET and RESET of a memdiode within 10 s; 3 % scatter of every current. */
export function synthetic(seed: number): Synthetic {
  const { set, trace } = noiseless();
  const draws = generator(seed);
  const stop = DRIVE.at(-1)?.[0] ?? NaN;
  const times = Array.from({ length: POINTS }, (_, index) => Number(((stop * index) / (POINTS - 1)).toPrecision(9)));
  const [volts, currents] = [interpolate(trace.time, trace.drive, times), interpolate(trace.time, trace.current, times)];
  const rows = times.map((time, index) => [time, Number((volts[index] ?? NaN).toPrecision(9)), ((currents[index] ?? NaN) * Math.exp(SCATTER * draws.normal())).toPrecision(7)].join());
  const { h, ...numbers } = changes;
  const parameters = Object.fromEntries(Object.entries({ ...set.parameters, ...numbers }).filter(([name]) => name !== 'c_p'));
  return { csv: `t_s,v_V,i_A\n${rows.join('\n')}\n`, truth: { ...parameters, h_start: h, sd: SCATTER / Math.LN10 } };
}
