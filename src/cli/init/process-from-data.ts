import { stringify } from 'yaml';
import { nearest, scaledTo } from '../../ekv/scaling.js';
import { drainCurrent, REFERENCE } from '../../ekv/ekv.js';
import type { FittedTransistor } from '../../ekv/transistor.js';
import { readProcess } from '../../process/load.js';
import { parseProcess } from '../../process/process-file.js';
import { geometryLabel, type RoleSizes } from '../../process/process.js';
import { readDocument } from '../../spec/document.js';
import { thermalVoltage } from '../../units/constants.js';
import { UserError } from '../../units/user-error.js';

/** A card of `rulespice fit mosfet`. */
export interface TransistorCard {
  readonly file: string;
  readonly text: string;
  readonly transistor: FittedTransistor;
}

/** Whose roles are taken over: its shortest channel is 0.5 um, so that a long measured one can stand for it. */
const ROLES_OF = 'gf180mcu';
/** Where data do not say how high the drain went, V. */
const UNKNOWN_SUPPLY = 1.8;
/**
 * The role that carries a trace; its off current decides how small currents may be. Gate current of an integrator over
 * it, and the usual one of the shipped processes, A.
 */
const TRACE = 'trace-p';
const ABOVE_OFF = 5;
const USUAL_GATE_CURRENT = 1e-12;
/** Currents of the shipped processes, in gate currents. */
const [UNIT, BUFFER] = [20, 2000];
/**
 * The mirror that turns currents round: its off current is on top of every one of them, so it is made so long that the
 * unit current is this many times as much, up to the longest channel, m.
 */
const MIRROR = 'mirror-n';
const [ABOVE_MIRROR, LONGEST] = [40, 50e-6];
/** Weight range of the shipped processes, in supplies. */
const WEIGHTS = [1 / 3, 7 / 9] as const;

/** Time constant that a spec of the process may start with, s: a usual one, unless its leakage forbids it. */
const USUAL_TAU = 20e-3;
/**
 * The largest capacitor that is chosen for a trace, F, and how far its decay current stays above the least one that is
 * allowed, ten off currents.
 */
const [LARGEST_CAPACITOR, CLEAR] = [20e-12, 40];

/**
 * An event as a share of the time constant, and how short it may get, s, before the tail that charges the capacitor
 * leaves weak inversion; never more than a share.
 */
const EVENT = { usual: 1 / 40, shortest: 0.25e-3, most: 1 / 4 };

/**
 * A process file, and a time constant that its transistors can hold and an event that its capacitor can be charged in,
 * s.
 */
export interface ProcessFromData {
  readonly text: string;
  readonly tau: number;
  readonly pulse: number;
}

/**
 * A process file around fitted transistors. Sizes are those of a shipped process; currents come from the off current of
 * the transistors; what gate sweeps do not show (capacitances, leakage of junctions) has values of a 130 nm process, to
 * be replaced.
 * @throws UserError when a polarity is missing or the transistors do not fit together
 */
export function processFromData(cards: readonly TransistorCard[]): ProcessFromData {
  const transistors = cards.map(({ transistor }) => transistor);
  requireBothPolarities(transistors);
  const supply = Math.min(...transistors.map(({ drain = UNKNOWN_SUPPLY }) => drain));
  const [coldest, hottest] = commonTemperatures(transistors);
  const shipped = readProcess(ROLES_OF).roles;
  const off = offCurrent(transistors, roleOf(shipped, TRACE), supply);
  const gate = Math.max(USUAL_GATE_CURRENT, ABOVE_OFF * off);
  const roles = Object.entries({
    ...shipped,
    [MIRROR]: longEnough(transistors, roleOf(shipped, MIRROR), supply, (UNIT * gate) / ABOVE_MIRROR),
  });
  const text = fileText({ cards, transistors, roles, supply, gate, coldest, hottest });
  parseProcess(text, 'process.yaml');
  // tau = n C U_T / I_tau; n is above 1.
  const longest = (LARGEST_CAPACITOR * thermalVoltage((coldest + hottest) / 2)) / (CLEAR * off);
  const tau = longest < USUAL_TAU ? oneDigit(longest) : USUAL_TAU;
  return { text, tau, pulse: Math.max(EVENT.usual * tau, Math.min(EVENT.shortest, EVENT.most * tau)) };
}

/** @throws UserError where an nFET or a pFET is missing */
function requireBothPolarities(transistors: readonly FittedTransistor[]): void {
  for (const polarity of ['nfet', 'pfet'] as const) {
    if (!transistors.some((one) => one.polarity === polarity))
      throw new UserError([
        {
          message:
            `--transistor: found ${transistors.map((one) => `${one.device} (${one.polarity})`).join(', ')}, ` +
            `expected at least one nfet and one pfet`,
        },
      ]);
  }
}

/** Coldest and hottest temperature at which all transistors were measured, C. @throws UserError where there is none */
function commonTemperatures(transistors: readonly FittedTransistor[]): readonly [number, number] {
  const [coldest, hottest] = [
    Math.max(...transistors.map(({ temperature }) => temperature.min)),
    Math.min(...transistors.map(({ temperature }) => temperature.max)),
  ];
  if (coldest > hottest + 1)
    throw new UserError([
      {
        message:
          `--transistor: the temperatures of ` +
          transistors.map(({ device, temperature: { min, max } }) => `${device} (${min} to ${max} C)`).join(', ') +
          ` do not meet; fit them at a common one`,
      },
    ]);
  return [coldest, hottest];
}

