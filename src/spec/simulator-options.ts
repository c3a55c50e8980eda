import { REFUSED_OPTIONS, TUNABLE_OPTIONS, type TunableOption } from './simulator-option-lists.js';

/*
 * What a spec may say to the simulator. Each option of ngspice is in one of three lists, by its name and its value:
 * harmless (the verdict stands), flagged (a result may have moved: nothing passes) and refused (it takes part in the
 * physics, or nothing here would follow it). The lists are data: src/spec/simulator-option-lists.ts.
 */

export type OptionList = 'harmless' | 'flagged' | 'refused';

/** In which list an option stands with this value; undefined for a name that ngspice does not know. */
export function listOf(name: string, value: number | string): OptionList | undefined {
  const option = TUNABLE_OPTIONS.find((one) => one.name === name);
  if (!option) return REFUSED_OPTIONS.some(({ names }) => names.includes(name)) ? 'refused' : undefined;
  if (isWithin(option.harmless, value)) return 'harmless';
  return option.flagged !== undefined && isWithin(option.flagged, value) ? 'flagged' : 'refused';
}

/**
 * One sentence for each option that may have moved a result, with what it was measured to do; under such an option no
 * verdict is a pass. Empty for harmless ones.
 */
export function flaggedOptions(options: Readonly<Record<string, number | string>>): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (listOf(name, value) === 'harmless') return [];
    const option = TUNABLE_OPTIONS.find((one) => one.name === name);
    return [`${name}=${value} ${option ? `${option.effect}; ${adviceFor(option)}` : 'is no option for a spec'}`];
  });
}

/** The values of an option that a spec may have: harmless and flagged ones. */
export function allowedValues({ harmless, flagged }: TunableOption): readonly [number, number] | readonly string[] {
  if (typeof harmless === 'string' || typeof flagged === 'string')
    return [harmless, flagged].filter((word): word is string => typeof word === 'string');
  return flagged ?? harmless;
}

/** `leave it out, or at most 1e-4` */
export function adviceFor({ harmless, flagged }: Pick<TunableOption, 'harmless' | 'flagged'>): string {
  if (typeof harmless === 'string') return `leave it out or write ${harmless}`;
  const [low, high] = harmless;
  if (low === high) return `leave it out or write ${low}`;
  const bounded = typeof flagged === 'object' && flagged[0] < low;
  return `leave it out or keep it ${bounded ? `from ${low} to ${high}` : `at ${high} or below`}`;
}

function isWithin(range: TunableOption['harmless'], value: number | string): boolean {
  if (typeof range === 'string') return value === range;
  return typeof value === 'number' && value >= range[0] && value <= range[1];
}
