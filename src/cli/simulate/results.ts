import type { DeckOutcome } from '../../control/simulate.js';
import type { Written } from '../../control/world.js';
import type { DeckResult } from '../../engine/simulator.js';
import type { Column, Waveforms } from '../../waveform/waveforms.js';

/** What a deck gives out: what its `write` and `wrdata` lines chose, else all results. */
export function resultsOf({ plots, written }: DeckOutcome): DeckResult[] {
  const chosen =
    written.length > 0
      ? written.map((one) => waveformsOf(one))
      : plots.flatMap(({ waveforms }) => (waveforms ? [waveforms] : []));
  return chosen.map((waveforms) => ({ analysis: waveforms.analysis, waveforms }));
}

/** @throws Error when a result was written that no analysis gave; `write` refuses that */
function waveformsOf({ plot, vectors }: Written): Waveforms {
  const { waveforms } = plot;
  if (!waveforms) throw new Error(`the plot "${plot.name}" holds no result`);
  const points = waveforms.axis.values.length;
  const columns = vectors
    .filter(({ name }) => name !== waveforms.axis.name)
    .map(({ name, vector: { values, imaginary } }): Column => {
      const kind = plot.column(name)?.kind ?? 'other';
      // A number goes along the whole axis.
      const stretched = (part: Float64Array): Float64Array =>
        part.length === points ? part : new Float64Array(points).fill(part[0]!);
      return { name, kind, values: stretched(values), ...(imaginary ? { imaginary: stretched(imaginary) } : {}) };
    });
  return { ...waveforms, columns: new Map(columns.map((column) => [column.name, column])) };
}
