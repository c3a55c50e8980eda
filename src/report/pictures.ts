import type { Conditions } from '../process/conditions.js';
import type { Figure } from '../result/figure.js';
import type { CellMap } from '../result/table.js';
import type { Verdict } from '../result/verdict.js';
import { leavesRule } from './remarks.js';
import { typeset } from './typeset.js';
import { conditionsText, plainText } from './words.js';

/** A rendered figure or map with its place. */
export interface DrawnFigure {
  readonly figure: Figure | CellMap;
  readonly svg: string;
}

/** Whether a reader looks at a verdict first: it is no pass, or it passes where the circuit leaves the rule. */
export function isTroubled(verdict: Verdict): boolean {
  return verdict.status !== 'pass' || leavesRule(verdict);
}

/** Figures of a verdict that a reader looks at first, then those of its conditions, then the others. */
export function orderFigures(drawn: readonly DrawnFigure[], verdicts: readonly Verdict[]): DrawnFigure[] {
  const troubled = verdicts.filter(isTroubled);
  const places = new Set(troubled.flatMap(({ conditions }) => (conditions ? [conditionsText(conditions)] : [])));
  const rank = (one: DrawnFigure): number => {
    if (troubled.some((verdict) => showsState(one, verdict))) return 0;
    if (troubled.some((verdict) => showsExperiment(one, verdict))) return 1;
    const conditions = 'conditions' in one.figure ? one.figure.conditions : undefined;
    return conditions && places.has(conditionsText(conditions)) ? 2 : 3;
  };
  return [...drawn].sort((a, b) => rank(a) - rank(b));
}

/** Id of the picture of a verdict that a reader looks at first; empty where there is none. */
export function pictureOf(verdict: Verdict, ordered: readonly DrawnFigure[], document: string): string {
  if (!isTroubled(verdict)) return '';
  const exact = ordered.findIndex((one) => showsState(one, verdict));
  const at = exact >= 0 ? exact : ordered.findIndex((one) => showsExperiment(one, verdict));
  return at < 0 ? '' : pictureId(document, at);
}

/** What the template prints of pictures, in this order. */
export function pictureViews(ordered: readonly DrawnFigure[], document: string) {
  return ordered.map(({ figure, svg }, at) => ({
    id: pictureId(document, at),
    title: plainText(figure.title),
    caption: plainText(figure.caption ?? ''),
    conditions: 'conditions' in figure && figure.conditions ? where(figure.conditions) : '',
    svg,
  }));
}

/** `tt, 27 °C, 1.8 V` */
export function where(conditions: Conditions): string {
  return typeset(conditionsText(conditions)).replace(/(?<=\u00a0)C(?=,)/, '°C');
}

function pictureId(document: string, at: number): string {
  return `${document}-figure-${at + 1}`;
}

/** Whether a figure is of the experiment and the conditions of a verdict. */
function showsExperiment({ figure }: DrawnFigure, { experiment, conditions }: Verdict): boolean {
  if (!('of' in figure) || figure.of?.experiment !== experiment || !conditions || !figure.conditions) return false;
  return (
    conditionsText(conditions) === conditionsText(figure.conditions) && conditions.netlist === figure.conditions.netlist
  );
}

function showsState(one: DrawnFigure, verdict: Verdict): boolean {
  return showsExperiment(one, verdict) && 'of' in one.figure && one.figure.of?.quantity === verdict.quantity;
}
