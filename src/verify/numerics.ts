import type { Toolchain } from '../compile.js';
import type { Bench } from '../netlist/testbench.js';
import type { Check, NumericsSpec } from '../spec/types.js';
import { UserError } from '../units/user-error.js';
import { formatPercent } from '../units/format.js';
import { statusOf } from './measure.js';
import type { Measurement } from '../compare/measurement.js';

/** Another way to the same numbers. Where they move, numerics decided and not the circuit. */
export interface Variant {
  /** `half the time step` */
  readonly name: string;
  readonly tools: Toolchain;
  readonly bench: (bench: Bench) => Bench;
  /** Whether it also measures the circuit's DC and AC behaviour anew: a smaller time step does not change that. */
  readonly recalibrates: boolean;
}

/** What a measurement was when it was made again. */
export interface Repeated {
  readonly name: string;
  readonly measurement: Measurement;
}

/**
 * The two variants: half the time step on the same engine, and the same step on another. @throws UserError when there
 * is no other
 */
export async function numericsVariants(tools: Toolchain): Promise<Variant[]> {
  const { second } = tools;
  if (!second)
    throw new UserError([
      { message: 'the numerics cannot be checked without a second engine; give one as `second` of the toolchain' },
    ]);
  const [own, other] = await Promise.all([tools.simulator.info(), second.info()]);
  if (own.name === other.name && own.version === other.version) {
    throw new UserError([
      {
        message:
          `the second engine is the first one (${own.name} ${own.version}) and would agree with itself; ` +
          `choose another with --second-engine`,
      },
    ]);
  }
  return [
    {
      name: 'half the time step',
      tools,
      bench: (bench) => ({ ...bench, refine: 2 * (bench.refine ?? 1) }),
      recalibrates: false,
    },
    {
      name: `${other.name} ${other.version}`,
      tools: { ...tools, simulator: second },
      bench: (bench) => bench,
      recalibrates: true,
    },
  ];
}

/**
 * Compares a measurement with its repetitions. One that moves by more than the tolerance (a share of the limit) or
 * across the limit, or cannot be repeated, is taken back: nothing is left to judge. Where all are out of limits it
 * stays: it fails either way.
 */
export function settled(
  check: Pick<Check, 'max'>,
  measurement: Measurement,
  repeated: readonly Repeated[],
  { tolerance }: NumericsSpec,
): Measurement {
  if (statusOf(check, measurement) === 'not-checked') return measurement;
  const numerics = repeated.map(({ name, measurement: again }) => {
    const number = finite(again);
    return { name, ...(number === undefined ? {} : { measured: number }) };
  });
  const statuses = new Set(
    [measurement, ...repeated.map(({ measurement: again }) => again)].map((each) => statusOf(check, each)),
  );
  const stays = (again: Measurement): boolean =>
    statusOf(check, again) === statusOf(check, measurement) && movement(measurement, again) <= tolerance * check.max;
  const moves = repeated.filter(({ measurement: again }) => !stays(again));
  if (moves.length === 0 || (statuses.size === 1 && statuses.has('fail'))) return { ...measurement, numerics };
  const { measured, ...rest } = measurement;
  const words = moves.map(({ name, measurement: again }) => {
    const number = finite(again);
    const found =
      number === undefined ? `no number (${again.reason ?? 'nothing could be measured'})` : formatPercent(number, 4);
    return `${name} gives ${found}`;
  });
  return {
    ...rest,
    numerics,
    reason:
      `numerics: ${formatPercent(measured ?? NaN, 4)} measured, but ${words.join(', and ')}; ` +
      `${formatPercent(tolerance)} of the limit of ${formatPercent(check.max, 4)} is allowed, on the same ` +
      `side of it`,
  };
}

function finite({ measured }: Measurement): number | undefined {
  return Number.isFinite(measured) ? measured : undefined;
}

/**
 * Distance of two measurements in units of the metric. A value that jumps from one side of its reference to the other
 * moves, although its error does not.
 */
function movement(one: Measurement, other: Measurement): number {
  const metric = Math.abs((other.measured ?? NaN) - (one.measured ?? NaN));
  if (
    one.value === undefined ||
    other.value === undefined ||
    one.reference === undefined ||
    other.reference === undefined ||
    // A difference is measured in units of its own, and may well be from nothing.
    one.reference === 0 ||
    other.reference === 0
  )
    return metric;
  return Math.max(metric, Math.abs(other.value / other.reference - one.value / one.reference));
}