/** Everything that stands in the file. */
interface FileContents {
  readonly cards: readonly TransistorCard[];
  readonly transistors: readonly FittedTransistor[];
  readonly roles: readonly (readonly [string, RoleSizes])[];
  /** volts */
  readonly supply: number;
  /** Gate current of a trace, A. */
  readonly gate: number;
  /** degrees Celsius */
  readonly coldest: number;
  readonly hottest: number;
}

const volts = (share: number, supply: number): string => `${Number((share * supply).toFixed(2))} V`;
const quantity = (value: number, unit: string): string => `${Number(value.toPrecision(2))} ${unit}`;

function fileText(contents: FileContents): string {
  return [...headLines(contents), ...deviceLines(contents), ...roleLines(contents), ...constantLines(contents)].join(
    '\n',
  );
}

function headLines({ transistors, supply, coldest, hottest }: FileContents): string[] {
  return [
    '# A process of transistors that were fitted to measurements. "rulespice characterise process.yaml" ' +
      'shows what they can do.',
    '# Measured were the channels of the sizes under "transistors"; other sizes are scaled: current with ' +
      'W/L, Early voltage with L.',
    'name: fitted',
    'title: transistors fitted to measurements',
    'licence: that of the data',
    `source: ${JSON.stringify([...new Set(transistors.map(({ source, device }) => source ?? device))].join('; '))}`,
    `supply: { nominal: ${volts(1, supply)}, min: ${volts(0.9, supply)}, max: ${volts(1.1, supply)} }   ` +
      '# the largest drain voltage that was measured',
    `temperature: { min: ${number(coldest - 1)} C, max: ${number(hottest + 1)} C }`,
    'nominalCorner: measured',
    'corners:                      # how the transistors differ from the measured ones',
    '  measured: {}',
    '  # slow: { nfet: { threshold: 30 mV, current: 0.9 }, pfet: { threshold: 30 mV, current: 0.9 } }',
  ];
}

function deviceLines({ cards }: FileContents): string[] {
  return [
    'devices:',
    '  style: fitted',
    '  width: [0.2 um, 100 um]',
    `  length: [0.5 um, ${LONGEST * 1e6} um]`,
    '  # Not seen in gate sweeps: typical of a 130 nm process, replace them by those of yours. SI units.',
    '  oxide: 1e-2                 # gate oxide, F/m2',
    '  overlap: 3e-10              # gate to source or drain, F per metre of width',
    '  junction: { area: 1e-3, edge: 1e-10 }     # F/m2, F/m, at 0 V',
    '  leakage: { area: 1e-6, edge: 1e-13 }      # A/m2, A/m',
    '  transistors:',
    ...stringify(
      cards.map(({ text, file }) => readDocument(text, file).value),
      { lineWidth: 0 },
    )
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`),
  ];
}

function roleLines({ roles }: FileContents): string[] {
  return [
    'diffusion: 0.4 um             # length of a source or drain region',
    'capacitorDensity: 2e-3        # F/m2',
    'roles:                        # preferred size first, W/L in um',
    ...roles.map(
      ([name, { polarity, sizes, description }]) =>
        `  ${name}: { polarity: ${polarity}, sizes: [${sizes.map(geometryLabel).join(', ')}], ` +
        `description: ${JSON.stringify(description.replace(/; L [0-9.]+ leaks.*/, ''))} }`,
    ),
  ];
}

function constantLines({ supply, gate }: FileContents): string[] {
  return [
    'constants:',
    `  weightRange: [${WEIGHTS.map((share) => volts(share, supply)).join(', ')}]`,
    `  monitorVoltage: ${volts(0.5, supply)}`,
    `  unitCurrent: ${quantity(UNIT * gate * 1e12, 'pA')}`,
    `  gateCurrent: ${quantity(gate * 1e12, 'pA')}        # ${ABOVE_OFF} times the off current of a trace ` +
      `transistor, at least ${USUAL_GATE_CURRENT * 1e12} pA`,
    `  bufferCurrent: ${quantity(BUFFER * gate * 1e9, 'nA')}`,
    '  smallestCurrent: 5 fA',
    '',
  ];
}

function roleOf(roles: Readonly<Record<string, RoleSizes>>, name: string): RoleSizes {
  const role = roles[name];
  if (!role) throw new Error(`process ${ROLES_OF} has no role ${name}`);
  return role;
}

/** Channel current of a role with the gate on the source, A; off currents go with W/L. */
function offCurrent(
  transistors: readonly FittedTransistor[],
  { polarity, sizes: [size] }: RoleSizes,
  supply: number,
): number {
  const found =
    size &&
    nearest(
      transistors.filter((one) => one.polarity === polarity),
      size,
    );
  return found ? drainCurrent(scaledTo(found, size), { vgs: 0, vds: supply / 2, vsb: 0, temperature: REFERENCE }) : 0;
}

/** The role with a channel so long that its off current is at most `most`, in whole micrometres up to the longest. */
function longEnough(
  transistors: readonly FittedTransistor[],
  role: RoleSizes,
  supply: number,
  most: number,
): RoleSizes {
  const [size, ...others] = role.sizes;
  if (!size) return role;
  const micrometres = Math.ceil((size.l * 1e6 * offCurrent(transistors, role, supply)) / most);
  return { ...role, sizes: [{ ...size, l: Math.min(LONGEST, Math.max(size.l, micrometres * 1e-6)) }, ...others] };
}

/** Rounded down to one digit. */
function oneDigit(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return Number((Math.floor(value / unit) * unit).toPrecision(1));
}

const number = (value: number): string => String(Number(value.toFixed(2)));
