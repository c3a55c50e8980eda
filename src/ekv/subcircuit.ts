import { spiceNumber } from '../../../units/format.js';
import { AT, PHI, REFERENCE, depletion, type EkvValues } from './ekv.js';

const number = (value: number): string => spiceNumber(Number(value.toPrecision(9)));
const ZERO_C = number(REFERENCE - 273.15);
const UT = '(8.61733326e-5*(temper+273.15))';

/** Square of the drain voltage at which |vds| rounds its corner, V2: Newton's method finds a slope at 0, and 50 mV are right to 2e-6. */
const CORNER = '1e-8';

/**
 * The transistor as behavioural sources: `.subckt name d g s b`, for ngspice. Source and drain change places where vds turns.
 * Each charge is the logarithm of Wright's omega function: a guess y, what it misses over 1 + exp(y), and one step that polishes
 * it. Newton's method comes by states in which nodes contradict each other, so every root, logarithm and exponential has bounds
 * that no solution touches.
 */
export function subcircuit(name: string, polarity: 'nfet' | 'pfet', p: EkvValues): string {
  const across = (a: string, b: string): string => (polarity === 'nfet' ? `v(${a},${b})` : `v(${b},${a})`);
  const warmer = `(temper-(${ZERO_C}))`;
  const linear = (coefficient: number): string => (coefficient === 0 ? '1' : `(1+(${number(coefficient)})*${warmer})`);
  const half = number(depletion(p));
  const drain = Number.isFinite(p.VQ) ? `${number(p.VQ)}*(sqrt(1+2*max(v(ds),0)/${number(p.VQ)})-1)` : 'v(ds)';
  const channels = [{ label: '', share: 1 - p.edge, shift: '0' }, ...(p.edge > 0 ? [{ label: 'e', share: p.edge, shift: `${number(p.dVT)}*(1+(${number(p.dVTB)})*v(sb))` }] : [])];
  const charges = channels.flatMap(({ label, shift }) => [['f', ''], ['r', '-v(ds)']].map(([end, lower]) => ({ node: `${label}${end ?? ''}`, z: `min(max((v(up)+${shift}${lower ?? ''})/${UT}+0.693147181,-200),200)` })));
  const sum = (of: (label: string, share: string) => string): string => channels.map(({ label, share }) => of(label, number(share))).join('+');
  return [
    `.subckt ${name} d g s b`,
    `.func ${name}_w(s) {s*(1-ln(1+s)/(2+s))}`,
    `.func ${name}_y(z) {z < -18 ? z : ln(${name}_w(ln(1+exp(z))))}`,
    `.func ${name}_e(y) {exp(min(y,6))}`,
    `.func ${name}_l(r,u) {ln(1+r*(u*(1+0.666666667*r)-r/2)/(u*(1+0.666666667*r)-r))}`,
    `b_ds ds 0 v=sqrt(v(d,s)*v(d,s)+${CORNER})`,
    `b_sb sb 0 v=(${across('s', 'b')}+${across('d', 'b')}-v(ds))/2`,
    `b_surface surface 0 v=max(${PHI}+v(sb),0.05)`,
    `b_vt vt 0 v=${number(p.VT0)}+(${number(p.TCV)})*${warmer}+((${number(p.gamma)})*(sqrt(max(v(surface),0.01))-${number(Math.sqrt(PHI))})+(${number(p.k2)})*v(sb))*${linear(p.TCG)}-(${number(p.sigma)})*(1+(${number(p.sigmaB)})*v(sb)+(${number(p.TCS)})*${warmer})*(${drain})`,
    `b_root root 0 v=sqrt(max(${number(depletion(p) ** 2)}+v(surface)+2*(${half})*sqrt(max(v(surface),0.01))+((${across('g', 's')}+${across('g', 'd')}+v(ds))/2-v(vt))/${number(1 + p.nit)},1e-4))-(${half})`,
    `b_up up 0 v=v(root)^2-v(surface)`,
    ...charges.flatMap(({ node, z }) => [
      `b_z${node} z${node} 0 v=${z}`,
      `b_y${node} y${node} 0 v=${name}_y(min(v(z${node}),250))`,
      `b_r${node} r${node} 0 v=(v(z${node})-v(y${node})-${name}_e(v(y${node})))/(1+${name}_e(v(y${node})))`,
      `b_q${node} q${node} 0 v=v(y${node})-0.693147181+${name}_l(min(max(v(r${node}),-0.2),0.2),1+${name}_e(v(y${node})))`,
    ]),
    `b_mobility mobility 0 v=(1+(${number(p.theta)})*2*${UT}*(${sum((label, share) => `${share}*${name}_e(v(q${label}f))`)}))*sqrt(1+(${number(p.EC)}*2*${UT}*(${sum((label, share) => `${share}*(${name}_e(v(q${label}f))-${name}_e(v(q${label}r)))`)}))^2)`,
    `b_id ${polarity === 'nfet' ? 'd s' : 's d'} i=${across('d', 's')}/max(v(ds),1e-5)*${number(p.IS)}*((temper+273.15)/${REFERENCE})^(${number(p.BEX)})*(${sum((label, share) => `${share}*(${name}_e(v(q${label}f))-${name}_e(v(q${label}r)))*(1+${name}_e(v(q${label}f))+${name}_e(v(q${label}r)))`)})*(1+(${number(p.lambda)})*v(ds))/v(mobility)`,
    '.ends',
    '',
  ].join('\n');
}

/** What the numbers of the card mean, as comments. */
export function explanation(): string {
  return `* charge-based EKV; n is given ${(-AT).toFixed(3)} V below pinch-off, surface potential ${PHI} V, parameters at ${REFERENCE} K\n`;
}
