/** Parameters of ngspice's resistor, of model and instance: a model may set both. */
const KNOWN = new Set(
  `ac af bv_max defw dlr dtemp dw ef kf l level lf m narrow noise noisy r res resistance rsh scale short tc tc1 tc1r
  tc2 tc2r tce temp tnom w wf`.split(/\s+/),
);

/**
 * A resistor's model without what ngspice warns of and leaves out, such as `sw_et` and `isnoisy` of cards for
 * other simulators: in WebAssembly it does not come back from that warning.
 */
export function knownResistorModel(text: string): string {
  const head = /^\.model [^ =(),]+ ?,? ?r(?:es)?\b(?: ?\()?/.exec(text)?.[0];
  if (head === undefined) return text;
  const rest = text
    .slice(head.length)
    .replace(/ ?([a-z_]\w*) ?= ?(?:\{[^{}]*\}|'[^']*'|[^ ={}'(),]+)/g, (pair, name: string) =>
      KNOWN.has(name) ? pair : '',
    );
  return `${head}${rest}`;
}
