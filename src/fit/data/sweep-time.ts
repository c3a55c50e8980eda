import { readNumber } from '../../units/read-number.js';
import { readTableUnit } from '../../table/unit.js';
import { UserError } from '../../units/user-error.js';
import type { ColumnSpec } from './column.js';
import type { FitData } from './fit-data.js';

/**
 * Volts per second of `0.1 V/s` or `50 mV/s`.
 * @throws UserError for anything else
 */
export function parseSweepRate(text: string): number {
  const [, digits = '', unit = ''] = /^\s*(\S+?)\s*([a-zµμ]*V)\s*\/\s*s\s*$/.exec(text) ?? [];
  const [value, reading] = [readNumber(digits), readTableUnit(unit)];
  if (value === undefined || !(value > 0) || 'fault' in reading)
    throw new UserError([
      { message: `--sweep-rate: found "${text}", expected a rate above 0 such as "0.1 V/s" or "50 mV/s"` },
    ]);
  return Number(`${value}e${reading.exponent}`);
}

/**
 * Columns of a target without its time, which the rate gives.
 * @throws UserError for a target that has no time and voltage
 */
export function withoutTime(specs: readonly ColumnSpec[]): ColumnSpec[] {
  if (!['t', 'v'].every((name) => specs.some((spec) => spec.name === name)))
    throw new UserError([{ message: '--sweep-rate: this target has no sweep of a voltage v in time t; leave it out' }]);
  return specs.map((spec) => (spec.name === 't' ? { ...spec, optional: true } : spec));
}

/**
 * Data with the time that a sweep of this rate takes: as long as the voltage moves, and one step where it rests, as at
 * a turning point that is measured twice. It starts anew with every file and every series.
 * @throws UserError where the file has a time
 */
export function withSweepTime(data: FitData, rate: number): FitData {
  const file = data.files[0]?.file ?? '';
  if (data.columns.has('t'))
    throw new UserError([{ file, message: 'the file has a column t; leave --sweep-rate out, or rename the column' }]);
  const v = data.columns.get('v') ?? new Float64Array();
  const starts = (row: number): boolean =>
    row === 0 || data.series[row] !== data.series[row - 1] || fileOf(data, row) !== fileOf(data, row - 1);
  const moves = Array.from(v, (volts, row) => (starts(row) ? 0 : Math.abs(volts - (v[row - 1] ?? NaN))));
  const steps = moves.filter((move) => move > 0).sort((a, b) => a - b);
  const step = steps[Math.floor(steps.length / 2)];
  if (step === undefined)
    throw new UserError([{ file, message: 'the voltage never moves, so a sweep rate gives no time' }]);
  let now = 0;
  const t = Float64Array.from(moves, (move, row) => (now = starts(row) ? 0 : now + (move > 0 ? move : step) / rate));
  return {
    ...data,
    columns: new Map([['t', t], ...data.columns]),
    units: new Map([['t', 's'], ...data.units]),
    readings: [...data.readings, `t is made from the voltage at ${rate} V/s; where it rests, one step of ${step} V`],
  };
}

function fileOf({ places }: FitData, row: number): string {
  return (places[row] ?? '').replace(/:\d+$/, '');
}
