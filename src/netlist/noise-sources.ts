import { hierarchicalNet, placesOf } from '../compose/hierarchy.js';
import type { Design } from '../design/design.js';
import type { PlacedTransistor } from '../nonideality/placed-transistor.js';
import type { Process } from '../process/process.js';
import { EVENT_EDGE } from '../spec/limits.js';
import { spiceNumber } from '../units/format.js';
import { renderCell } from './render.js';

/** When the first interval's noise begins, as a share of the interval. */
const START = 1e-3;
/**
 * Rise time of every step, s: short beside the edge of an event, so that nothing is left of a pulse's noise after it.
 */
const EDGE = EVENT_EDGE / 10;

/** Nets of its cell that a channel's noise current leaves and enters when its own current grows. */
export interface ChannelEnds {
  readonly instance: string;
  readonly from: string;
  readonly to: string;
}

/** Where every transistor's channel lies, by path, read from the cells as they are rendered. */
export function channelsOf(
  { composition, sized }: Design,
  process: Process,
  transistors: readonly PlacedTransistor[],
): ReadonlyMap<string, ChannelEnds> {
  const texts = new Map(
    composition.instances.map(({ id, cell }) => {
      const of = sized.get(id);
      if (!of) throw new Error(`instance ${id} is not sized`);
      return [id, renderCell(cell, of, cell.name, process).split('\n')] as const;
    }),
  );
  const places = placesOf(composition);
  return new Map(
    transistors.map(({ path, instance, polarity }) => {
      const place = places.get(instance) ?? '';
      const [line = ''] = path.slice(`${place}.`.length).split('.');
      const words = texts
        .get(instance)
        ?.find((text) => text.startsWith(`${line} `))
        ?.split(/\s+/);
      const [, drain, , source] = words ?? [];
      if (drain === undefined || source === undefined)
        throw new Error(`no line of the cell of ${instance} is the transistor ${path}`);
      // Currents of a pFET's model count from source to drain.
      return [
        path,
        { instance, ...(polarity === 'nfet' ? { from: drain, to: source } : { from: source, to: drain }) },
      ] as const;
    }),
  );
}

/**
 * One current source per transistor, beside its channel, at the top level of a testbench, and one of no current whose
 * corners are those of the whole grid: what is simulated with and without noise has the same time points, so a
 * difference is noise.
 *
 * @param currents A, constant over each interval of `grid` (s)
 */
export function noiseSources(
  { composition }: Design,
  channels: ReadonlyMap<string, ChannelEnds>,
  grid: Float64Array,
  currents: ReadonlyMap<string, Float64Array>,
): string[] {
  // From zero: the operating point must not take the first interval's noise for a current that has always been there.
  const starts = [START * (grid[1] ?? NaN), ...grid.subarray(1, -1)];
  const beside = [...currents].map(([path, values], index) => {
    const ends = channels.get(path);
    const instance = composition.instances.find(({ id }) => id === ends?.instance);
    if (!ends || !instance) throw new Error(`no channel of ${path}`);
    const net = (name: string): string =>
      instance.nets[name] === 'vss' || name === 'vss' ? '0' : hierarchicalNet(composition, instance, name);
    const changes = starts.flatMap((time, at) =>
      values[at] === (values[at - 1] ?? 0) ? [] : [[time, values[at] ?? NaN] as const],
    );
    return `i__noise${index} ${net(ends.from)} ${net(ends.to)} ${staircase(changes)}`;
  });
  return [`i__noise_grid 0 0 ${staircase(starts.map((time) => [time, 0] as const))}`, ...beside];
}

/** A PWL source from zero, each value from its time on. */
function staircase(changes: readonly (readonly [time: number, value: number])[]): string {
  const points: (readonly [number, number])[] = [[0, 0]];
  let level = 0;
  for (const [time, value] of changes) {
    points.push([time, level], [time + EDGE, value]);
    level = value;
  }
  // SPICE wants at least two points, also for a source that stays silent.
  if (points.length === 1) points.push([EDGE, 0]);
  const rounded = (value: number, digits: number): string => spiceNumber(Number(value.toPrecision(digits)));
  return `pwl(${points.map(([time, value]) => `${rounded(time, 12)} ${rounded(value, 6)}`).join(' ')})`;
}
