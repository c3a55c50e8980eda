import { spiceNumber } from '../units/format.js';
import { AT, PHI, REFERENCE, depletion, type EkvValues } from './ekv.js';

const number = (value: number): string => spiceNumber(Number(value.toPrecision(9)));
const ZERO_C = number(REFERENCE - 273.15);
/** Logarithm of twice a charge above which its exponential goes on as a straight line: 400 is 7 V of overdrive. */
const BOUND = 6;
const LN2 = '0.693147181';
const UT = '(8.61733326e-5*(temper+273.15))';

/**
 * The transistor as behavioural sources: `.subckt name d g s b`, for ngspice. Source and drain change places where vds turns.
 *
 * Each intermediate quantity is the voltage of a node that a current feeds over 1 ohm, with few other nodes in its expression:
 * ngspice differentiates expressions as they are written, and copies grow. Twice a charge, w with w + ln w = z, is the node
 * y = ln w that the simulator's own Newton iteration solves y + exp(y) = z for; it converges from everywhere, because the
 * left side is convex, a straight line above the bound of its exponential included. Newton's method also comes by states in
 * which nodes contradict each other, so every root has a bound that no solution touches.
 */
export function subcircuit(name: string, polarity: 'nfet' | 'pfet', p: EkvValues): string {
  return [`.subckt ${name} d g s b`, ...channel(name, polarity, p), '.ends', ''].join('\n');
}

/** The channel alone, whose gate is the node `gate` and whose current is multiplied by `factor`. */
export function channel(name: string, polarity: 'nfet' | 'pfet', p: EkvValues, { gate = 'g', factor = '' }: { readonly gate?: string; readonly factor?: string } = {}): string[] {
  const across = (a: string, b: string): string => (polarity === 'nfet' ? `v(${a},${b})` : `v(${b},${a})`);
  const warmer = `(temper-(${ZERO_C}))`;
  const linear = (coefficient: number): string => (coefficient === 0 ? '1' : `(1+(${number(coefficient)})*${warmer})`);
  /** Terms whose coefficient does nothing are left out: each is evaluated with all its derivatives in every iteration. */
  const term = (coefficient: number, of: string): string => (coefficient === 0 ? '' : `+(${number(coefficient)})*${of}`);
  const half = number(depletion(p));
  const drain = Number.isFinite(p.VQ) ? `${number(p.VQ)}*(sqrt(1+2*max(v(ds),0)/${number(p.VQ)})-1)` : 'v(ds)';
  const body = `(${number(p.gamma)})*(v(rs)-${number(Math.sqrt(PHI))})${term(p.k2, 'v(sb)')}`;
  const threshold = `${number(p.VT0)}${term(p.TCV, warmer)}${p.gamma === 0 && p.k2 === 0 ? '' : `+(${body})*${linear(p.TCG)}`}${p.sigma === 0 ? '' : `-(${number(p.sigma)})*(1${term(p.sigmaB, 'v(sb)')}${term(p.TCS, warmer)})*(${drain})`}`;
  const overdrive = `((${across(gate, 's')}+${across(gate, 'd')}+v(ds))/2-(${threshold}))/${number(1 + p.nit)}`;
  const channels = [{ label: '', share: 1 - p.edge, shift: '' }, ...(p.edge > 0 ? [{ label: 'e', share: p.edge, shift: `+${number(p.dVT)}*(1+(${number(p.dVTB)})*v(sb))` }] : [])];
  const charges = channels.flatMap(({ label, shift }) => [['f', ''], ['r', '-v(ds)']].map(([end, lower]) => ({ node: `y${label}${end ?? ''}`, z: `(v(up)${shift}${lower ?? ''})/${UT}+${LN2}` })));
  const sum = (of: (label: string, share: string) => string): string => channels.map(({ label, share }) => of(label, number(share))).join('+');
  const w = (end: string): string => `${name}_w(v(y${end}))`;
  const mobility = p.theta === 0 ? '' : `/(1+(${number(p.theta)})*${UT}*(${sum((label, share) => `${share}*${w(`${label}f`)}`)}))`;
  const velocity = p.EC === 0 ? '' : `/sqrt(1+(${number(p.EC)}*${UT}*(${sum((label, share) => `${share}*(${w(`${label}f`)}-${w(`${label}r`)})`)}))^2)`;
  const warmth = p.BEX === 0 ? '' : `*((temper+273.15)/${REFERENCE})^(${number(p.BEX)})`;
  const current = sum((label, share) => `${share}*(${name}_i(v(y${label}f))-${name}_i(v(y${label}r)))`);
  const node = (label: string, expression: string): string[] => [`b_${label} 0 ${label} i=${expression}`, `r_${label} ${label} 0 1`];
  return [
    `.func ${name}_w(y) {y < ${BOUND} ? exp(y) : ${number(Math.exp(BOUND))}*(y-${BOUND - 1})}`,
    `.func ${name}_i(y) {${name}_w(y)*(0.5+0.25*${name}_w(y))}`,
    ...node('ds', 'v(d,s) >= 0 ? v(d,s) : v(s,d)'),
    ...node('sb', `(${across('s', 'b')}+${across('d', 'b')}-v(ds))/2`),
    ...node('rs', `sqrt(max(${PHI}+v(sb),0.05))`),
    ...node('od', overdrive),
    ...node('up', `(sqrt(max((${half}+v(rs))^2+v(od),1e-4))-(${half}))^2-v(rs)^2`),
    ...charges.flatMap(({ node: charge, z }) => node(charge, `${z}-${name}_w(v(${charge}))`)),
    ...node('k', `(1${term(p.lambda, 'v(ds)')})${mobility}${velocity}${warmth}`),
    `b_id ${polarity === 'nfet' ? 'd s' : 's d'} i=(${across('d', 's')} >= 0 ? v(k) : -v(k))*${number(p.IS)}*(${current})${factor === '' ? '' : `*${factor}`}`,
  ];
}

/** What the numbers of the card mean, as comments. */
export function explanation(): string {
  return `* charge-based EKV; n is given ${(-AT).toFixed(3)} V below pinch-off, surface potential ${PHI} V, parameters at ${REFERENCE} K\n`;
}
