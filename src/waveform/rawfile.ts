/** One vector of a SPICE3 rawfile, as the file names it. Plain SI. */
export interface RawVector {
  readonly name: string;
  /** The file's word for the quantity: `time`, `frequency`, `voltage`, `current`, `notype`, ... */
  readonly type: string;
  readonly values: Float64Array;
  readonly imaginary?: Float64Array;
}

/** One plot (analysis result) of a SPICE3 rawfile. */
export interface RawPlot {
  readonly title: string;
  readonly date: string;
  readonly plotname: string;
  readonly complex: boolean;
  /** The producing program, where the file says. */
  readonly command?: string;
  readonly vectors: readonly RawVector[];
}

/** The bytes are not a whole, well-formed SPICE3 rawfile. */
export class RawfileError extends Error {
  constructor(message: string) {
    super(`rawfile: ${message}`);
    this.name = 'RawfileError';
  }
}

interface Header {
  title: string;
  date: string;
  plotname: string;
  command: string | undefined;
  complex: boolean;
  padded: boolean;
  variables: number;
  points: number;
  vectors: { name: string; type: string; length: number }[];
  encoding: 'binary' | 'ascii';
}

const NEWLINE = 10;
const latin1 = new TextDecoder('latin1');

/**
 * Reads every plot of a SPICE3 rawfile: binary or ASCII, real or complex, padded or unpadded (with `dims=` lengths).
 * Binary numbers are little-endian doubles, as every machine that runs Node writes them.
 * @throws RawfileError when the file is cut short or malformed.
 */
export function readRawfile(bytes: Uint8Array): RawPlot[] {
  const cursor = new Cursor(bytes);
  const plots: RawPlot[] = [];
  while (cursor.skipBlank()) {
    const header = readHeader(cursor);
    const data = header.encoding === 'binary' ? readBinary(cursor, header) : readAscii(cursor, header);
    plots.push({
      title: header.title,
      date: header.date,
      plotname: header.plotname,
      complex: header.complex,
      ...(header.command === undefined ? {} : { command: header.command }),
      vectors: header.vectors.map(({ name, type }, index) => ({ name, type, ...data[index]! })),
    });
  }
  return plots;
}

class Cursor {
  offset = 0;
  constructor(readonly bytes: Uint8Array) {}

  /** Moves to the next byte that is not white space; false at the end. */
  skipBlank(): boolean {
    while (this.offset < this.bytes.length && this.bytes[this.offset]! <= 32) this.offset += 1;
    return this.offset < this.bytes.length;
  }

  line(): string | undefined {
    if (this.offset >= this.bytes.length) return undefined;
    const found = this.bytes.indexOf(NEWLINE, this.offset);
    const end = found < 0 ? this.bytes.length : found;
    const text = latin1.decode(this.bytes.subarray(this.offset, end));
    this.offset = end + 1;
    return text.endsWith('\r') ? text.slice(0, -1) : text;
  }

  doubles(count: number): Float64Array {
    const size = count * Float64Array.BYTES_PER_ELEMENT;
    if (this.offset + size > this.bytes.length)
      throw new RawfileError(`ends after ${this.bytes.length - this.offset} of ${size} data bytes`);
    // A copy, because the data starts at any byte and a Float64Array needs an aligned one.
    const aligned = new Uint8Array(size);
    aligned.set(this.bytes.subarray(this.offset, this.offset + size));
    this.offset += size;
    return new Float64Array(aligned.buffer);
  }
}

function readHeader(cursor: Cursor): Header {
  const fields = new Map<string, string>();
  const vectors: Header['vectors'] = [];
  for (let line = cursor.line(); line !== undefined; line = cursor.line()) {
    const colon = line.indexOf(':');
    if (colon < 0) throw new RawfileError(`header line without a colon: "${line.slice(0, 60)}"`);
    const key = line.slice(0, colon).trim().toLowerCase();
    if (key === 'binary' || key === 'values')
      return finishHeader(fields, vectors, key === 'binary' ? 'binary' : 'ascii');
    fields.set(key, line.slice(colon + 1).trim());
    if (key !== 'variables') continue;
    // Some writers put the first variable on the line of the keyword itself.
    const first = line.slice(colon + 1).trim();
    if (first !== '') vectors.push(readVariable(first, fields));
    while (vectors.length < count(fields, 'no. variables')) {
      const text = cursor.line();
      if (text === undefined) throw new RawfileError('ends inside the list of variables');
      vectors.push(readVariable(text, fields));
    }
  }
  throw new RawfileError('ends inside the header');
}

