import type { Composition, Instance } from '../compose/composition.js';
import { readoutEquation, stateEquation, updateEquation } from '../rule/equations.js';
import type { Readout, Rule, RuleState, Update } from '../rule/rule.js';
import { formatQuantity } from '../units/format.js';
import type { Term } from './types.js';

/**
 * The rule term by term, each with the instances that carry it, found by following nets: no cell is known by name here.
 */
export function explainTerms(rule: Rule, composition: Composition): Term[] {
  return [
    ...rule.states.map((state) => stateTerm(state, rule, composition)),
    ...rule.updates.map((update) => updateTerm(update, composition)),
    ...rule.readouts.map((readout) => readoutTerm(readout, composition)),
  ];
}

/** The instance that holds a state: the one whose output the circuit shows for it. */
export function carrierOf(state: string, composition: Composition): Instance | undefined {
  const net = composition.outputs.find((output) => output.state === state)?.net;
  return (
    composition.instances.find(({ cell, nets }) =>
      cell.ports.some((port) => port.direction !== 'in' && nets[port.name] === net),
    ) ?? composition.instances.find(({ id }) => id === state)
  );
}

function stateTerm(state: RuleState, rule: Rule, composition: Composition): Term {
  const carrier = carrierOf(state.name, composition);
  const instances = carrier ? [carrier.id] : [];
  if (state.type === 'trace') {
    return {
      term: `d${state.name}/dt = -${state.name} / ${formatQuantity(state.tau, 's', 6)}`,
      instances,
      how: carrier ? `${carrier.cell.title}: ${carrier.cell.summary}` : 'nothing carries it',
    };
  }
  return {
    term: `${stateEquation(state, rule)}, ${state.name}(0) = ${state.initial}`,
    instances,
    how: carrier ? `${carrier.cell.title}: ${carrier.cell.summary}` : 'nothing carries it',
  };
}

function updateTerm(update: Update, composition: Composition): Term {
  const carrier = carrierOf(update.state, composition);
  const found = composition.instances.filter(
    (instance) =>
      takes(instance, update.event, composition) &&
      (instance === carrier || (carrier !== undefined && drives(instance, carrier))),
  );
  return {
    term: updateEquation(update),
    instances: found.map(({ id }) => id),
    how: found
      .map((instance) =>
        instance === carrier ? 'the event enters the cell itself' : `${instance.cell.title}: ${instance.cell.summary}`,
      )
      .join(' '),
  };
}

function readoutTerm(readout: Readout, composition: Composition): Term {
  const carrier = carrierOf(readout.name, composition);
  return {
    term: readoutEquation(readout),
    instances: carrier ? [carrier.id] : [],
    how: carrier ? `${carrier.cell.title}: ${carrier.cell.summary}` : 'nothing carries it',
  };
}

function takes({ cell, nets }: Instance, event: string, { events }: Composition): boolean {
  const inputs = new Set<string | undefined>(events.filter((input) => input.event === event).map(({ net }) => net));
  return cell.ports.some((port) => port.kind === 'event' && port.direction === 'in' && inputs.has(nets[port.name]));
}

/** Whether a port of `source` that can send something is on a net of `target`. */
function drives(source: Instance, target: Instance): boolean {
  const wires = new Set(
    target.cell.ports.filter(({ kind }) => kind !== 'supply' && kind !== 'event').map(({ name }) => target.nets[name]),
  );
  return source.cell.ports.some(
    ({ name, kind, direction }) => kind !== 'supply' && direction !== 'in' && wires.has(source.nets[name]),
  );
}
