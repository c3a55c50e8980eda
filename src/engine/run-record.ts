import { createHash } from 'node:crypto';
import type { AnalysisKind, Column, Waveforms } from '../waveform/waveforms.js';
import { SimulationError, type SimulationErrorKind } from './errors.js';

/** What one run gave: a result for each analysis, or the failure that came instead. */
export type RunRecord = { readonly results: readonly Waveforms[] } | { readonly failure: SimulationError };

const MAGIC = Buffer.from('rulespice run 1\n', 'latin1');
const DIGEST_BYTES = 32;
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
        readonly cached?: true;
      }[];
    }
  | { readonly failure: { readonly kind: SimulationErrorKind; readonly message: string; readonly log: string } };

/**
 * A record as bytes: magic, length of the head, head as JSON, the doubles as they are in memory, sha256 of all that.
 */
export function encodeRecord(record: RunRecord): Buffer {
  const head = Buffer.from(JSON.stringify(headOf(record)), 'utf8');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(head.length);
  const columns =
    'results' in record ? record.results.flatMap(({ axis, columns: own }) => [axis, ...own.values()]) : [];
  const doubles = columns
    .flatMap(({ values, imaginary }) => [values, ...(imaginary ? [imaginary] : [])])
    .map((values) => Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  const body = Buffer.concat([MAGIC, length, head, ...doubles]);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

/**
 * The record in these bytes; undefined when they are anything but a whole record (torn, of another version, damaged).
 */
export function decodeRecord(bytes: Buffer): RunRecord | undefined {
  const body = bytes.subarray(0, Math.max(0, bytes.length - DIGEST_BYTES));
  const start = MAGIC.length + LENGTH_BYTES;
  if (body.length < start || !body.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  if (!createHash('sha256').update(body).digest().equals(bytes.subarray(body.length))) return undefined;
  const end = start + body.readUInt32LE(MAGIC.length);
  // The digest holds, so this is what encodeRecord wrote.
  const head = JSON.parse(body.toString('utf8', start, end)) as Head;
  if ('failure' in head)
    return { failure: new SimulationError(head.failure.kind, head.failure.message, head.failure.log) };
  let offset = end;
  const take = (points: number): Float64Array => {
    const values = new Float64Array(points);
    body.copy(Buffer.from(values.buffer), 0, offset, offset + values.byteLength);
    offset += values.byteLength;
    return values;
  };
  const column = ({ name, kind, points, complex }: ColumnHead): Column => ({
    name,
    kind,
    values: take(points),
    ...(complex ? { imaginary: take(points) } : {}),
  });
  return {
    results: head.results.map(({ analysis, axis, columns, cached }) => ({
      analysis,
      axis: column(axis),
      columns: new Map(columns.map((own) => [own.name, column(own)])),
      ...(cached ? { cached } : {}),
    })),
  };
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
    results: record.results.map(({ analysis, axis, columns, cached }) => ({
      analysis,
      axis: column(axis),
      columns: [...columns.values()].map(column),
      ...(cached ? { cached } : {}),
    })),
  };
}
