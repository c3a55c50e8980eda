import { z } from 'zod';
import { readQuantity } from '../units/quantity.js';
import type { DutPort, StatePort } from './dut.js';
import { choice, identifier, quantity, section } from './fields.js';
import { LONGEST_DURATION } from './limits.js';
import { fileBeside, lineOfText } from './text-fields.js';

/*
 * What may stand under `dut:`. Which ports a netlist has is found when it is read (src/netlist/drawn).
 */

const PORT =
  'expected what the port is: supply, ground, output, a bias such as "0.7 V" or "10 nA", or a section with one of ' +
  'event, complement, bias, state, supply, output; of a neuron also input and spike';

const WORDS: Readonly<Record<string, DutPort>> = {
  supply: { role: 'supply' },
  ground: { role: 'ground' },
  output: { role: 'output', load: 0 },
  input: { role: 'input', flows: 'in' },
  spike: { role: 'spike', edge: 'rising', load: 0 },
};

/** Volts or amperes; which of them, the unit says. */
const bias = z
  .string({ error: 'expected a voltage or a current such as "0.7 V" or "10 nA"' })
  .meta({ description: 'Voltage of a bias, or current into the port.', examples: ['0.7 V', '10 nA'] })
  .transform((text, context): DutPort => {
    const port = biasOf(text);
    if (port) return port;
    context.addIssue({ code: 'custom', message: 'expected a voltage or a current such as "0.7 V" or "10 nA"' });
    return z.NEVER;
  });

/** `supply`, `ground`, `output`, `input`, `spike`, or the value of a bias. */
const word = z
  .string()
  .meta({
    description: 'supply, ground, output, input, spike, or the voltage or current of a bias.',
    examples: ['supply', '0.7 V'],
  })
  .transform((text, context): DutPort => {
    const port = (Object.hasOwn(WORDS, text) ? WORDS[text] : undefined) ?? biasOf(text);
    if (port) return port;
    context.addIssue({ code: 'custom', message: PORT });
    return z.NEVER;
  });

const volts = (description: string) => quantity('voltage', description, { min: -20, max: 20 });

const pair = <Item extends z.ZodType>(item: Item, description: string, example: string) =>
  z.tuple([item, item], { error: `expected two values such as ${example}` }).meta({ description });

/** A voltage or a current, with what it is. */
const level = z
  .string({ error: 'expected a voltage or a current such as "0.6 V" or "20 pA"' })
  .meta({ examples: ['0.6 V', '20 pA'] })
  .transform((text, context) => {
    for (const kind of ['voltage', 'current'] as const) {
      const reading = readQuantity(text, kind);
      if ('value' in reading) return { kind, value: reading.value };
    }
    context.addIssue({ code: 'custom', message: 'expected a voltage or a current such as "0.6 V" or "20 pA"' });
    return z.NEVER;
  });

const stateShape = {
  state: identifier('State of the rule that it carries.', 'w'),
  range: pair(level, 'What stands for 0 and for 1; the first is the larger where the state falls.', '[0.6 V, 1.4 V]'),
  at: volts('Voltage at which a current is taken.').exactOptional(),
  zero: choice(
    ['range', 'rest'],
    'Where 0 is: at the first value of the range, or where the net rests before the first event; of a trace.',
  ).exactOptional(),
};

const loadOf = () => quantity('capacitance', 'What it drives.', { min: 0, max: 1e-6 });

