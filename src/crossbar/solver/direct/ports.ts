import type { CrossbarCircuit } from '../../circuit.js';
import type { Separator } from './dissection.js';
import { reduce } from './factors.js';
import { eliminationOf } from './fronts.js';
import type { ArrayGraph, Terminal } from './unknowns.js';

/** Amperes that enter each word line from its sources, and that leave each bit line into its own. */
export interface PortCurrents {
  readonly wordCurrent: Float64Array;
  readonly bitCurrent: Float64Array;
  /** W that all sources deliver. */
  readonly delivered: number;
}

/** Sources that have one voltage in every circuit: those of a line, as a rule. */
interface Port {
  readonly kind: Terminal['kind'];
  readonly line: number;
  readonly terminals: readonly number[];
  /** By circuit, V. */
  readonly voltages: Float64Array;
}

/**
 * Between two ports s and t of a resistive network a conductance T_st = T_ts acts, and the current of t is sum_s T_st
 * (V_s - V_t): only differences of the voltages that are applied are taken. T is what is left when every unknown has
 * been
 * eliminated and the ports have not (Kron, Tensor Analysis of Networks, 1939), so it costs one elimination, however
 * many
 * vectors.
 */
export function portCurrents(
  graph: ArrayGraph,
  separator: Separator,
  circuits: readonly CrossbarCircuit[],
): PortCurrents[] {
  const ports = portsOf(graph.terminals, circuits);
  const transfer = transferOf(graph, separator, ports);
  return circuits.map(({ rows, columns }, circuit) => {
    const found = { wordCurrent: new Float64Array(rows), bitCurrent: new Float64Array(columns), delivered: 0 };
    const volts = Float64Array.from(ports, ({ voltages }) => voltages[circuit]!);
    const into = currentsInto(transfer, volts);
    ports.forEach(({ kind, line }, port) => {
      if (kind === 'word') found.wordCurrent[line] = found.wordCurrent[line]! + into[port]!;
      else found.bitCurrent[line] = found.bitCurrent[line]! - into[port]!;
      found.delivered += volts[port]! * into[port]!;
    });
    return found;
  });
}

function currentsInto(transfer: Float64Array, volts: Float64Array): Float64Array {
  const count = volts.length;
  const into = new Float64Array(count);
  for (let from = 0; from < count; from += 1) {
    const v = volts[from]!;
    let sum = 0;
    for (let to = from + 1; to < count; to += 1) {
      const flow = transfer[from * count + to]! * (v - volts[to]!);
      sum += flow;
      into[to] = into[to]! - flow;
    }
    into[from] = into[from]! + sum;
  }
  return into;
}

function portsOf(terminals: readonly Terminal[], circuits: readonly CrossbarCircuit[]): Port[] {
  const voltagesOf = ({ kind, line, end }: Terminal): Float64Array =>
    Float64Array.from(circuits, (circuit) => circuit[kind === 'word' ? 'words' : 'bits'][line]![end]!.voltage);
  const ports: (Port & { terminals: number[] })[] = [];
  terminals.forEach((terminal, index) => {
    const voltages = voltagesOf(terminal);
    const before = ports.at(-1);
    const joins =
      before?.kind === terminal.kind &&
      before.line === terminal.line &&
      before.voltages.every((volts, at) => volts === voltages[at]);
    if (joins) before.terminals.push(index);
    else ports.push({ kind: terminal.kind, line: terminal.line, terminals: [index], voltages });
  });
  return ports;
}

/** Conductances between each two ports, S, upper triangle row by row. */
function transferOf(
  { nodes, couplings, direct, terminals, edges }: ArrayGraph,
  separator: Separator,
  ports: readonly Port[],
): Float64Array {
  const nodeOf = new Int32Array(terminals.length);
  ports.forEach(({ terminals: own }, port) => own.forEach((terminal) => (nodeOf[terminal] = nodes + port)));
  const all = {
    from: [...edges.from, ...couplings.from],
    to: [...edges.to, ...couplings.to.map((terminal) => nodeOf[terminal]!)],
    siemens: [...edges.siemens, ...couplings.siemens],
  };
  const { fronts } = eliminationOf(nodes + ports.length, all, { own: [], children: [separator] });
  const count = ports.length;
  const transfer = new Float64Array(count * count);
  const kept = reduce(fronts, all.siemens, nodes + count);
  // Ports that nothing leads to are not in the last front.
  const left = fronts.at(-1)!.nodes.map((place) => place - nodes);
  for (let i = 0; i < left.length; i += 1)
    for (let j = i + 1; j < left.length; j += 1) transfer[left[i]! * count + left[j]!] = kept[i * left.length + j]!;
  direct.from.forEach((terminal, at) => {
    const [a, b] = [nodeOf[terminal]! - nodes, nodeOf[direct.to[at]!]! - nodes];
    const entry = Math.min(a, b) * count + Math.max(a, b);
    if (a !== b) transfer[entry] = transfer[entry]! + direct.siemens[at]!;
  });
  return transfer;
}
