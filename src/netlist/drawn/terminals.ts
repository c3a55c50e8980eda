import { wordsBeforePairs } from '../../deck/library/pairs.js';
import { DUT, type Terminals } from '../dut.js';
import type { Header, Netlist } from './read-netlist.js';

/** Pins of a transistor. */
const PINS = 4;

/**
 * The terminals of the transistors that a designer drew, in the circuit's own subcircuit: `M` lines, and instances of
 * four pins of subcircuits that the netlist does not define, which are a PDK's.
 * @param nets net of every port in the testbench
 */
export function terminalsOf(netlist: Netlist, header: Header, nets: readonly string[]): Terminals[] {
  const vectors = new Map(header.ports.map((port, index) => [port, vectorOf(nets[index] ?? port)]));
  vectors.set('0', '0');
  return statementsOf(netlist, header.name).flatMap((text) => {
    const words = wordsBeforePairs(text);
    const [name = '', ...rest] = words;
    const of = rest.at(-1) ?? '';
    const transistor = name.startsWith('m') || (name.startsWith('x') && !netlist.subcircuits.has(of));
    if (!transistor || rest.length !== PINS + 1) return [];
    return [{ name, vectors: rest.slice(0, PINS).map((net) => vectors.get(net) ?? `v(${DUT}.${net})`) }];
  });
}

function vectorOf(net: string): string {
  return net === 'vss' ? '0' : `v(${net})`;
}

/** What stands directly in a subcircuit. */
function statementsOf({ statements }: Netlist, subcircuit: string): string[] {
  const start = statements.findIndex(
    ({ name, text }) => (name === '.subckt' || name === '.macro') && text.split(' ')[1] === subcircuit,
  );
  const found: string[] = [];
  for (const { name, text, kind } of statements.slice(start + 1)) {
    if (name === '.ends' || name === '.eom') break;
    if (kind === 'element') found.push(text);
  }
  return found;
}
