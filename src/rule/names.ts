/** The events a rule may wait for; `reward` and `punish` are the third factor, `tick` is periodic. */
export const EVENTS = ['pre', 'post', 'reward', 'punish', 'tick'] as const;

/** Inputs of a group of synapses. */
const GROUP_INPUT = /^pre([1-9]|[12][0-9]|3[0-2])$/;

/** Words that mean something else where states are named: nets of every circuit, and what SPICE knows by itself. */
const RESERVED = [
  'vdd',
  'vss',
  'gnd',
  // Words of SPICE: every vector, and what an expression knows without a node.
  'all',
  'alli',
  'allv',
  'ally',
  'frequency',
  'hertz',
  'temper',
  'dump',
  'time',
  'none',
];

/** Most states of one rule. */
export const MOST_STATES = 64;

export function isEvent(name: string): boolean {
  return (EVENTS as readonly string[]).includes(name) || GROUP_INPUT.test(name);
}

/**
 * Why a state cannot be called so; undefined when it can. Netlists do not tell small from capital letters.
 * @param all names of the rule
 * @param taken names that mean something else to whoever reads the rule, in small letters
 */
export function nameFault(name: string, all: readonly string[], taken: readonly string[]): string | undefined {
  const shown = JSON.stringify(name.slice(0, 40));
  if (!/^[A-Za-z][A-Za-z0-9_]{0,31}$/.test(name))
    return (
      `found the state ${shown}, expected a name of letters, digits and "_" that starts with a letter, such ` +
      `as x or w1`
    );
  if (isEvent(name) || [...RESERVED, ...taken].includes(name.toLowerCase()))
    return `the name ${shown} is taken; call the state something else`;
  const twin = all.find((other) => other !== name && other.toLowerCase() === name.toLowerCase());
  if (twin !== undefined)
    return `${shown} and ${JSON.stringify(twin)} differ only in capitals, which a netlist does not see; rename one`;
  if (all.length > MOST_STATES && name === all[MOST_STATES])
    return `found ${all.length} states, expected at most ${MOST_STATES}; make the rule smaller`;
  return undefined;
}
