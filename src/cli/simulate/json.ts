import type { DeckOutcome } from '../../control/simulate.js';
import type { Said } from '../../control/said.js';
import type { DeckResult, EngineInfo } from '../../engine/simulator.js';
import type { Problem } from '../../units/user-error.js';
import type { Column } from '../../waveform/waveforms.js';
import type { Origin } from './said.js';
import type { SimulateResult } from './schema.js';

/** Waveforms, measurements and what was said, as plain data. */
export function simulateJson(
  outcome: DeckOutcome,
  results: readonly DeckResult[],
  {
    deck,
    engine,
    origin,
    warnings,
  }: {
    readonly deck: string;
    readonly engine: EngineInfo;
    readonly origin: Origin;
    readonly warnings: readonly Problem[];
  },
): SimulateResult {
  const { measurements, said } = outcome;
  return {
    deck,
    engine: { name: engine.name, version: engine.version },
    analyses: results.map(analysisOf),
    ...(measurements.length > 0 ? { measurements: measurements.map((result) => measurementOf(result, origin)) } : {}),
    ...(said.length > 0 ? { printed: said.map((one) => ({ ...origin(one.line), ...saidOf(one) })) } : {}),
    ...(warnings.length > 0 ? { warnings: warnings.map(warningOf) } : {}),
  };
}

function measurementOf(
  result: DeckOutcome['measurements'][number],
  origin: Origin,
): NonNullable<SimulateResult['measurements']>[number] {
  return {
    name: result.name,
    analysis: result.analysis,
    ...origin(result.line),
    ...('failed' in result ? { value: null, failed: result.failed } : result.measured),
  };
}

function warningOf({ file, line, message }: Problem): NonNullable<SimulateResult['warnings']>[number] {
  return {
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    message,
  };
}

function analysisOf({ analysis, waveforms }: DeckResult): SimulateResult['analyses'][number] {
  return {
    analysis,
    axis: plain(waveforms.axis),
    columns: [...waveforms.columns.values()].map(plain),
    ...(waveforms.totals ? { totals: Object.fromEntries(waveforms.totals) } : {}),
    ...(waveforms.cached ? { cached: true as const } : {}),
  };
}

function plain({ name, kind, values, imaginary }: Column): SimulateResult['analyses'][number]['axis'] {
  return { name, kind, values: [...values], ...(imaginary ? { imaginary: [...imaginary] } : {}) };
}

function saidOf(said: Said): Pick<NonNullable<SimulateResult['printed']>[number], 'text' | 'vectors'> {
  if (said.kind === 'text') return { text: said.text };
  return {
    vectors: said.vectors.map(({ name, vector: { values, imaginary } }) => ({
      name,
      values: [...values],
      ...(imaginary ? { imaginary: [...imaginary] } : {}),
    })),
  };
}
