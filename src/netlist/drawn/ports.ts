import type { Output } from '../../compose/composition.js';
import type { EventInput } from '../../compose/events.js';
import type { SizedReference } from '../../design/design.js';
import { words } from '../../deck/statement.js';
import type { DutPort, DutSpec, EventPort, StatePort } from '../../spec/dut.js';
import { didYouMean } from '../../units/did-you-mean.js';
import { UserError, type Problem } from '../../units/user-error.js';
import { DUT, type NeuronPorts } from '../dut.js';
import type { Header, Netlist } from './read-netlist.js';

/** How a subcircuit is wired in its testbench. */
export interface Wiring {
  /** Net of every port, in order. */
  readonly nets: readonly string[];
  readonly events: readonly EventInput[];
  readonly references: readonly SizedReference[];
  readonly outputs: readonly Output[];
  readonly loads: readonly Load[];
  /** Of a neuron. */
  readonly neuron?: NeuronPorts;
}

/** A capacitor from a net to ground, F. */
export interface Load {
  readonly net: string;
  readonly capacitance: number;
}

/**
 * The subcircuit that a spec means; where it names none, the only one that is in no other.
 * @throws UserError where the netlist has none of that name, or several
 */
export function chosenSubcircuit(netlist: Netlist, wanted: string | undefined): Header {
  const { file, subcircuits } = netlist;
  const names = [...subcircuits.keys()];
  if (wanted === undefined) {
    const [only, ...others] = names.length === 1 ? subcircuits.values() : topmost(netlist);
    if (only && others.length === 0) return only;
    throw fault(['dut'], `${file} has ${names.length} subcircuits (${names.join(', ')}); name one with "subcircuit"`);
  }
  const found = subcircuits.get(wanted.toLowerCase());
  if (found) return found;
  throw fault(
    ['dut', 'subcircuit'],
    `${file} has no subcircuit "${wanted}"${didYouMean(wanted.toLowerCase(), names)}; it has ${names.join(', ')}`,
  );
}

/** Subcircuits that no instance is of. */
function topmost({ statements, subcircuits }: Netlist): Header[] {
  const used = new Set(statements.flatMap((one) => (one.name.startsWith('x') ? words(one).slice(1) : [])));
  return [...subcircuits.values()].filter(({ name }) => !used.has(name));
}

/**
 * Connects the ports of a subcircuit as a spec says.
 * @throws UserError for ports that are forgotten, unknown or named twice, with the line of the netlist
 */
export function wire({ ports: described, nodes }: DutSpec, header: Header, file: string): Wiring {
  const roles = rolesOf(described, header, file);
  const nets = netNames(header.ports, roles);
  const netOf = (port: string): string => nets.get(port) ?? port;
  const events: EventInput[] = [];
  const references: SizedReference[] = [];
  const outputs: Output[] = [];
  const loads: Load[] = [];
  for (const [port, { role, written }] of roles) {
    const net = netOf(port);
    switch (role.role) {
      case 'supply':
        if (role.voltage !== undefined) references.push(reference(net, written, 'voltage', role.voltage, 'supply'));
        break;
      case 'ground':
        break;
      case 'event':
        events.push(eventInput(net, role, false));
        break;
      case 'complement':
        events.push(eventInput(net, eventOf(role.of, roles, written), true));
        break;
      case 'bias':
        references.push(biasReference(net, written, role));
        break;
      case 'state':
        outputs.push(outputOf(net, role));
        break;
      case 'output':
      case 'spike':
        if (role.load > 0) loads.push({ net, capacitance: role.load });
        break;
      case 'input':
    }
  }
  for (const [node, state] of Object.entries(nodes)) outputs.push(outputOf(`${DUT}.${node.toLowerCase()}`, state));
  const neuron = neuronPorts(roles, netOf);
  return { nets: header.ports.map(netOf), events, references, outputs, loads, ...(neuron ? { neuron } : {}) };
}

