import { RawfileError, type RawPlot } from './rawfile.js';

const encoder = new TextEncoder();

/**
 * Writes plots as one SPICE3 rawfile with the standard header lines only, so that nutmeg, ngspice and wave viewers read
 * it. All vectors of a plot have the same length; complex plots need no imaginary part on every vector (zero is
 * written).
 * @throws RawfileError when the vectors of a plot differ in length or a name would break the header.
 */
export function writeRawfile(plots: readonly RawPlot[], encoding: 'binary' | 'ascii' = 'binary'): Uint8Array {
  const parts = plots.flatMap((plot) => {
    const points = plot.vectors[0]?.values.length ?? 0;
    for (const { name, values, imaginary } of plot.vectors) {
      if (values.length !== points || (imaginary && imaginary.length !== points))
        throw new RawfileError(`vector "${name}" has not ${points} points like the first one`);
      if (/\s/.test(name) || name === '') throw new RawfileError(`"${name}" is no name for a vector`);
    }
    return [
      encoder.encode(header(plot, points, encoding)),
      encoding === 'binary' ? binary(plot, points) : encoder.encode(ascii(plot, points)),
    ];
  });
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

function header(plot: RawPlot, points: number, encoding: 'binary' | 'ascii'): string {
  const lines = [
    `Title: ${oneLine(plot.title)}`,
    `Date: ${oneLine(plot.date)}`,
    `Plotname: ${oneLine(plot.plotname)}`,
    // ngspice takes it for a line of the plot, and complains of one that stands before the plot's name.
    ...(plot.command === undefined ? [] : [`Command: ${oneLine(plot.command)}`]),
    `Flags: ${plot.complex ? 'complex' : 'real'}`,
    `No. Variables: ${plot.vectors.length}`,
    `No. Points: ${points}`,
    'Variables:',
    ...plot.vectors.map(({ name, type }, index) => `\t${index}\t${name}\t${type}`),
    encoding === 'binary' ? 'Binary:' : 'Values:',
  ];
  return `${lines.join('\n')}\n`;
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').trim();
}

function binary(plot: RawPlot, points: number): Uint8Array {
  const doubles = new Float64Array(points * plot.vectors.length * (plot.complex ? 2 : 1));
  let next = 0;
  for (let point = 0; point < points; point += 1) {
    for (const { values, imaginary } of plot.vectors) {
      doubles[next++] = values[point]!;
      if (plot.complex) doubles[next++] = imaginary?.[point] ?? 0;
    }
  }
  return new Uint8Array(doubles.buffer);
}

function ascii(plot: RawPlot, points: number): string {
  const lines: string[] = [];
  for (let point = 0; point < points; point += 1) {
    plot.vectors.forEach(({ values, imaginary }, index) => {
      const value = plot.complex
        ? `${exponent(values[point]!)},${exponent(imaginary?.[point] ?? 0)}`
        : exponent(values[point]!);
      lines.push(index === 0 ? ` ${point}\t${value}` : `\t${value}`);
    });
    lines.push('');
  }
  return `${lines.join('\n')}\n`;
}

function exponent(value: number): string {
  if (Number.isFinite(value)) return value.toExponential(15);
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
}