function finishHeader(fields: Map<string, string>, vectors: Header['vectors'], encoding: Header['encoding']): Header {
  const flags = (fields.get('flags') ?? 'real').toLowerCase();
  return {
    title: fields.get('title') ?? '',
    date: fields.get('date') ?? '',
    plotname: fields.get('plotname') ?? '',
    command: fields.get('command'),
    complex: /\bcomplex\b/.test(flags),
    padded: !/\bunpadded\b/.test(flags),
    variables: count(fields, 'no. variables'),
    points: count(fields, 'no. points'),
    vectors,
    encoding,
  };
}

function count(fields: Map<string, string>, key: string): number {
  const value = Number(fields.get(key) ?? Number.NaN);
  if (!Number.isInteger(value) || value < 0) throw new RawfileError(`"${key}" is missing or no whole number`);
  return value;
}

function readVariable(line: string, fields: Map<string, string>): Header['vectors'][number] {
  const [, name, type, ...attributes] = line.trim().split(/\s+/);
  if (name === undefined || type === undefined)
    throw new RawfileError(`malformed variable line: "${line.slice(0, 60)}"`);
  const dims = attributes.map((attribute) => /^dims=(\d+)$/.exec(attribute)?.[1]).find((found) => found !== undefined);
  const points = count(fields, 'no. points');
  return { name, type, length: dims === undefined ? points : Math.min(points, Number(dims)) };
}

type Data = { values: Float64Array; imaginary?: Float64Array }[];

/**
 * @param least bytes of the smallest number in the file: what a header promises must be able to stand there, before
 * memory is taken for it
 */
function allocate(header: Header, cursor: Cursor, least: number): Data {
  const sizes = header.vectors.map(({ length }) => (header.padded ? header.points : length));
  const promised = sizes.reduce((sum, size) => sum + size, 0) * (header.complex ? 2 : 1) * least;
  const left = cursor.bytes.length - cursor.offset;
  if (promised > left + 1) throw new RawfileError(`ends after ${left} of ${promised} data bytes`);
  return header.vectors.map(({ length }) => {
    const size = header.padded ? header.points : length;
    return header.complex
      ? { values: new Float64Array(size), imaginary: new Float64Array(size) }
      : { values: new Float64Array(size) };
  });
}

function readBinary(cursor: Cursor, header: Header): Data {
  const data = allocate(header, cursor, Float64Array.BYTES_PER_ELEMENT);
  const width = header.complex ? 2 : 1;
  const total = data.reduce((sum, { values }) => sum + values.length, 0);
  const doubles = cursor.doubles(total * width);
  const points = data.reduce((most, { values }) => Math.max(most, values.length), 0);
  let next = 0;
  for (let point = 0; point < points; point += 1) {
    for (const { values, imaginary } of data) {
      if (point >= values.length) continue;
      values[point] = doubles[next++]!;
      if (imaginary) imaginary[point] = doubles[next++]!;
    }
  }
  return data;
}

function readAscii(cursor: Cursor, header: Header): Data {
  // A digit and what separates it from the next.
  const data = allocate(header, cursor, 2);
  const token = asciiTokens(cursor);
  for (let point = 0; point < header.points; point += 1) {
    if (Number(token()) !== point) throw new RawfileError(`expected the index of point ${point}`);
    for (const { values, imaginary } of data) {
      if (point >= values.length) continue;
      const [real, imag] = token().split(',');
      values[point] = asciiNumber(real);
      if (imaginary) imaginary[point] = asciiNumber(imag);
    }
  }
  return data;
}

function asciiTokens(cursor: Cursor): () => string {
  return () => {
    if (!cursor.skipBlank()) throw new RawfileError('ends inside the values');
    const start = cursor.offset;
    while (cursor.offset < cursor.bytes.length && cursor.bytes[cursor.offset]! > 32) cursor.offset += 1;
    return latin1.decode(cursor.bytes.subarray(start, cursor.offset));
  };
}

function asciiNumber(text: string | undefined): number {
  const word = (text ?? '').toLowerCase();
  if (/^[+-]?nan/.test(word)) return Number.NaN;
  if (/^[+-]?inf/.test(word)) return word.startsWith('-') ? -Infinity : Infinity;
  const value = word === '' ? Number.NaN : Number(word);
  if (Number.isNaN(value)) throw new RawfileError(`"${word.slice(0, 40)}" is no number`);
  return value;
}
