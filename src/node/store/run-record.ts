import { seal, unseal } from './sealed.js';
import type { AnalysisKind, Column, Waveforms } from '../../waveform/waveforms.js';
import { SimulationError, type SimulationErrorKind } from '../../engine/errors.js';

/** What one run gave: a result for each analysis, or the failure that came instead. */
export type RunRecord = { readonly results: readonly Waveforms[] } | { readonly failure: SimulationError };

const KIND = 'run';
const LENGTH_BYTES = 4;

interface ColumnHead {
  readonly name: string;
  readonly kind: Column['kind'];
  readonly points: number;
  readonly complex: boolean;
}

type Head =
  | {
      readonly results: readonly {
        readonly analysis: AnalysisKind;
        readonly axis: ColumnHead;
        readonly columns: readonly ColumnHead[];
        readonly totals?: readonly (readonly [string, number])[];
        readonly warnings?: readonly string[];
        readonly cached?: true;
      }[];
    }
  | { readonly failure: { readonly kind: SimulationErrorKind; readonly message: string; readonly log: string } };

/** A record as bytes, sealed: length of the head, head as JSON, the doubles as they are in memory. */
export function encodeRecord(record: RunRecord, key = ''): Buffer {
  const head = Buffer.from(JSON.stringify(headOf(record)), 'utf8');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(head.length);
  const columns =
    'results' in record ? record.results.flatMap(({ axis, columns: own }) => [axis, ...own.values()]) : [];
  const doubles = columns
    .flatMap(({ values, imaginary }) => [values, ...(imaginary ? [imaginary] : [])])
    .map((values) => Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  return seal(KIND, key, Buffer.concat([length, head, ...doubles]));
}

/**
 * The record in these bytes; undefined when they are anything but a whole record of this key (torn, of another version,
 * damaged), or hold what no run gives: no results, a column of another length than its axis, a number that is none.
 */
export function decodeRecord(bytes: Buffer, key = ''): RunRecord | undefined {
  const body = unseal(KIND, key, bytes);
  if (!body) return undefined;
  try {
    const end = LENGTH_BYTES + body.readUInt32LE(0);
    const head = JSON.parse(body.toString('utf8', LENGTH_BYTES, end)) as Head;
    if ('failure' in head) {
      const { kind, message, log } = head.failure;
      return { failure: new SimulationError(kind, message, log) };
    }
    const results = resultsOf(head.results, body.subarray(end));
    return results.length > 0 && results.every(isSound) ? { results } : undefined;
  } catch {
    return undefined;
  }
}

/** @throws RangeError when there are more or fewer doubles than the heads say */
function resultsOf(heads: Extract<Head, { results: unknown }>['results'], doubles: Buffer): Waveforms[] {
  let offset = 0;
  const take = (points: number): Float64Array => {
    const values = new Float64Array(points);
    if (offset + values.byteLength > doubles.length) throw new RangeError('too few numbers');
    doubles.copy(Buffer.from(values.buffer), 0, offset, offset + values.byteLength);
    offset += values.byteLength;
    return values;
  };
  const column = ({ name, kind, points, complex }: ColumnHead): Column => ({
    name,
    kind,
    values: take(points),
    ...(complex ? { imaginary: take(points) } : {}),
  });
  const results = heads.map(({ analysis, axis, columns, totals, warnings, cached }) => ({
    analysis,
    axis: column(axis),
    columns: new Map(columns.map((own) => [own.name, column(own)])),
    ...(totals ? { totals: new Map(totals) } : {}),
    ...(warnings ? { warnings } : {}),
    ...(cached ? { cached } : {}),
  }));
  if (offset !== doubles.length) throw new RangeError('too many numbers');
  return results;
}

/** The guard lets no other result pass, so a record of one was not written by us. */
function isSound({ axis, columns, totals }: Waveforms): boolean {
  if (![...(totals?.values() ?? [])].every(Number.isFinite)) return false;
  return [axis, ...columns.values()].every(({ values, imaginary = values }) =>
    [values, imaginary].every((part) => part.length === axis.values.length && part.every(Number.isFinite)),
  );
}

function headOf(record: RunRecord): Head {
  if ('failure' in record) {
    const { kind, message, log } = record.failure;
    return { failure: { kind, message, log } };
  }
  const column = ({ name, kind, values, imaginary }: Column): ColumnHead => ({
    name,
    kind,
    points: values.length,
    complex: imaginary !== undefined,
  });
  return {
    results: record.results.map(({ analysis, axis, columns, totals, warnings, cached }) => ({
      analysis,
      axis: column(axis),
      columns: [...columns.values()].map(column),
      ...(totals ? { totals: [...totals] } : {}),
      ...(warnings ? { warnings } : {}),
      ...(cached ? { cached } : {}),
    })),
  };
}
