import type { EngineModule, Pointer } from './module.js';

/** What a vector measures, as far as ngspice tells. */
export type Quantity = 'time' | 'frequency' | 'voltage' | 'current' | 'other';

/** One waveform. The arrays are copies: they stay valid when the engine runs again. */
export interface Vector {
  /** `v(node)`, `i(source)`, `@instance[parameter]`, or ngspice's own name. */
  readonly name: string;
  readonly quantity: Quantity;
  readonly values: Float64Array;
  /** Imaginary part of a complex vector. */
  readonly imaginary?: Float64Array;
}

export interface Plot {
  /** Time, frequency or swept value; absent after `op`. */
  readonly axis?: Vector;
  readonly vectors: ReadonlyMap<string, Vector>;
}

/** ngspice's numbers for types of vectors, SV_NOTYPE to SV_CURRENT (sim.h). */
const QUANTITIES: readonly Quantity[] = ['other', 'time', 'frequency', 'voltage', 'current'];
const CURRENT = 4;
const VOLTAGE = 3;

/** Copies every vector of a plot out of the engine's memory. */
export function readPlot(module: EngineModule, plot: Pointer): Plot {
  const vectors: [string, Vector][] = [];
  let axis: Vector | undefined;
  for (let at = module._ngw_first(plot); at !== 0; at = module._ngw_next(at)) {
    const stored = module.UTF8ToString(module._ngw_name(at));
    const type = module._ngw_type(at);
    const quantity = QUANTITIES[type] ?? 'other';
    if (module._ngw_is_scale(at) && /^(time|frequency|\S+-sweep)$/i.test(stored))
      axis = { name: stored.toLowerCase(), quantity, values: readValues(module, at).values };
    else {
      const vector = { name: vectorName(stored, type), quantity, ...readValues(module, at) };
      vectors.push([vector.name, vector]);
    }
  }
  // ngspice puts the newest vector first.
  return { ...(axis ? { axis } : {}), vectors: new Map(vectors.reverse()) };
}

function readValues(module: EngineModule, at: Pointer): { values: Float64Array; imaginary?: Float64Array } {
  const length = module._ngw_length(at);
  const start = module._ngw_values(at) / Float64Array.BYTES_PER_ELEMENT;
  if (!module._ngw_is_complex(at)) return { values: module.HEAPF64.slice(start, start + length) };
  const pairs = module.HEAPF64.subarray(start, start + 2 * length);
  const values = new Float64Array(length);
  const imaginary = new Float64Array(length);
  for (let index = 0; index < length; index += 1) {
    values[index] = pairs[2 * index]!;
    imaginary[index] = pairs[2 * index + 1]!;
  }
  return { values, imaginary };
}

/** ngspice stores `out`, `V(1)`, `v1#branch` and `@m1[id]`; users say `v(out)`, `v(1)`, `i(v1)` and `@m1[id]`. */
export function vectorName(stored: string, type: number = VOLTAGE): string {
  const name = stored.toLowerCase();
  if (name.startsWith('@') || /^[vi]\(.*\)$/.test(name)) return name;
  if (name.endsWith('#branch')) return `i(${name.slice(0, -'#branch'.length)})`;
  if (type === VOLTAGE) return `v(${name})`;
  return type === CURRENT ? `i(${name})` : name;
}

/** The same form for a name the user gives. */
export function wantedName(name: string): string {
  const wanted = name.toLowerCase();
  return /^([vi]\(.*\)|@.*|[io]noise\w*)$/.test(wanted) ? wanted : vectorName(wanted);
}
