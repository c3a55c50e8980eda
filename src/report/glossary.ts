/** A word of the field that a page explains. */
export interface Term {
  /** In the address of its explanation. */
  readonly id: string;
  readonly name: string;
  readonly meaning: string;
  /** What it is called in a text, where its name does not say it. */
  readonly written?: RegExp;
}

function term(id: string, name: string, meaning: string, written?: RegExp): Term {
  return { id, name, meaning, ...(written ? { written } : {}) };
}

/** Words of the reports, by name. The first of several that a text could mean comes first. */
export const TERMS: readonly Term[] = [
  term(
    'aicc',
    'AICc, BIC',
    'Scores of a fit that weigh its error against its number of parameters; smaller is better.',
    /\b(AICc|BIC)\b/,
  ),
  term(
    'against',
    'Against rule, against model',
    'Against the rule: how far the circuit is from the textbook equations in rule units (fidelity). ' +
      'Against the model: how ' +
      'far it is from the behavioural model that was calibrated on this very circuit by DC and AC sweeps ' +
      '(agreement). A ' +
      'circuit may agree with its model and still leave the rule. Of a fit: a card in a simulator against ' +
      'the fitted curve.',
    /\bAgainst\b|\bagainst the (rule|model)\b/,
  ),
  term(
    'blank',
    'Blank',
    'What one event alone does to the weight: pre without post or post without pre, where the rule has no change.',
    /\bblank\b/i,
  ),
  term(
    'corner',
    'Corner',
    'A set of transistor parameters at the edge of what a process delivers: tt is typical; ff, ss, sf and' +
      ' fs are fast or slow n and p devices.',
    /\bcorners?\b/i,
  ),
  term(
    'eligibility',
    'Eligibility',
    'A memory of a pair of events, which becomes a weight change when a reward comes.',
    /\beligibility\b/i,
  ),
  term(
    'half-select',
    'Half-select',
    'A cell of an array that shares one line with the cell that is written and sees part of its voltage.',
    /\bhalf-select\w*/i,
  ),
  term(
    'interval',
    '95 % interval',
    'Where a number lies with 95 % confidence, from the scatter of what it was measured on.',
    /\b95\u00a0?.?% interval\w*/,
  ),
  term(
    'ir-drop',
    'IR drop',
    'Voltage that is lost along the wires of an array, so that far cells see less.',
    /\bIR drop\b/i,
  ),
  term(
    'limit',
    'Limit',
    'The largest measured value with which a check passes, from the list verify of the spec; "at least": the smallest.',
    /\bLimit\b/,
  ),
  term(
    'margin',
    'Margin',
    'Distance of what was measured to the limit; negative where the check fails. The list is sorted by ' +
      'the margin as a share of its limit.',
    /\b[Mm]argin\b/,
  ),
  term(
    'mismatch',
    'Mismatch',
    'Random differences between equal devices of one chip; samples are chips drawn with it.',
    /\bmismatch\b/i,
  ),
  term(
    'model',
    'Model',
    'The behavioural model of this circuit, made from DC and AC sweeps only; it never sees a transient.',
    /\bbehavioural model\b/,
  ),
  term(
    'nrmse',
    'NRMSE',
    'Root mean square of the difference of two curves, as a share of the range of the reference, where ' +
      'the reference does something.',
    /\bNRMSE\b/,
  ),
  term(
    'relative-error',
    'Relative error',
    'Difference of two numbers as a share of the reference.',
    /\brelative error\b/i,
  ),
  term('replay', 'Replay', 'The command that runs exactly this check again.', /\b[Rr]eplay\b/),
  term(
    'sample',
    'Sample',
    'One chip, or one run with noise, drawn from seeded random numbers: the same seed gives the same one.',
    /\bsamples?\b/i,
  ),
  term('sneak-path', 'Sneak path', 'A way for current through cells that were not selected.', /\bsneak\b(?: paths?)?/i),
  term('spread', 'Spread', 'Standard deviation over many runs with noise, as a share of the range.', /\bspread\b/i),
  term('tau', 'tau', 'Time constant: a trace falls to 37 % in this time.', /\btau\b/),
  term(
    'trace',
    'Trace',
    'A state that an event raises and that decays exponentially: a memory of recent events.',
    /\btraces?\b/i,
  ),
  term(
    'trim',
    'Trim',
    'Correction of reference currents in closed loop with the simulator, until time constants and ' +
      'amplitudes have their targets; as a quantity: the largest correction of a bias, as a share.',
    /\btrim(s|med)?\b/i,
  ),
  term('twin', 'Twin', 'The fast model of an array or a device, beside its simulation in SPICE.', /\btwin\b/i),
  term(
    'window',
    'Learning window',
    'Weight change of one pair of events over the time between them, dt = t_post - t_pre.',
    /\b(learning )?window\b/i,
  ),
  term(
    'yield',
    'Yield',
    'Share of chips within the limit, with an interval for what so many samples can say.',
    /\byield\b/i,
  ),
];

/** Text of these is not linked: headings and links lead elsewhere, code and pictures are quoted. */
const QUOTED = new Set(['a', 'code', 'pre', 'svg', 'h1', 'h2', 'summary', 'button', 'style', 'script']);

/**
 * HTML in which the first use of every term is a link to its explanation, and the terms that are used. Only text
 * between tags is looked at, and only our own anchors are put there.
 */
export function linkTerms(html: string): { readonly html: string; readonly used: ReadonlySet<string> } {
  const used = new Set<string>();
  let quoted = 0;
  const parts = html.split(/(<[^>]*>)/).map((part) => {
    const [, end, name = ''] = /^<(\/?)([a-z][a-z0-9]*)/i.exec(part) ?? [];
    if (name === '') return quoted > 0 ? part : linkFirst(part, used);
    if (QUOTED.has(name) && !part.endsWith('/>')) quoted += end === '/' ? -1 : 1;
    return part;
  });
  return { html: parts.join(''), used };
}

/** One text with links on terms that had none; at most one link in each place of the text. */
function linkFirst(text: string, used: Set<string>): string {
  if (!/[a-z]/i.test(text)) return text;
  for (const { id, name, written } of TERMS) {
    if (used.has(id)) continue;
    const found = (written ?? new RegExp(`\\b${name}\\b`)).exec(text);
    if (!found) continue;
    used.add(id);
    const [before, after] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
    return `${linkFirst(before, used)}<a class="term" href="#term-${id}">${found[0]}</a>${linkFirst(after, used)}`;
  }
  return text;
}
