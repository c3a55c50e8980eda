import type { Session, Simulator } from '../engine/simulator.js';
import type { Waveforms } from '../waveform/waveforms.js';
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
      const text = rig.text({ eventsOn, place: ({ axis }) => place[axis], probes });
      const session = await simulator.open({ title: 'noise lags', text });
      try {
        for (const index of new Set(here.map(({ probe }) => probe))) {
          const wanted = here.filter(({ probe }) => probe === index);
          const found = await responseTo(session, index, wanted, run);
          for (const one of wanted) shapes.set(one, shapeIn(found, one.vector));
        }
      } finally {
        await session.close();
      }
    }),
  );
  return shapes;
}

/** What one probe alone does to the vectors that are asked for, over frequency. */
async function responseTo(
  session: Session,
  probe: number,
  wanted: readonly Asked[],
  run: { timeoutSeconds: number; signal?: AbortSignal },
): Promise<Waveforms> {
  await session.alter([{ instance: `i__probe${probe}`, parameter: 'acmag', value: 1 }]);
  const found = await session.run(
    { kind: 'ac', scale: 'dec', points: 1, from: FREQUENCIES.from, to: FREQUENCIES.to },
    { save: wanted.map(({ vector }) => vector), ...run },
  );
  await session.alter([{ instance: `i__probe${probe}`, parameter: 'acmag', value: 0 }]);
  return found;
}

function shapeIn({ columns, axis }: Waveforms, vector: string): Shape {
  const found = columns.get(vector);
  return shapeOf(
    Array.from(axis.values, (frequency, at) => ({
      frequency,
      real: found?.values[at] ?? NaN,
      imaginary: found?.imaginary?.[at] ?? NaN,
    })),
  );
}
