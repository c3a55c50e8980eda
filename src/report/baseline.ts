import { z } from 'zod';
import type { Result } from '../result/result.js';
import { marginOf, STATUSES, type VerdictStatus } from '../result/verdict.js';
import { lineOfText } from '../spec/text-fields.js';
import { titleOf } from './about.js';

/** A name in a file that may come from anybody; it ends up in tables and JSON. */
const name = lineOfText(1000, { min: 0 });
const check = {
  quantity: name,
  against: name.exactOptional(),
  metric: name.exactOptional(),
  experiment: name,
  unit: name.exactOptional(),
};
const place = { process: name, corner: name };

const entry = z.object({
  spec: name,
  ...check,
  conditions: z
    .object({
      ...place,
      temperature: z.number(),
      supply: z.number(),
      capacitor: z.number().exactOptional(),
      bias: z.number().exactOptional(),
      netlist: z.string().exactOptional(),
    })
    .exactOptional(),
  sample: z.int().exactOptional(),
  status: z.enum(STATUSES),
  limit: z.number(),
  margin: z.number().exactOptional(),
});

/** What a repository keeps of a verification: one entry per verdict, without curves, so that its diff can be read. */
export const baselineSchema = z.object({ baseline: z.literal(1), verdicts: z.array(entry) });

/** The names that a baseline takes from a JSON result, where they stand there. */
export const resultNamesSchema = z.object({
  reports: z.array(
    z.object({
      name,
      verdicts: z.array(z.object({ ...check, conditions: z.object(place).exactOptional() })),
    }),
  ),
});

export type Baseline = z.output<typeof baselineSchema>;
type Entry = Baseline['verdicts'][number];

/** The verdicts of a run, in order. */
export function baselineOf(reports: readonly Result[]): Baseline {
  const verdicts = reports.flatMap((report) =>
    report.verdicts.map((verdict): Entry => {
      const { quantity, against, metric, conditions, experiment, status, limit, unit, sample } = verdict;
      const margin = marginOf(verdict);
      return {
        spec: titleOf(report),
        quantity,
        ...(against === undefined ? {} : { against }),
        ...(metric === undefined ? {} : { metric }),
        experiment,
        ...(conditions ? { conditions } : {}),
        ...(sample ? { sample: sample.index } : {}),
        status,
        limit,
        unit,
        ...(margin === undefined ? {} : { margin: Number(margin.toPrecision(6)) }),
      };
    }),
  );
  return { baseline: 1, verdicts };
}

/** How one verdict moved between two runs. */
export interface Move {
  /** Which verdict: as it is after, or as it was where it is gone. */
  readonly entry: Entry;
  readonly before?: { readonly status: VerdictStatus; readonly margin?: number };
  readonly after?: { readonly status: VerdictStatus; readonly margin?: number };
  /** Change of the margin as a share of the limit; negative is worse. */
  readonly change?: number;
  /** A pass that is gone, or whose margin fell by more than the tolerance. */
  readonly regressed: boolean;
}

/**
 * Every verdict of either run. The margin is taken as a share of each run's own limit, so that a widened limit shows as
 * what it is only in the spec's diff, and a tightened one is a loss of margin here.
 *
 * @param tolerance largest loss of margin that is no regression, as a share of the limit
 */
export function compareRuns(before: Baseline, after: Baseline, tolerance: number): Move[] {
  const left = keyed(before);
  const right = keyed(after);
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key): Move[] => {
    const [old, now] = [left.get(key), right.get(key)];
    const known = now ?? old;
    if (!known) return [];
    const change = old?.margin === undefined || now?.margin === undefined ? undefined : share(now) - share(old);
    const regressed = old?.status === 'pass' && (now?.status !== 'pass' || change === undefined || change < -tolerance);
    return [
      {
        entry: known,
        ...(old ? { before: outcome(old) } : {}),
        ...(now ? { after: outcome(now) } : {}),
        ...(change === undefined ? {} : { change }),
        regressed,
      },
    ];
  });
}

/** Two equal checks of one spec are told apart by their order. */
function keyed({ verdicts }: Baseline): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const copies = new Map<string, number>();
  for (const verdict of verdicts) {
    const { spec, quantity, against, metric, experiment, conditions, sample } = verdict;
    const { process, corner, temperature, supply, capacitor = 0, bias = 0, netlist } = conditions ?? {};
    const place = [process, corner, temperature, supply, capacitor, bias, netlist];
    const parts = [spec, quantity, against, metric, experiment, ...place, sample ?? 'nominal'];
    const key = JSON.stringify(parts);
    const copy = copies.get(key) ?? 0;
    copies.set(key, copy + 1);
    entries.set(JSON.stringify([...parts, copy]), verdict);
  }
  return entries;
}

function outcome({ status, margin }: Entry): NonNullable<Move['before']> {
  return { status, ...(margin === undefined ? {} : { margin }) };
}

function share({ margin = NaN, limit }: Entry): number {
  return limit > 0 ? margin / limit : margin;
}