const portSection = section({
  supply: quantity('voltage', 'A supply of its own.', { above: 0, max: 20 }).exactOptional(),
  event: identifier('Event of the rule, `pre` or `post`.', 'pre').exactOptional(),
  active: choice(['high', 'low'], 'Level during an event.').exactOptional(),
  levels: pair(volts('Level.'), 'Levels at rest and during an event.', '[0 V, 1.8 V]').exactOptional(),
  complement: lineOfText(200).meta({ description: 'The port of an event that this one is not.' }).exactOptional(),
  bias: bias.exactOptional(),
  state: stateShape.state.exactOptional(),
  range: stateShape.range.exactOptional(),
  at: stateShape.at,
  zero: stateShape.zero,
  output: section({ load: loadOf() }).exactOptional(),
  input: choice(['in', 'out'], 'Which way the current of a neuron flows at the port.').exactOptional(),
  spike: choice(['rising', 'falling'], 'Edge with which a spike of a neuron leaves its rest.').exactOptional(),
  level: volts('Level at which a spike is one; half of the supply when absent.').exactOptional(),
  load: loadOf().exactOptional(),
}).transform((given, context): DutPort => {
  const fault = (message: string, path: string[] = []): never => {
    context.addIssue({ code: 'custom', path, message });
    return z.NEVER;
  };
  const roles = ROLES.filter((name) => given[name] !== undefined);
  if (roles.length !== 1) return fault(roles.length === 0 ? PORT : `is ${roles.join(' and ')}; keep one of them`);
  const misplaced = Object.keys(given).find(
    (key) => key !== roles[0] && !(BELONGS[key] ?? []).includes(roles[0] ?? ''),
  );
  if (misplaced !== undefined)
    return fault(`belongs to ${(BELONGS[misplaced] ?? []).join(' or ')}; remove it`, [misplaced]);
  if (given.event !== undefined) {
    if (given.levels && given.active) return fault('"levels" say which level is active; remove "active"', ['active']);
    const { event, levels, active = levels && levels[1] < levels[0] ? 'low' : 'high' } = given;
    return { role: 'event', event, active, ...(levels ? { levels } : {}) };
  }
  if (given.supply !== undefined) return { role: 'supply', voltage: given.supply };
  if (given.complement !== undefined) return { role: 'complement', of: given.complement };
  if (given.bias !== undefined) return given.bias;
  if (given.output !== undefined) return { role: 'output', load: given.output.load };
  if (given.input !== undefined) return { role: 'input', flows: given.input };
  if (given.spike !== undefined) {
    const { spike: edge, level, load = 0 } = given;
    return { role: 'spike', edge, load, ...(level === undefined ? {} : { level }) };
  }
  if (given.range === undefined) return fault('is missing; say what stands for 0 and for 1', ['range']);
  return statePort({ ...given, state: given.state ?? '', range: given.range }, context);
});

const ROLES = ['event', 'complement', 'bias', 'state', 'supply', 'output', 'input', 'spike'] as const;
/** Keys that say more about a role. */
const BELONGS: Readonly<Record<string, readonly string[]>> = {
  active: ['event'],
  levels: ['event'],
  range: ['state'],
  at: ['state'],
  zero: ['state'],
  level: ['spike'],
  load: ['spike'],
};

const nodeSection = section(stateShape).transform(statePort);

type Level = z.infer<typeof level>;

function statePort(
  given: {
    readonly state: string;
    readonly range: readonly [Level, Level];
    readonly at?: number | undefined;
    readonly zero?: 'range' | 'rest' | undefined;
  },
  context: z.RefinementCtx,
): StatePort {
  const [zero, one] = given.range;
  const fault = (message: string, path: string[]): StatePort => {
    context.addIssue({ code: 'custom', path, message });
    return z.NEVER;
  };
  if (zero.kind !== one.kind) return fault('one is a voltage, the other a current; write both alike', ['range']);
  if (zero.value === one.value) return fault('0 and 1 are the same; move one of them', ['range']);
  if (zero.kind === 'current' && given.at === undefined)
    return fault('a current needs the voltage at which it is taken; add "at"', ['range']);
  if (zero.kind === 'voltage' && given.at !== undefined)
    return fault('is for currents; a voltage is seen as it stands, remove it', ['at']);
  return {
    role: 'state',
    state: given.state,
    kind: zero.kind,
    range: [zero.value, one.value],
    ...(given.at === undefined ? {} : { at: given.at }),
    ...(given.zero === 'rest' ? { fromRest: true as const } : {}),
  };
}

