import type { Simulator } from '../engine/simulator.js';
import { AXES, type AxisName } from './axes.js';
import { shapeOf, type Shape } from './lag.js';
import type { Probe } from './noise-probes.js';
import type { Rig } from './rig.js';

/**
 * Decades from far below the pole of every bias node (10 pF that carry 0.1 pA: 0.05 Hz) to that of what follows within
 * a pulse, Hz.
 */
const FREQUENCIES = { from: 1e-3, to: 1e3 };

/** Where every axis stands, as a share of its range. */
export type OperatingPoint = Readonly<Record<AxisName, number>>;

/** Off the middle, where a balanced pair passes nothing of its tail: a quarter in from either end of every axis. */
export const CANDIDATES: readonly OperatingPoint[] = AXES.reduce<OperatingPoint[]>(
  (places, axis) => places.flatMap((place) => [0.25, 0.75].map((share) => ({ ...place, [axis]: share }))),
  [{ ua: 0.5, ub: 0.5, uc: 0.5 }],
);

/** A probe and a vector of the rig whose way is asked for, at the place where most comes through. */
export interface Asked {
  readonly probe: number;
  readonly vector: string;
  readonly place: OperatingPoint;
}

/** How each of them is delayed. @throws SimulationError when an analysis fails */
export async function probeShapes(
  rig: Rig,
  probes: readonly Probe[],
  eventsOn: boolean,
  asked: readonly Asked[],
  simulator: Simulator,
  run: { timeoutSeconds: number; signal?: AbortSignal },
): Promise<ReadonlyMap<Asked | undefined, Shape>> {
  const shapes = new Map<Asked | undefined, Shape>();
  await Promise.all(
    CANDIDATES.map(async (place) => {
      const here = asked.filter((one) => one.place === place);
      if (here.length === 0) return;
      const session = await simulator.open({
        title: 'noise lags',
        text: rig.text({ eventsOn, place: ({ axis }) => place[axis], probes }),
      });
      try {
        for (const index of new Set(here.map(({ probe }) => probe))) {
          const wanted = here.filter(({ probe }) => probe === index);
          await session.alter([{ instance: `i__probe${index}`, parameter: 'acmag', value: 1 }]);
          const { columns, axis } = await session.run(
            { kind: 'ac', scale: 'dec', points: 1, from: FREQUENCIES.from, to: FREQUENCIES.to },
            { save: wanted.map(({ vector }) => vector), ...run },
          );
          await session.alter([{ instance: `i__probe${index}`, parameter: 'acmag', value: 0 }]);
          for (const one of wanted) {
            const found = columns.get(one.vector);
            shapes.set(
              one,
              shapeOf(
                Array.from(axis.values, (frequency, at) => ({
                  frequency,
                  real: found?.values[at] ?? NaN,
                  imaginary: found?.imaginary?.[at] ?? NaN,
                })),
              ),
            );
          }
        }
      } finally {
        await session.close();
      }
    }),
  );
  return shapes;
}
