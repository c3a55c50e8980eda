import type { ColumnSpec } from '../../data/column.js';
import type { FitModel, FitTarget } from '../../target.js';
import type { DeviceFit } from './device-fit.js';
import { memdiode } from './models/memdiode.js';
import { sky130 } from './models/sky130.js';
import { stanford } from './models/stanford.js';
import { vteam } from './models/vteam.js';
import { planOf } from './plan.js';
import { syntheticOf } from './synthetic.js';

const columns: readonly ColumnSpec[] = [
  { name: 't', meaning: 'time', kinds: ['duration'] },
  { name: 'v', meaning: 'voltage of the source, or of the device', kinds: ['voltage'] },
  { name: 'i', meaning: 'current', kinds: ['current'] },
  { name: 'ic', meaning: 'compliance, the largest current the source gives', kinds: ['current'], optional: true },
  { name: 'rs', meaning: 'resistance between source and device', kinds: ['resistance'], optional: true },
  { name: 'T', meaning: 'temperature', kinds: ['temperature'], optional: true },
  { name: 'cycle', meaning: 'name of the cycle', kinds: ['text'], optional: true },
];

const [first, ...others] = [memdiode, vteam, stanford, sky130] as const;

/**
 * Current-voltage loops of a memristive device: its equations follow the measured voltage in time, and log10 of the
 * current is fitted.
 */
export const hysteresis: FitTarget = {
  name: 'hysteresis',
  title: 'Current-voltage hysteresis of a memristive device',
  summary: 'parameters of a dynamic device model from I-V sweeps',
  references: [
    ...new Set([first, ...others].flatMap(({ device }) => device.references.map(({ citation }) => citation))),
  ],
  columns,
  models: [modelOf(first), ...others.map(modelOf)],
  synthetic: (seed) => syntheticOf(first, seed),
};

function modelOf(fit: DeviceFit): FitModel {
  return {
    name: fit.name,
    summary: fit.summary,
    equations: fit.device.equations,
    plan: (data) => planOf(data, fit),
    synthetic: (seed) => syntheticOf(fit, seed),
  };
}
