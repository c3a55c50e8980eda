import type { Simulator } from '../engine/simulator.js';
import type { ChannelEnds } from '../netlist/noise-sources.js';
import { observedVectors, type Bench } from '../netlist/testbench.js';
import type { Waveforms } from '../waveform/waveforms.js';
import { sweepRanges } from './ranges.js';
import { calibrationRig } from './rig.js';

/** What a small current beside a transistor's channel does elsewhere: `gain`, behind a first-order lag of `lag` seconds. */
export interface Transfer {
  /** State node (by id) or output (by state of the rule) that it reaches. */
  readonly to: { readonly node: string } | { readonly output: string };
  readonly gain: number;
  readonly lag: number;
}

/** Net of the only event that is on; `IDLE` while none is, `CROWDED` while several are. */
export type Situation = string | typeof IDLE | typeof CROWDED;
/** By path of the transistor. */
export type NoiseTransfers = ReadonlyMap<string, ReadonlyMap<Situation, readonly Transfer[]>>;
export const IDLE = false;
export const CROWDED = true;

/** Far below the corner of every bias node (10 pF that carry 1 pA: 1 Hz), where the phase still shows the lag, Hz. */
const FREQUENCY = 0.01;
/** A transfer below this share moves nothing that can be seen. */
const SMALLEST_GAIN = 1e-3;
/** Tangent of the largest phase that is read as a lag. */
const MOST_PHASE = 3;
const MIDDLE = 0.5;

/**
 * How the noise of every transistor reaches the state nodes and the outputs: one `.ac` point per transistor in the calibration
 * rig for every way in which events can be on, with the states at mid range. What a bias chain filters is filtered: the phase gives its lag.
 *
 * @throws SimulationError when an analysis fails
 */
export async function noiseTransfers(bench: Bench, channels: ReadonlyMap<string, ChannelEnds>, simulator: Simulator, signal?: AbortSignal): Promise<NoiseTransfers> {
  const run = { timeoutSeconds: 60, ...(signal ? { signal } : {}) };
  const { composition } = bench.design;
  const rig = calibrationRig(bench, await sweepRanges(bench, simulator, run));
  const outputs = [...observedVectors(composition)].filter(([, vector]) => vector.startsWith('i('));
  const save = [...rig.forced.map(({ source }) => `i(${source})`), ...outputs.map(([, vector]) => vector)];
  const read = (columns: Waveforms['columns'], vector: string, to: Transfer['to']): Transfer[] => {
    const column = columns.get(vector);
    const [real, imaginary] = [column?.values[0] ?? NaN, column?.imaginary?.[0] ?? NaN];
    const phase = -imaginary / real;
    // What leads, or lags by more than one pole can, comes over a capacitance: nothing of it stays.
    const single = phase > 0 && phase < MOST_PHASE;
    const [gain, lag] = single ? [real * (1 + phase * phase), phase / (2 * Math.PI * FREQUENCY)] : [real, 0];
    return Math.abs(gain) >= SMALLEST_GAIN ? [{ to, gain, lag }] : [];
  };
  const probes = [...channels].flatMap(([path, { instance: id, from, to }]) => {
    const instance = composition.instances.find((candidate) => candidate.id === id);
    if (!instance) throw new Error(`no instance ${id}`);
    const ends = { from: rig.net(instance, from), to: rig.net(instance, to) };
    return ends.from === ends.to ? [] : [{ path, ...ends }];
  });
  const measured = new Map([...channels.keys()].map((path) => [path, new Map<Situation, readonly Transfer[]>()] as const));
  const measureAll = async (on: Situation): Promise<void> => {
    const session = await simulator.open({ title: 'noise transfer', text: rig.text({ eventsOn: on, place: () => MIDDLE, probes }) });
    try {
      for (const [index, { path }] of probes.entries()) {
        await session.alter([{ instance: `i_probe${index}`, parameter: 'acmag', value: 1 }]);
        const { columns } = await session.run({ kind: 'ac', scale: 'lin', points: 1, from: FREQUENCY, to: FREQUENCY }, { save, ...run });
        await session.alter([{ instance: `i_probe${index}`, parameter: 'acmag', value: 0 }]);
        measured.get(path)?.set(on, [
          ...rig.forced.flatMap(({ source, node }) => read(columns, `i(${source})`, { node: node.id })),
          ...outputs.flatMap(([state, vector]) => read(columns, vector, { output: state })),
        ]);
      }
    } finally {
      await session.close();
    }
  };
  await Promise.all([IDLE, CROWDED, ...composition.events.map(({ net }) => net)].map(measureAll));
  return measured;
}
