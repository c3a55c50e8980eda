import { dutPorts, type Output } from '../compose/composition.js';
import type { EventInput } from '../compose/events.js';
import { placesOf } from '../compose/hierarchy.js';
import { withReferences, withTolerances, type Design, type SizedReference } from '../design/design.js';
import type { PlacedValue, VariedCircuit } from '../nonideality/variation.js';
import type { Conditions } from '../process/conditions.js';
import type { Process } from '../process/process.js';
import type { Dut } from './dut.js';
import { drawsOf, placedTransistors } from './placed-transistors.js';
import { subcircuitName } from './render-blocks.js';
import { devicesOf, renderDut } from './render-dut.js';

/** A circuit that rulespice composed of its cells and sized. */
export class ComposedDut implements Dut {
  constructor(
    readonly design: Design,
    private readonly process: Process,
  ) {}

  get name(): string {
    return this.design.composition.name;
  }

  get subcircuit(): string {
    return subcircuitName(this.design.composition);
  }

  get ports(): readonly string[] {
    return dutPorts(this.design.composition);
  }

  get events(): readonly EventInput[] {
    return this.design.composition.events;
  }

  get references(): readonly SizedReference[] {
    return this.design.references;
  }

  get outputs(): readonly Output[] {
    return this.design.composition.outputs;
  }

  text(): string {
    return renderDut(this.design, this.process);
  }

  cards(corner: string): string {
    return this.process.cards(corner, devicesOf(this.design));
  }

  varied(): VariedCircuit {
    return {
      transistors: placedTransistors(this.design, this.process),
      capacitors: placedCapacitors(this.design, this.process),
      references: placedReferences(this.design),
    };
  }

  inputOf(state: string): EventInput | undefined {
    const carrier = this.design.composition.instances.find(({ id }) => id === state);
    return this.events.find(({ net }) => Object.values(carrier?.nets ?? {}).includes(net));
  }

  withReferences(values: ReadonlyMap<string, number>): ComposedDut {
    return new ComposedDut(withReferences(this.design, values), this.process);
  }

  under(conditions: Pick<Conditions, 'capacitor' | 'bias'>): ComposedDut {
    return new ComposedDut(withTolerances(this.design, conditions), this.process);
  }
}

/** Every capacitor of a design; a cell's template names it like its parameter. */
function placedCapacitors({ composition, sized }: Design, { capacitors }: Process): PlacedValue[] {
  const places = placesOf(composition);
  return [...sized].flatMap(([instance, { parameters }]) =>
    Object.entries(parameters).flatMap(([name, farads]) =>
      capacitors.elements(name, farads).map(({ path, value }, index) => {
        const device = index === 0 ? name : `${name}_${index + 1}`;
        const place = `${places.get(instance) ?? ''}.${path}`;
        return { instance, device, path: place, draws: drawsOf(instance, device), value };
      }),
    ),
  );
}

/** Every reference current of a design, as its testbench supplies it; reference voltages are none. */
function placedReferences({ references }: Design): PlacedValue[] {
  return references
    .filter(({ direction }) => direction !== 'voltage')
    .map(({ net, instance, reference, value }) => ({ instance, device: reference, path: `i_${net}`, value }));
}
