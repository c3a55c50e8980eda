import { roundedSpiceNumber as number } from '../units/format.js';
import { ZERO_CELSIUS } from '../units/constants.js';
import { AT, PHI, REFERENCE, depletion, type EkvValues } from './ekv.js';

const ZERO_C = number(REFERENCE - ZERO_CELSIUS);
const LN2 = '0.693147181';
const ROOT = number(Math.sqrt(PHI));
const UT = '(8.61733326e-5*(temper+273.15))';

/**
 * Wright's omega function w + ln w = z over s = ln(1 + e^z): Winitzki's guess s (1 - ln(1+s) / (2+s)) (ICCSA 2003) with
 * polynomials instead of 1 and 2 + s, fitted to the function for s from 1e-7 to 1000, where they are right to 3.2e-6.
 */
const OMEGA = {
  above: [1.172001, 0.190505102, 0.0484084459, 0.00347589378],
  below: [4.00703611, 1.42084488, 0.274491834, 0.0524793888, 0.00347589378],
};

/** first + c1 s + c2 s^2 + ..., nested, in brackets. */
const polynomial = (first: number, coefficients: readonly number[]): string =>
  `(${[first, ...coefficients].join('+s*(')}${')'.repeat(coefficients.length + 1)}`;

/**
 * The transistor as behavioural sources: `.subckt name d g s b`, for ngspice. The pinch-off voltage counts from the
 * lower of source and drain, each end's charge from its own voltage: where vds turns, only even terms change their
 * branch, and a switch with nothing across it converges.
 *
 * Each intermediate quantity is the voltage of a node that a current feeds over 1 ohm, with few other nodes in its
 * expression: ngspice differentiates expressions as they are written, and copies grow. Newton's method updates a node
 * along its tangent, so nodes hold what is nearly a straight line of its causes; the logarithm of a charge, whose
 * tangent at an open switch leads to e^40, must not be one. The exponential is in s = ln(1 + e^z) alone; below 0, where
 * only a tangent leads, what follows from s goes on straight. Iteration starts with all nodes at 0, where every channel
 * has to conduct, or its neighbours fly off: roots and factors are nodes of what they differ by.
 */
export function subcircuit(name: string, polarity: 'nfet' | 'pfet', p: EkvValues): string {
  return [`.subckt ${name} d g s b`, ...channel(name, polarity, p), '.ends', ''].join('\n');
}

/**
 * The channel alone; `shift` is added to its threshold, in the sign of the channel, and `factor` multiplies its
 * current.
 */
export function channel(
  name: string,
  polarity: 'nfet' | 'pfet',
  p: EkvValues,
  { shift: moved = '', factor = '' }: { readonly shift?: string; readonly factor?: string } = {},
): string[] {
  const across = (a: string, b: string): string => (polarity === 'nfet' ? `v(${a},${b})` : `v(${b},${a})`);
  const half = number(depletion(p));
  const threshold = `${thresholdOf(p)}${moved}`;
  const overdrive = `((${across('g', 's')}+${across('g', 'd')}+v(ds))/2-(${threshold}))/${number(1 + p.nit)}`;
  const parts = partsOf(p);
  const current = sum(parts, (label, share) => `${share}*(${name}_i(v(w${label}s))-${name}_i(v(w${label}d)))`);
  return [
    `.func ${name}_s(z) {z < 40 ? ln(1+exp(z)) : z}`,
    `.func ${name}_w(s) {s > 0 ? s*(1-ln(1+s)*${polynomial(1, OMEGA.above)}/${polynomial(2, OMEGA.below)}) : s}`,
    `.func ${name}_i(w) {w > 0 ? w*(0.5+0.25*w) : 0.5*w}`,
    ...node('ds', 'v(d,s) >= 0 ? v(d,s) : v(s,d)'),
    ...node('sb', `(${across('s', 'b')}+${across('d', 'b')}-v(ds))/2`),
    ...node('rs', `sqrt(max(${PHI}+v(sb),0.05))-${ROOT}`),
    ...node('od', overdrive),
    ...node(
      'up',
      `(sqrt(max((${number(depletion(p) + Math.sqrt(PHI))}+v(rs))^2+v(od),1e-4))-(${half}))^2-(${ROOT}+v(rs))^2`,
    ),
    ...parts.flatMap(({ label, shift }) =>
      ['s', 'd'].flatMap((end) => [
        ...node(`s${label}${end}`, `${name}_s((v(up)${shift}+v(sb)-${across(end, 'b')})/${UT}+${LN2})`),
        ...node(`w${label}${end}`, `${name}_w(v(s${label}${end}))`),
      ]),
    ),
    ...node('k', `(1${term(p.lambda, 'v(ds)')})${reductions(p, parts)}-1`),
    `b_id ${polarity === 'nfet' ? 'd s' : 's d'} ` +
      `i=(1+v(k))*${number(p.IS)}*(${current})${factor === '' ? '' : `*${factor}`}`,
  ];
}

