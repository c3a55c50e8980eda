import type { Output } from '../../compose/composition.js';
import type { EventInput } from '../../compose/events.js';
import type { SizedReference } from '../../design/design.js';
import type { VariedCircuit } from '../../nonideality/variation.js';
import type { Conditions } from '../../process/conditions.js';
import type { Process } from '../../process/process.js';
import type { DrawnModels } from '../../shelf/shelf.js';
import type { DutSpec } from '../../spec/dut.js';
import { memoize } from '../../units/memoize.js';
import { UserError } from '../../units/user-error.js';
import type { Dut, NeuronPorts, Terminals } from '../dut.js';
import { requireModels } from './models.js';
import { chosenSubcircuit, wire, type Load, type Wiring } from './ports.js';
import { netlistText, readNetlist, type Header, type Netlist } from './read-netlist.js';
import { terminalsOf } from './terminals.js';
import { drawnTransistors } from './transistors.js';

/** One netlist of a drawn circuit, read and wired. */
interface Drawing {
  readonly netlist: Netlist;
  readonly header: Header;
  readonly wiring: Wiring;
  /** The models of the process that it uses, and its own text with them. */
  readonly models: (corner: string) => DrawnModels;
  readonly transistors: VariedCircuit['transistors'];
  readonly terminals: readonly Terminals[];
}

/** A circuit that somebody else drew, in one of its netlists. */
export class DrawnDut implements Dut {
  constructor(
    readonly name: string,
    private readonly drawings: ReadonlyMap<string, Drawing>,
    private readonly process: Process,
    private readonly chosen = [...drawings.keys()][0] ?? '',
    private readonly values: ReadonlyMap<string, number> = new Map(),
  ) {}

  private get drawing(): Drawing {
    const found = this.drawings.get(this.chosen);
    if (!found) throw new Error(`${this.name} has no netlist ${this.chosen}`);
    return found;
  }

  get subcircuit(): string {
    return this.drawing.header.name;
  }

  get ports(): readonly string[] {
    return this.drawing.wiring.nets;
  }

  get events(): readonly EventInput[] {
    return this.drawing.wiring.events;
  }

  get references(): readonly SizedReference[] {
    return this.drawing.wiring.references.map((reference) => ({
      ...reference,
      value: this.values.get(reference.net) ?? reference.value,
    }));
  }

  get outputs(): readonly Output[] {
    return this.drawing.wiring.outputs;
  }

  get loads(): readonly Load[] {
    return this.drawing.wiring.loads;
  }

  get neuron(): NeuronPorts | undefined {
    return this.drawing.wiring.neuron;
  }

  get terminals(): readonly Terminals[] {
    return this.drawing.terminals;
  }

  /** What was left out of its netlists. */
  get warnings(): readonly string[] {
    return [...this.drawings.values()].flatMap(({ netlist }) => netlist.warnings);
  }

  text(): string {
    return this.drawing.models(this.process.nominalCorner).netlist;
  }

  cards(corner: string): string {
    return this.drawing.models(corner).models;
  }

  varied(): VariedCircuit {
    return {
      transistors: this.drawing.transistors,
      capacitors: [],
      references: this.references
        .filter(({ direction }) => direction !== 'voltage')
        .map(({ net, reference, value }) => ({ instance: 'bias', device: reference, path: `i_${net}`, value })),
    };
  }

  inputOf(): undefined {
    return undefined;
  }

  withReferences(values: ReadonlyMap<string, number>): DrawnDut {
    return new DrawnDut(this.name, this.drawings, this.process, this.chosen, new Map([...this.values, ...values]));
  }

  under({ netlist = this.chosen }: Conditions): DrawnDut {
    return new DrawnDut(this.name, this.drawings, this.process, netlist, this.values);
  }
}

/**
 * Reads the netlists of a drawn circuit and connects their ports.
 * @throws UserError for what is wrong in them or in what the spec says of them
 */
export function drawnDut(name: string, dut: DutSpec, process: Process): DrawnDut {
  const { drawn } = process;
  if (!drawn)
    throw new UserError([
      {
        path: ['process'],
        message:
          `process ${process.name} cannot give models to a circuit that was drawn elsewhere; take one whose PDK is ` +
          'installed (sky130A, gf180mcuD), or sky130 for netlists of its cards',
      },
    ]);
  const drawings = new Map(
    dut.netlists.map(({ name: label = '', own }): [string, Drawing] => {
      if (!own) throw new Error(`${name}: a netlist was not read`);
      const netlist = readNetlist(own);
      const header = chosenSubcircuit(netlist, dut.subcircuit);
      const wiring = wire(dut, header, netlist.file);
      const text = netlistText(netlist);
      const models = memoize((corner: string) => {
        const found = drawn(corner, { file: netlist.file, text, subcircuit: header });
        requireModels(netlist, found, process.name);
        return found;
      });
      // A model that is missing, and a circuit too large to be flattened, is told before anything is simulated.
      const { models: cards, netlist: used } = models(process.nominalCorner);
      const transistors = drawnTransistors(cards, used, header.name, process.drawnMismatch);
      const terminals = terminalsOf(netlist, header, wiring.nets);
      return [label, { netlist, header, wiring, models, transistors, terminals }];
    }),
  );
  return new DrawnDut(name, drawings, process);
}
