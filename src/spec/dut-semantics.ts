import { expandRule } from '../rule/presets.js';
import { eventsOf, quantityNames, weightStates, type Rule } from '../rule/rule.js';
import { didYouMean } from '../units/did-you-mean.js';
import { seenStates, type DutSpec } from './dut.js';
import { problem, type PathProblem } from './problems.js';
import type { QuantityVocabulary } from './quantity-vocabulary.js';
import { neuronDut, synapseDut } from './neuron-semantics.js';
import type { SpecParts } from './spec-parts.js';

/*
 * What a spec asks of a circuit that somebody else drew, against its rule.
 */

/** @param written the spec as it stands, to see which sections somebody wrote */
export function checkDut(
  parts: SpecParts,
  form: Rule | undefined,
  quantities: QuantityVocabulary,
  written: unknown,
): PathProblem[] {
  const { dut } = parts;
  if (!dut) return [];
  return [
    ...ofOurCircuits(parts, written),
    ...(form?.neuron ? neuronDut(dut, written) : []),
    ...(form && !form.neuron ? [...synapseDut(dut, written), ...eventProblems(dut, form)] : []),
    ...(form ? stateProblems(dut, form) : []),
    ...(form ? modelProblems(dut, form) : []),
    ...(form ? checkProblems(parts, dut, form, quantities) : []),
  ];
}

/** Settings of circuits that are composed of our cells. */
function ofOurCircuits({ simulation, variations, network }: SpecParts, written: unknown): PathProblem[] {
  const has = (key: string): boolean => typeof written === 'object' && written !== null && Object.hasOwn(written, key);
  const drawn = 'the circuit under "dut" was drawn elsewhere';
  const found: PathProblem[] = [];
  if (has('circuit')) found.push(problem(['circuit'], `sizes cells of rulespice, and ${drawn}; remove it`));
  if (network) found.push(problem(['network'], `joins synapses of rulespice, and ${drawn}; remove it`));
  if (simulation?.trim)
    found.push(problem(['simulation', 'trim'], `moves biases that rulespice sized, and ${drawn}; remove it`));
  if (variations?.noise)
    found.push(problem(['variations', 'noise'], `needs the model of a circuit of rulespice, and ${drawn}; remove it`));
  for (const key of ['capacitors', 'biases'] as const)
    if (variations && variations[key].length > 0)
      found.push(
        problem(['variations', key], `scales what rulespice sized, and ${drawn}; take corners, or netlists of each`),
      );
  const { capacitor } = variations?.sampling?.spread ?? {};
  if (capacitor)
    found.push(
      problem(['variations', 'spread', 'capacitor'], `is not known of capacitors of a PDK, and ${drawn}; remove it`),
    );
  return found;
}

function eventProblems({ ports }: DutSpec, rule: Rule): PathProblem[] {
  const events = eventsOf(rule);
  const given = Object.entries(ports).flatMap(([port, role]) =>
    role.role === 'event' ? [{ port, event: role.event }] : [],
  );
  const unknown = given.flatMap(({ port, event }) =>
    events.includes(event)
      ? []
      : [
          problem(
            ['dut', 'ports', port, 'event'],
            `the rule waits for no event "${event}"${didYouMean(event, events)}; it waits for ${events.join(', ')}`,
          ),
        ],
  );
  const missing = events.filter((event) => !given.some((one) => one.event === event));
  return missing.length === 0
    ? unknown
    : [...unknown, problem(['dut', 'ports'], `no port is the event ${missing.join(', ')} of the rule; name one`)];
}

function stateProblems(dut: DutSpec, rule: Rule): PathProblem[] {
  const states = quantityNames(rule);
  const seen = new Map<string, string>();
  const problems: PathProblem[] = [];
  for (const { path, port, state } of seenStates(dut)) {
    if (!states.includes(state))
      problems.push(
        problem(
          [...path, 'state'],
          `the rule has no state "${state}"${didYouMean(state, states)}; it has ${states.join(', ')}`,
        ),
      );
    if (seen.has(state))
      problems.push(problem([...path, 'state'], `${state} is seen at ${seen.get(state)} already; remove one`));
    seen.set(state, port);
  }
  for (const { name } of weightStates(rule))
    if (!seen.has(name))
      problems.push(
        problem(['dut', 'ports'], `no port carries the weight ${name} of the rule; add { state: ${name}, range: ... }`),
      );
  for (const { path, fromRest, state } of seenStates(dut))
    if (fromRest && weightStates(rule).some(({ name }) => name === state))
      problems.push(problem([...path, 'zero'], `the weight ${state} is set to its start; remove "zero"`));
  for (const { path, kind, state } of seenStates(dut))
    if (kind === 'current' && weightStates(rule).some(({ name }) => name === state))
      problems.push(
        problem([...path, 'range'], `the weight ${state} is set to its start as a voltage; name the net that holds it`),
      );
  return problems;
}

/** The model sees what the rule sees: the same events, the same weight. */
function modelProblems({ model }: DutSpec, rule: Rule): PathProblem[] {
  if (model?.rule === undefined) return [];
  const form = expandRule(model.rule);
  const lacking = weightStates(rule).find(({ name }) => !weightStates(form).some((other) => other.name === name));
  const events = eventsOf(form).filter((event) => !eventsOf(rule).includes(event));
  return [
    ...(lacking ? [problem(['dut', 'model'], `the rule of ${model.file} has no weight ${lacking.name}`)] : []),
    ...(events.length > 0
      ? [
          problem(
            ['dut', 'model'],
            `the rule of ${model.file} waits for ${events.join(', ')}, which this rule does not`,
          ),
        ]
      : []),
  ];
}

/** A state of the rule that the model of the circuit does not have. */
function unknownTo({ model }: DutSpec, states: readonly string[], rule: Rule): string | undefined {
  if (model?.rule === undefined) return undefined;
  const known = quantityNames(expandRule(model.rule));
  return states.find((state) => quantityNames(rule).includes(state) && !known.includes(state));
}

const NO_MODEL =
  'nothing is known of a model of this circuit; find one with "rulespice identify --card FILE" and name it as ' +
  'dut.model, or compare with the rule';
const NO_MODEL_OF_NEURON =
  'a neuron is held against the stated one, and there is no other model; compare with the rule';

function checkProblems({ verify }: SpecParts, dut: DutSpec, rule: Rule, quantities: QuantityVocabulary): PathProblem[] {
  const seen = new Set(seenStates(dut).map(({ state }) => state));
  return verify.flatMap((check, index): PathProblem[] => {
    if (!check) return [];
    const path = ['verify', index];
    if (check.against === 'model' && (rule.neuron || dut.model === undefined))
      return [problem([...path, 'against'], rule.neuron ? NO_MODEL_OF_NEURON : NO_MODEL)];
    const quantity = quantities.named(check.quantity, rule);
    const lacking =
      check.against === 'model' ? unknownTo(dut, quantity.sees?.(rule) ?? [check.quantity], rule) : undefined;
    if (lacking !== undefined)
      return [
        problem([...path, 'against'], `the rule of ${dut.model?.file} has no state ${lacking}; compare with the rule`),
      ];
    const blind = (quantity.sees?.(rule) ?? [check.quantity]).find((state) => !seen.has(state));
    if (blind === undefined || !quantityNames(rule).includes(blind)) return [];
    return [
      problem(
        [...path, 'quantity'],
        `${check.quantity} needs the state ${blind}, which no port carries; name its net under dut.nodes`,
      ),
    ];
  });
}
