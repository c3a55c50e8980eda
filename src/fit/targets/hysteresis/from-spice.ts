import { triangle, voltsAt } from '../../../devices/drive.js';
import { findParameterSet } from '../../../devices/parameter-set.js';
import type { Simulator } from '../../../engine/simulator.js';
import { deviceJob, deviceTrace } from '../../../netlist/device-bench.js';
import { generator } from '../../../random/generator.js';
import { interpolate } from '../../../waveform/interpolate.js';
import type { Synthetic } from '../../target.js';

const PARAMETERS = { r_s: 8, g_leak: 4e-5, v_res: -1.4, eta_r: 3, b: 0.42 };
/** Peaks of each sweep, V, and the state it starts in. */
const SWEEPS = [
  { peaks: [1.4, -2.4], h: 0.02 },
  { peaks: [-2.2, 1.3], h: 0.9 },
  { peaks: [1.2, -2.6], h: 0.05 },
] as const;
const [RAMP, POINTS, SCATTER] = [2.5, 167, 0.03];

/**
 * I-V sweeps of a memdiode as a simulator sees its SPICE template, with 3 % scatter: what the acceptance of the fit is
 * measured on, because no measured sweep of a memristive device with a permissive licence is known to us. Three sweeps
 * of 10 s, each of 167 points.
 */
export async function hysteresisSweeps(simulator: Simulator, seed: number): Promise<Synthetic> {
  const set = findParameterSet('memdiode-tio2');
  const draws = generator(seed);
  const rows: string[] = [];
  for (const { peaks, h } of SWEEPS) {
    const drive = triangle(peaks, RAMP);
    const job = deviceJob({ title: 'sweep', set, changes: { ...PARAMETERS, h }, drive, series: 0, maxStep: 1e-3 });
    const session = await simulator.open(job.circuit);
    try {
      const trace = deviceTrace(set, await session.run(job.analysis, { save: job.save }));
      const times = Array.from({ length: POINTS }, (_, point) =>
        Number(((4 * RAMP * point) / (POINTS - 1)).toPrecision(9)),
      );
      const currents = interpolate(trace.time, trace.current, times);
      times.forEach((time, point) =>
        rows.push(
          [
            time,
            voltsAt(drive, time).toPrecision(9),
            ((currents[point] ?? NaN) * Math.exp(SCATTER * draws.normal())).toPrecision(7),
          ].join(),
        ),
      );
    } finally {
      await session.close();
    }
  }
  const parameters = Object.fromEntries(
    Object.entries({ ...set.parameters, ...PARAMETERS }).filter(([name]) => name !== 'c_p'),
  );
  return {
    csv: `t_s,v_V,i_A\n${rows.join('\n')}\n`,
    truth: {
      ...parameters,
      ...Object.fromEntries(SWEEPS.map(({ h }, index) => [`h_start ${index + 1}`, h])),
      sd: SCATTER / Math.LN10,
    },
  };
}
