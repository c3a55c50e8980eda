import type { AnalysisContext } from '../analysis/context.js';
import { deviceOf, devicesOf } from '../analysis/array-cells.js';
import { measuredCells } from '../analysis/measured.js';
import { conductanceRange } from '../cells/device-state.js';
import type { Devices } from '../cells/device.js';
import { UserError } from '../../units/user-error.js';
import type { ClassifySection } from '../spec/classify.js';
import type { ArraySpec } from '../spec/schema.js';
import { Reader, Writer } from './array-access.js';
import type { Learner } from './classifier.js';
import type { Examples } from './examples.js';
import type { Imperfection } from './imperfections.js';
import { cardCells, deviceCells, idealCells, rangesOf, type WeightCells } from './weight-cells.js';

/** Makes arrays that learn the same examples with different imperfections; what they share is made once. */
export class Learners {
  private readonly made = new Map<string, Promise<WeightCells>>();

  constructor(
    private readonly array: ArraySpec,
    private readonly classify: ClassifySection,
    private readonly examples: Examples,
    private readonly context: Pick<AnalysisContext, 'signal'>,
  ) {}

  async with(has: ReadonlySet<Imperfection>): Promise<Learner> {
    const { array, classify, examples } = this;
    const varied = has.has('variation');
    const devices = array.device === undefined ? undefined : varied ? devicesOf(array) : deviceOf(array);
    const pulsed = await this.once(`pulsed ${varied}`, () => this.pulsed(devices));
    const nominal = await this.once('pulsed false', () => this.pulsed(array.device && deviceOf(array)));
    // Without pulses a cell is what is written into it; where it is disturbed, its own equations say how.
    const cells = has.has('update') ? pulsed : await this.once(`ideal ${varied}`, () => this.ideal(devices, pulsed));
    const measured = measuredCells(array);
    const reader = new Reader(array, has.has('wires'));
    const middle = new Float64Array(array.rows * array.columns).fill((cells.range[0] + cells.range[1]) / 2);
    const currents = (list: Examples['train']): Float64Array[] =>
      reader.many(
        middle,
        list.map(({ inputs }) => inputs.map((input) => input * classify.read)),
      );
    return {
      array,
      classify,
      examples,
      has,
      cells,
      reader,
      writer: new Writer(array, classify.scheme, has.has('wires')),
      ...(measured && { measured }),
      reference: { train: currents(examples.train), test: currents(examples.test) },
      step: stepOf(nominal),
    };
  }

  private once(name: string, make: () => Promise<WeightCells>): Promise<WeightCells> {
    const found = this.made.get(name) ?? make();
    this.made.set(name, found);
    return found;
  }

  private async pulsed(devices: Devices | undefined): Promise<WeightCells> {
    const { array, classify, context } = this;
    if (devices) return deviceCells(devices, conductanceRange(deviceOf(array)), classify, context.signal);
    const card = array.measured?.cards?.update;
    if (card === undefined)
      throw new UserError([{ message: 'classify: there is neither a device nor a card of pulses' }]);
    return cardCells(card);
  }

  private ideal(devices: Devices | undefined, pulsed: WeightCells): Promise<WeightCells> {
    const ranges = devices === undefined ? [pulsed.range] : rangesOf(devices, 'device' in devices ? 1 : devices.length);
    const own = (cell: number) => ranges[ranges.length === 1 ? 0 : cell]!;
    const ideal = idealCells(pulsed.range, own);
    const change: WeightCells['change'] = (cell, memory, direction, share) => {
      const before = pulsed.memoryAt(cell, ideal.conductance(cell, memory));
      const after = Math.min(1, Math.max(0, before + pulsed.change(cell, before, direction, share)));
      return ideal.memoryAt(cell, pulsed.conductance(cell, after)) - memory;
    };
    const { chord } = pulsed;
    if (chord === undefined) return Promise.resolve({ ...ideal, change });
    return Promise.resolve({
      ...ideal,
      change,
      chord: (cell, memory, direction, share) =>
        chord(cell, pulsed.memoryAt(cell, ideal.conductance(cell, memory)), direction, share),
    });
  }
}

/** Mean of what a pulse up and a pulse down change a weight by in the middle of the range. @throws UserError */
function stepOf(cells: WeightCells): number {
  const [low, high] = cells.range;
  const memory = cells.memoryAt(0, (low + high) / 2);
  const steps = (['potentiation', 'depression'] as const).map((direction, at) => {
    const after = Math.min(1, Math.max(0, memory + cells.change(0, memory, direction, 1)));
    const step = (2 * (cells.conductance(0, after) - cells.conductance(0, memory))) / (high - low);
    if (!(at === 0 ? step > 1e-9 : step < -1e-9))
      throw new UserError([
        {
          message:
            `classify.${direction}: a pulse does not ${at === 0 ? 'raise' : 'lower'} the conductance in the ` +
            `middle of the ` +
            `range; turn the sign of its voltage, or take a higher voltage or a longer pulse`,
        },
      ]);
    return Math.abs(step);
  });
  return (steps[0]! + steps[1]!) / 2;
}
