/** Name of a device of ngspice, as its command `devhelp` calls it. */
type Device = string;

const MOSFETS: Readonly<Record<number, Device>> = {
  ...{ 1: 'mos1', 2: 'mos2', 3: 'mos3', 4: 'bsim1', 5: 'bsim2', 6: 'mos6', 9: 'mos9' },
  ...{ 10: 'b4soi', 58: 'b4soi', 55: 'b3soifd', 56: 'b3soidd', 57: 'b3soipd', 60: 'soi3' },
  ...{ 68: 'hisim2', 73: 'hisimhv' },
};
const BIPOLARS: Readonly<Record<number, Device>> = { 1: 'bjt', 2: 'bjt', 4: 'vbic', 9: 'vbic', 8: 'hicum2' };
const MESFETS: Readonly<Record<number, Device>> = { 1: 'mes', 2: 'mesa', 3: 'mesa', 4: 'mesa', 5: 'hfet1', 6: 'hfet2' };
const JFETS: Readonly<Record<number, Device>> = { 1: 'jfet', 2: 'jfet2' };

const BY_LEVEL: Readonly<Record<string, Readonly<Record<number, Device>>>> = {
  ...{ nmos: MOSFETS, pmos: MOSFETS, npn: BIPOLARS, pnp: BIPOLARS, lpnp: BIPOLARS },
  ...{ njf: JFETS, pjf: JFETS, nmf: MESFETS, pmf: MESFETS },
};
const BY_TYPE: Readonly<Record<string, Device>> = {
  ...{ d: 'diode', r: 'resistor', res: 'resistor', c: 'capacitor', cap: 'capacitor', l: 'inductor', ind: 'inductor' },
  ...{ sw: 'switch', csw: 'cswitch', urc: 'urc', ltra: 'ltra', txl: 'transline', cpl: 'cpllines' },
  ...{ vdmos: 'vdmos', vdmosn: 'vdmos', vdmosp: 'vdmos' },
};

/** What ngspice is built with of a model: a device, none for a level it has not, or nobody knows. */
export type DeviceOfModel = { readonly device: Device } | { readonly levels: readonly number[] } | 'unknown';

/**
 * The device behind a model of a type, a level and a version (`4.5`), as ngspice chooses it.
 * @param level as written; undefined for none
 */
export function deviceOf(type: string, level: string | undefined, version: string | undefined): DeviceOfModel {
  const single = BY_TYPE[type];
  if (single !== undefined) return { device: single };
  const levels = BY_LEVEL[type];
  if (!levels) return 'unknown';
  const number = level === undefined ? 1 : Number(level);
  if (!Number.isFinite(number)) return 'unknown';
  if (levels === MOSFETS && (number === 8 || number === 49)) return { device: ofVersion(version, BSIM3) ?? 'bsim3' };
  if (levels === MOSFETS && (number === 14 || number === 54)) return { device: ofVersion(version, BSIM4) ?? 'bsim4' };
  const device = levels[number];
  if (device !== undefined) return { device };
  const known = [...Object.keys(levels).map(Number), ...(levels === MOSFETS ? [8, 14, 49, 54] : [])];
  return { levels: known.sort((a, b) => a - b) };
}

const BSIM3: readonly (readonly [RegExp, Device])[] = [
  [/^3\.0/, 'bsim3v0'],
  [/^3\.1/, 'bsim3v1'],
  [/^3\.2/, 'bsim3v32'],
];
const BSIM4: readonly (readonly [RegExp, Device])[] = [
  [/^4\.[0-5]/, 'bsim4v5'],
  [/^4\.6/, 'bsim4v6'],
  [/^4\.7/, 'bsim4v7'],
];

function ofVersion(version: string | undefined, table: typeof BSIM3): Device | undefined {
  return table.find(([pattern]) => pattern.test(version ?? ''))?.[1];
}
