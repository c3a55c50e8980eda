import type { FitProblem } from '../../problem.js';
import { squares } from '../../search/residuals.js';
import { innovations, sizeFactor } from './correlation.js';
import { KEPT, MOST_KEPT, restParameters, shapeParameters } from './parameters.js';
import { baselineOf, type Recorded } from './recorded.js';
import type { TraceRecord } from './records.js';

/** A shape and its parameters on waveforms, with deviations that a sample hands on to the next. */
export function problemOf(recorded: Recorded): FitProblem {
  const { fitted, unit, sources } = recorded;
  const shaped = shapeParameters(recorded);
  const parameters = [...shaped, ...restParameters(recorded), KEPT];
  const keptAt = parameters.length - 1;
  const curve = (recording: TraceRecord, values: ArrayLike<number>): Float64Array =>
    recorded.shape.waveform(
      recording,
      Array.from(values).slice(0, shaped.length),
      values[shaped.length + baselineOf(recorded, recording)] ?? NaN,
    );
  const misses = (recording: TraceRecord, values: ArrayLike<number>): Float64Array => {
    const expected = curve(recording, values);
    return recording.values.map((value, index) => value - (expected[index] ?? NaN));
  };
  let from = 0;
  return {
    name: 'trace',
    parameters,
    x: joined(fitted.map(({ times }) => times)),
    observed: joined(fitted.map(({ values }) => values)),
    rows: fitted.flatMap(({ rows }) => rows),
    xTitle: 't (s)',
    yTitle: unit === '' ? 'trace' : `trace (${unit})`,
    curves: fitted.map(({ name, rows }) => ({ panel: name, name: 'fit', from, to: (from += rows.length) })),
    predict: (values) => joined(fitted.map((recording) => curve(recording, values))),
    residuals: (values) => whitened(recorded, (recording) => misses(recording, values), values[keptAt] ?? NaN),
    known: false,
    varyingSpread: true,
    noise:
      'normal, of one unknown size; a share of a deviation stays to the next sample (first-order ' +
      'autoregression, by likelihood)',
    nothing: { residuals: withoutEvents(recorded), parameters: sources.length + 1 },
    heldOut: heldOutOf(recorded, misses, keptAt),
  };
}

function heldOutOf(
  { held, steps }: Recorded,
  misses: (recording: TraceRecord, values: ArrayLike<number>) => Float64Array,
  keptAt: number,
): NonNullable<FitProblem['heldOut']> {
  return {
    points: held.reduce((sum, { rows }) => sum + rows.length, 0),
    residuals: (values) => {
      const factor = sizeFactor(steps, values[keptAt] ?? NaN);
      return joined(held.map((recording) => misses(recording, values).map((missed) => factor * missed)));
    },
  };
}

/** What each sample adds to what the one before told, over all waveforms. */
function whitened(
  { fitted, steps }: Recorded,
  deviations: (recording: TraceRecord) => Float64Array,
  kept: number,
): Float64Array {
  const factor = sizeFactor(steps, kept);
  return joined(
    fitted.map((recording, index) =>
      innovations({ steps: steps[index] ?? new Float64Array(), values: deviations(recording) }, kept).map(
        (value) => factor * value,
      ),
    ),
  );
}

/** Residuals of waveforms that rest, at the share that suits them best. */
function withoutEvents(recorded: Recorded): Float64Array {
  const still = (recording: TraceRecord): Float64Array => {
    const mean = recording.values.reduce((sum, value) => sum + value, 0) / recording.values.length;
    return recording.values.map((value) => value - mean);
  };
  return keptShares
    .map((kept) => whitened(recorded, still, kept))
    .reduce((best, one) => (squares(one) < squares(best) ? one : best));
}

/** For the model without events: coarse, because only its likelihood counts. */
const keptShares = [
  0,
  0.1,
  0.2,
  0.3,
  0.4,
  0.5,
  0.6,
  0.7,
  0.8,
  0.85,
  0.9,
  0.93,
  0.95,
  0.97,
  0.98,
  0.99,
  0.995,
  0.998,
  0.999,
  MOST_KEPT,
];

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
