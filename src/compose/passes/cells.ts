import { equations, stateEquation, updateEquation } from '../../rule/equations.js';
import { pathOf } from '../../rule/path.js';
import type { Rule, Update } from '../../rule/rule.js';
import { scaleWith } from '../../rule/scale.js';
import { CompositionBuilder } from '../builder.js';
import type { CurrentState } from '../carriers.js';
import type { Draft } from '../draft.js';
import { eventInputs } from '../events.js';
import type { Graph } from '../graph.js';
import { addScale, synapseTargets } from '../scales.js';
import { addShare, shareTargets } from '../shares.js';
import { addLeaky, addTrace, addWeight, gateOf, type Member } from '../states.js';
import { addTerm } from '../updates.js';

/**
 * Places the cells that the rule means: a trace that events push up is a trace cell, a state that keeps its value is a
 * weight capacitor with a buffered dump node, a signed trace is a leaky one, and what an event adds to it is a current
 * steered into it. A gain that regulates traces is a homeostat, outputs that share a budget are normalisers.
 */
export function placeCells(draft: Draft): Graph {
  const { rule, scales, shares, carriers, terms, encoding } = draft;
  const { circuit } = draft.settings;
  const builder = builderOf(draft);
  const serve = (state: string, update?: Update): void =>
    builder.serve(['rule', 'states', state], purposeOf(rule, state, update));
  // The gain of a group is a net of its traces before it has a cell.
  for (const { gain } of scales) {
    serve(gain.name);
    builder.net(gain.name, `the state ${gain.name}`);
  }
  const gates = new Map(
    carriers.currents.map((current) => {
      serve(current.state.name, current.update);
      return [
        current.state.name,
        addTrace(builder, rule, current, draft.settings, encoding, memberOf(current, draft)),
      ] as const;
    }),
  );
  for (const weight of carriers.weights) {
    serve(weight);
    addWeight(builder, weight, rule, circuit, encoding);
  }
  for (const state of carriers.leaky) {
    serve(state.name);
    addLeaky(builder, state, encoding);
  }
  const gate = (trace: string, term: string): string => gateOf(gates, trace, term, circuit);
  for (const scale of scales) {
    serve(scale.gain.name);
    addScale(builder, scale, (trace) => gate(trace, `d${scale.gain.name}/dt`), encoding);
  }
  for (const [index, share] of shares.entries()) addShare(builder, index, share, gate, encoding);
  for (const term of terms) {
    builder.serve(pathOf(term.update), updateEquation(term.update));
    addTerm(term, { builder, encoding, circuit, gates });
  }
  // Beside synapses that share a gain or a budget stands what they share it with.
  const unit = scales.length + shares.length > 0 ? 'group' : 'synapse';
  return { ...builder.graph(), equations: equations(rule), unit };
}

function builderOf({ name, rule, settings: { circuit }, carriers }: Draft): CompositionBuilder {
  const late = new Set(carriers.currents.filter((state) => state.late).map(({ update }) => update.event));
  return new CompositionBuilder(
    name,
    `${rule.kind} rule${circuit.trace.cell === undefined ? '' : ` with ${circuit.trace.cell} traces`}`,
    eventInputs(rule, late),
    { namesNets: true },
  );
}

/** The equations of a state that a cell serves, and of the update that moves it. */
function purposeOf(rule: Rule, state: string, update: Update | undefined): string {
  const found = rule.states.find(({ name }) => name === state);
  return [...(found ? [stateEquation(found, rule)] : []), ...(update ? [updateEquation(update)] : [])].join('; ');
}

/** What the group of a trace asks of its cell, if it is in one. */
function memberOf({ state }: CurrentState, draft: Draft): Member | undefined {
  const { rule, scales, shares, encoding, settings } = draft;
  const { gateCurrent } = settings.process.constants;
  const scale = scaleWith(scales, state.name);
  if (scale) return { gain: scale.gain.name, targets: synapseTargets(scale, state.name, encoding, gateCurrent) };
  const targets = shareTargets(shares, state.name, rule, encoding, gateCurrent);
  return targets && { targets };
}
