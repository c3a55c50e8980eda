import { readoutEquation, updateEquation } from '../../rule/equations.js';
import { formatQuantity } from '../../units/format.js';
import type { Draft } from '../draft.js';
import { curveText } from '../weight-curves.js';
import type { Graph, PlacedCell } from '../graph.js';

/** What each pass decided, in lines for people and for golden files. */

export function showGroups({ scales, shares }: Draft): string[] {
  return [
    ...scales.map(({ gain, target, synapses }) => {
      const sum = synapses.map(({ trace, weight }) => `${weight} ${trace}`).join(' + ');
      return `${gain.name} holds ${sum} at ${target}`;
    }),
    ...shares.map(({ total, slices }) => {
      const readouts = slices.map(({ readout, trace }) => `${readout.name} (of ${trace})`).join(', ');
      return `a budget of ${total} is shared by ${readouts}`;
    }),
  ];
}

export function showCarriers({ carriers, scales }: Draft): string[] {
  return [
    ...carriers.currents.map(
      ({ state, update, late }) =>
        `${state.name}: current of a trace cell, at ${update.event}${late ? ', after the reading' : ''}`,
    ),
    ...carriers.weights.map((name) => `${name}: voltage of a capacitor that keeps it`),
    ...carriers.leaky.map(({ name }) => `${name}: voltage of a leaky capacitor`),
    ...scales.map(({ gain }) => `${gain.name}: gate voltage of the tails that it scales`),
  ];
}

export function showTerms({ terms, rule }: Draft): string[] {
  return [
    ...terms.map(({ id, update, traces, signed, bound, weights, nearest }) => {
      const parts = [
        traces.length === 0
          ? signed === undefined
            ? ['a constant current']
            : []
          : [`current of ${traces.join(' * ')}`],
        signed === undefined ? [] : [`difference read from ${signed}`],
        weights.map(({ state, complement }) => `times a share that ${complement ? 'falls' : 'rises'} with ${state}`),
        bound ? [`steered by ${update.state}`] : [],
        nearest.map(curveText),
      ].flat();
      return `${id}: ${updateEquation(update)}: ${parts.join(', ')}`;
    }),
    ...rule.readouts.map((readout) => `${readout.name}: ${readoutEquation(readout)}`),
  ];
}

export function showEncoding({ encoding: { traces, voltages, gains } }: Draft): string[] {
  return [
    ...[...traces].map(([state, current]) => `${state}: 1 is ${formatQuantity(current, 'A', 4)}`),
    ...[...voltages].map(
      ([state, { range, capacitance }]) =>
        `${state}: 0 is ${formatQuantity(range[0], 'V', 4)}, 1 is ${formatQuantity(range[1], 'V', 4)}, on ` +
        formatQuantity(capacitance, 'F', 4),
    ),
    ...[...gains].map(([state, { instance }]) => `${state}: gate of the tail of ${instance}`),
  ];
}

/** What a pass changed of the graph: cells that are new or have other nets, references and outputs that are new. */
export function showGraph(graph: Graph, before: Graph): string[] {
  const known = new Set(graphLines(before));
  return graphLines(graph).filter((line) => !known.has(line));
}

function graphLines(graph: Graph): string[] {
  return [
    ...graph.instances.map(cellLine),
    ...graph.references.map(
      ({ net, direction, instance, reference }) => `> ${net}: ${reference} of ${instance}, ${direction}`,
    ),
    ...graph.outputs.map(({ net, kind, state }) => `< ${net}: ${state} as a ${kind}`),
  ];
}

/**
 * `x dpi event=pre on_b=? | tau 0.02`: a port without a net is open, `(net)` is a net that nothing drives yet. Supplies
 * are left out.
 */
function cellLine({ id, cell, nets, undriven, targets, serves }: PlacedCell): string {
  const wired = cell.ports.filter(({ kind }) => kind !== 'supply');
  const ports = wired.map(({ name }) => {
    const net = nets[name] ?? '?';
    return `${name}=${undriven.has(name) ? `(${net})` : net}`;
  });
  const wanted = [
    ...Object.entries(targets).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name} ${Number(value.toPrecision(6))}`],
    ),
    ...(serves ? [`carries ${serves.reference} of ${serves.instance}`] : []),
  ];
  return `${id} ${cell.name} ${ports.join(' ')}${wanted.length === 0 ? '' : ` | ${wanted.join(', ')}`}`;
}
