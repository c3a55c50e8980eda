import { designOf } from '../netlist/dut.js';
import { hierarchicalNet } from '../compose/hierarchy.js';
import type { Simulator } from '../engine/simulator.js';
import { benchText, type Bench } from '../netlist/testbench.js';
import { column } from '../waveform/waveforms.js';
import { stateNodes } from './state-nodes.js';

/**
 * Voltage range of every state node, V; runs one `.op` without events when a range is asked for around the operating
 * point.
 */
export async function sweepRanges(
  bench: Bench,
  simulator: Simulator,
  run: { timeoutSeconds: number; signal?: AbortSignal },
): Promise<ReadonlyMap<string, readonly [number, number]>> {
  const { composition } = designOf(bench.dut);
  const nodes = stateNodes(composition).map(({ id, storage, owner }) => ({
    id,
    sweep: storage.sweep,
    vector: `v(${hierarchicalNet(composition, owner, storage.net)})`,
  }));
  const save = nodes.filter(({ sweep }) => typeof sweep !== 'function').map(({ vector }) => vector);
  if (save.length === 0)
    return new Map(
      nodes.map(({ id, sweep }) => [id, typeof sweep === 'function' ? sweep(bench.conditions.supply) : [NaN, NaN]]),
    );

  const text = [...benchText(bench), ...composition.events.map(({ net }) => `v_${net} ${net} 0 dc 0`), ''].join('\n');
  const session = await simulator.open({ title: 'operating point', text });
  try {
    const rest = await session.run({ kind: 'op' }, { save, ...run });
    return new Map(
      nodes.map(({ id, sweep, vector }) => {
        if (typeof sweep === 'function') return [id, sweep(bench.conditions.supply)];
        const voltage = column(rest, vector)[0] ?? NaN;
        return [id, [voltage - sweep.below, voltage + sweep.above]];
      }),
    );
  } finally {
    await session.close();
  }
}