function biasOf(text: string): DutPort | undefined {
  const [voltage, current] = [readQuantity(text, 'voltage'), readQuantity(text, 'current')];
  if ('value' in voltage) return { role: 'bias', voltage: voltage.value };
  return 'value' in current ? { role: 'bias', current: current.value } : undefined;
}

const netlistFile = fileBeside('netlist', 'synapse.spice').meta({
  description: 'Netlist beside the spec, as a schematic editor or a layout extraction writes it.',
  examples: ['synapse.spice'],
});

/** Ports and nets are the netlist's to name. */
const netName = z
  .string()
  .regex(/^[^\s=(),{}'"]{1,200}$/, { error: 'expected the name of a net as the netlist has it' });

export const dutSchema = section({
  netlist: netlistFile.exactOptional(),
  netlists: z
    .record(identifier('What the netlist is.', 'layout'), netlistFile, {
      error: 'expected a section such as { schematic: synapse.spice, layout: synapse_pex.spice }',
    })
    .meta({ description: 'Several netlists of the same circuit, verified side by side, instead of `netlist`.' })
    .exactOptional(),
  subcircuit: netName.meta({ description: 'Its subcircuit; the only one in the netlist when absent.' }).exactOptional(),
  ports: z
    .record(netName, z.union([word, portSection], { error: PORT }), {
      error: 'expected a section with every port of the subcircuit, such as { VDD: supply, PRE: { event: pre } }',
    })
    .meta({ description: 'What each port of the subcircuit is.' }),
  nodes: z
    .record(netName, nodeSection, { error: 'expected a section such as { xtrace.out: { state: r, range: [...] } }' })
    .meta({ description: 'States of the rule on nets inside the subcircuit.' })
    .default({}),
  pulse: quantity(
    'duration',
    'How long an event stands at its level, as PULSE of SPICE counts it; edges come on top. A neuron has none.',
    { above: 0, max: 0.1 },
  ).exactOptional(),
  edge: quantity('duration', 'Rise and fall time of a pulse; a hundredth of it when absent.', {
    above: 0,
    max: 0.01,
  }).exactOptional(),
  rest: quantity(
    'duration',
    'Rest before the first and after the last event; ten pulses, and after it six time constants, when absent.',
    {
      above: 0,
      max: LONGEST_DURATION,
    },
  ).exactOptional(),
  model: fileBeside('model', 'synapse-found.yaml')
    .meta({
      description:
        'A spec beside this one, as `rulespice identify` writes it: its rule is what `against: model` compares with.',
      examples: ['synapse-found.yaml'],
    })
    .exactOptional(),
})
  .superRefine(({ netlist, netlists, pulse, edge }, context) => {
    const files = Object.keys(netlists ?? {}).length;
    if ((netlist === undefined) === (netlists === undefined) || (netlists && files === 0))
      context.addIssue({ code: 'custom', path: [], message: 'expected one of "netlist" and "netlists"' });
    if (files > MOST_NETLISTS)
      context.addIssue({ code: 'custom', path: ['netlists'], message: `expected at most ${MOST_NETLISTS} netlists` });
    if (edge !== undefined && pulse !== undefined && edge > pulse / 2)
      context.addIssue({ code: 'custom', path: ['edge'], message: 'is longer than half a pulse; shorten it' });
  })
  .transform(({ netlist, netlists = {}, model, pulse = UNSAID_PULSE, ...rest }) => ({
    ...rest,
    pulse,
    ...(model === undefined ? {} : { model: { file: model } }),
    netlists:
      netlist === undefined ? Object.entries(netlists).map(([name, file]) => ({ name, file })) : [{ file: netlist }],
  }));

const MOST_NETLISTS = 8;

/** Of a neuron, which waits for no event; that every other circuit says one is asked in dut-semantics.ts. Seconds. */
const UNSAID_PULSE = 1e-6;
