import type { Simulator } from '../engine/simulator.js';
import type { Column } from '../waveform/waveforms.js';
import type { ForcedContact, Rig } from './rig.js';

/** Points at which the capacitance is measured, equally spaced across the range. */
const POINTS = 5;
const FREQUENCY = 1e3;
const MIDDLE = 0.5;

/** Farads at the equally spaced positions of the contact that moves. */
export interface Capacitances {
  /** Charge a cell puts on `of` when its own contact `by` moves; with `of` = `by` what it adds to that node. */
  between(of: ForcedContact, by: ForcedContact): readonly number[];
}

/**
 * A few AC points per contact, events off, the others at mid range. Cells are forced apart from each other, so the
 * first contacts of all of them are driven together, then the second ones, and so on.
 */
export async function measureCapacitances(
  rig: Rig,
  simulator: Simulator,
  run: { timeoutSeconds: number; signal?: AbortSignal },
): Promise<Capacitances> {
  const save = rig.forced.map(({ source }) => `i(${source})`);
  const measured = new Map<ForcedContact, readonly ReadonlyMap<string, Admittance>[]>();
  const at = async (driven: readonly ForcedContact[], position: number): Promise<ReadonlyMap<string, Admittance>> => {
    const text = rig.text({
      eventsOn: false,
      place: (contact) => (driven.includes(contact) ? position : MIDDLE),
      driven,
    });
    const session = await simulator.open({ title: 'capacitance', text });
    try {
      const result = await session.run(
        { kind: 'ac', scale: 'lin', points: 1, from: FREQUENCY, to: FREQUENCY },
        { save, ...run },
      );
      return new Map(save.map((vector) => [vector, admittance(result.columns.get(vector))]));
    } finally {
      await session.close();
    }
  };
  await Promise.all(
    groups(rig.forced).map(async (driven) => {
      const points = await Promise.all(Array.from({ length: POINTS }, (_, index) => at(driven, index / (POINTS - 1))));
      for (const contact of driven) measured.set(contact, points);
    }),
  );
  return {
    between: (of, by) => {
      const points = (measured.get(by) ?? []).map((point) => point.get(`i(${of.source})`));
      const turns = by.channels.some((channel) => channel.turns !== undefined);
      const counted = turns ? points.map(() => quietest(points)) : points;
      return counted.map((point) => point?.capacitance ?? NaN);
    },
  };
}

function admittance(found: Column | undefined): Admittance {
  return {
    capacitance: -(found?.imaginary?.[0] ?? NaN) / (2 * Math.PI * FREQUENCY),
    conductance: Math.abs(found?.values[0] ?? NaN),
  };
}

/** What one volt at a contact sends into another. */
interface Admittance {
  /** F */
  readonly capacitance: number;
  /** S, its size */
  readonly conductance: number;
}

/**
 * Where a current turns over, an amplifier follows the small signal late, and what it sends looks like nanofarads. The
 * point at which it sends least is taken for all.
 */
function quietest(points: readonly (Admittance | undefined)[]): Admittance | undefined {
  return [...points].sort((a, b) => (a?.conductance ?? Infinity) - (b?.conductance ?? Infinity))[0];
}

/** One contact of every instance per group. */
function groups(forced: readonly ForcedContact[]): ForcedContact[][] {
  const result: ForcedContact[][] = [];
  for (const contact of forced) {
    const group = result.find((members) => !members.some(({ instance }) => instance === contact.instance));
    if (group) group.push(contact);
    else result.push([contact]);
  }
  return result;
}