/** Where a neuron takes its current and shows its spikes; nothing where the circuit is none. */
function neuronPorts(roles: Roles, netOf: (port: string) => string): NeuronPorts | undefined {
  let found: Partial<NeuronPorts> = {};
  for (const [port, { role }] of roles) {
    if (role.role === 'input') found = { ...found, input: { net: netOf(port), flows: role.flows } };
    if (role.role !== 'spike') continue;
    const { edge, level } = role;
    found = { ...found, spike: { net: netOf(port), edge, ...(level === undefined ? {} : { level }) } };
  }
  const { input, spike } = found;
  return input && spike && { input, spike };
}

interface Described {
  readonly role: DutPort;
  /** The port as the spec writes it. */
  readonly written: string;
}

type Roles = ReadonlyMap<string, Described>;

function rolesOf(described: DutSpec['ports'], { name, ports, line }: Header, file: string): Roles {
  const problems: Problem[] = [];
  const roles = new Map<string, Described>();
  for (const [written, role] of Object.entries(described)) {
    const port = written.toLowerCase();
    const path = ['dut', 'ports', written];
    if (roles.has(port))
      problems.push({ path, message: `dut.ports: ${written} is ${roles.get(port)?.written}: case does not count` });
    if (!ports.includes(port))
      problems.push({
        path,
        message:
          `dut.ports: subcircuit ${name} (${file}:${line}) has no port "${written}"${didYouMean(port, ports)}; it ` +
          `has ${ports.join(', ')}`,
      });
    roles.set(port, { role, written });
  }
  const forgotten = ports.filter((port) => !roles.has(port));
  if (forgotten.length > 0)
    problems.push({
      path: ['dut', 'ports'],
      message:
        `dut.ports: what ${forgotten.join(', ')} of subcircuit ${name} ` + `(${file}:${line}) is, is not said; add it`,
    });
  if (problems.length > 0) throw new UserError(problems);
  return new Map(ports.map((port) => [port, roles.get(port)!]));
}

/** Names of nets that nothing else in a testbench has, and that every engine reads. */
function netNames(ports: readonly string[], roles: Roles): ReadonlyMap<string, string> {
  const taken = new Set(['vdd', 'vss', '0', DUT]);
  return new Map(
    ports.map((port) => {
      const role = roles.get(port)?.role;
      if (role?.role === 'ground') return [port, 'vss'];
      if (role?.role === 'supply' && role.voltage === undefined) return [port, 'vdd'];
      const plain = port.replace(/[^a-z0-9_]/g, '_');
      let net = plain;
      for (let number = 2; taken.has(net); number += 1) net = `${plain}_${number}`;
      taken.add(net);
      return [port, net];
    }),
  );
}

function eventInput(net: string, { event, active, levels }: EventPort, inverted: boolean): EventInput {
  const low = (active === 'low') !== inverted;
  if (!levels) return { net, event, late: false, ...(low ? { active: 'low' } : {}) };
  const [rest, during] = inverted ? [levels[1], levels[0]] : levels;
  return { net, event, late: false, levels: [rest, during] };
}

function eventOf(port: string, roles: Roles, complement: string): EventPort {
  const found = roles.get(port.toLowerCase());
  if (found?.role.role === 'event') return found.role;
  const events = [...roles.values()].filter(({ role }) => role.role === 'event').map(({ written }) => written);
  throw fault(
    ['dut', 'ports', complement],
    `dut.ports.${complement}: "${port}" is no port of an event${didYouMean(port, events)}; there are ` +
      events.join(', '),
  );
}

function biasReference(net: string, port: string, bias: Extract<DutPort, { readonly role: 'bias' }>): SizedReference {
  if ('voltage' in bias) return reference(net, port, 'voltage', bias.voltage, 'bias');
  const { current } = bias;
  return reference(net, port, current < 0 ? 'to-ground' : 'from-supply', Math.abs(current), 'bias');
}

function reference(
  net: string,
  port: string,
  direction: SizedReference['direction'],
  value: number,
  description: string,
): SizedReference {
  return { net, direction, value, description, instance: DUT, reference: port };
}

function outputOf(net: string, { state, kind, at }: StatePort): Output {
  return { net, kind, state, ...(at === undefined ? {} : { at }) };
}

function fault(path: readonly string[], message: string): UserError {
  return new UserError([{ path, message }]);
}