const WARMER = `(temper-(${ZERO_C}))`;

/** Terms whose coefficient does nothing are left out: each is evaluated with all its derivatives in every iteration. */
function term(coefficient: number, of: string): string {
  return coefficient === 0 ? '' : `+(${number(coefficient)})*${of}`;
}

function node(label: string, expression: string): string[] {
  return [`b_${label} 0 ${label} i=${expression}`, `r_${label} ${label} 0 1`];
}

/** Threshold voltage by temperature, bulk and drain. */
function thresholdOf(p: EkvValues): string {
  const linear = (coefficient: number): string => (coefficient === 0 ? '1' : `(1+(${number(coefficient)})*${WARMER})`);
  const drain = Number.isFinite(p.VQ) ? `${number(p.VQ)}*(sqrt(1+2*max(v(ds),0)/${number(p.VQ)})-1)` : 'v(ds)';
  const body = `(${number(p.gamma)})*v(rs)${term(p.k2, 'v(sb)')}`;
  const lowering = `(${number(p.sigma)})*(1${term(p.sigmaB, 'v(sb)')}${term(p.TCS, WARMER)})*(${drain})`;
  return (
    `${number(p.VT0)}${term(p.TCV, WARMER)}` +
    (p.gamma === 0 && p.k2 === 0 ? '' : `+(${body})*${linear(p.TCG)}`) +
    (p.sigma === 0 ? '' : `-${lowering}`)
  );
}

/** A part of the width, with what it adds to the voltage of its channel. */
interface Part {
  readonly label: string;
  readonly share: number;
  readonly shift: string;
}

/** The width, and the edge of it that has a threshold of its own. */
function partsOf(p: EkvValues): readonly Part[] {
  return [
    { label: '', share: 1 - p.edge, shift: '' },
    ...(p.edge > 0 ? [{ label: 'e', share: p.edge, shift: `+${number(p.dVT)}*(1+(${number(p.dVTB)})*v(sb))` }] : []),
  ];
}

function sum(parts: readonly Part[], of: (label: string, share: string) => string): string {
  return parts.map(({ label, share }) => of(label, number(share))).join('+');
}

/** What multiplies the current: vertical field, saturation of the velocity, temperature. */
function reductions(p: EkvValues, parts: readonly Part[]): string {
  const field = sum(parts, (label, share) => `${share}*max(max(v(w${label}s),v(w${label}d)),0)`);
  const mobility = p.theta === 0 ? '' : `/(1+(${number(p.theta)})*${UT}*(${field}))`;
  const difference = sum(parts, (label, share) => `${share}*(v(w${label}s)-v(w${label}d))`);
  const velocity = p.EC === 0 ? '' : `/sqrt(1+(${number(p.EC)}*${UT}*(${difference}))^2)`;
  const warmth = p.BEX === 0 ? '' : `*((temper+273.15)/${REFERENCE})^(${number(p.BEX)})`;
  return `${mobility}${velocity}${warmth}`;
}

/** What the numbers of the card mean, as comments. @param kelvin temperature of the parameters */
export function explanation(kelvin = REFERENCE): string {
  return (
    `* charge-based EKV; n is given ${(-AT).toFixed(3)} V below pinch-off, surface potential ${PHI} V, ` +
    `parameters at ${Number(kelvin.toPrecision(4))} K\n`
  );
}
