import type { Conditions } from '../process/conditions.js';
import { quantityNamed } from '../quantities/vocabulary.js';
import { conditionsText } from '../report/words.js';
import type { Figure } from '../result/figure.js';
import type { Verdict } from '../result/verdict.js';
import type { Check } from '../spec/types.js';

/*
 * What somebody wants to hear first of a circuit, made of what was measured.
 */

/**
 * Sentences about a circuit: what it does that needs no limit, what one netlist costs against the first, and that its
 * rule was not asked.
 * @param checks of the spec
 */
export function findingsOf(verdicts: readonly Verdict[], checks: readonly Pick<Check, 'against'>[]): string[] {
  return [...new Set([...faults(verdicts), ...costs(verdicts), ...unasked(checks)])];
}

/** Agreement with a model that was calibrated on the same circuit says nothing of the rule. */
function unasked(checks: readonly Pick<Check, 'against'>[]): string[] {
  return checks.length > 0 && checks.every(({ against }) => against === 'model')
    ? ['nothing was compared with the rule: every check is against the model, which is made from this circuit']
    : [];
}

/** Reasons that say what the circuit does, each once with the places where it does so. */
function faults(verdicts: readonly Verdict[]): string[] {
  const places = new Map<string, Set<string>>();
  for (const { reason, headline, conditions } of verdicts) {
    if (reason === undefined || !headline || !conditions) continue;
    const known = places.get(reason) ?? new Set();
    places.set(reason, known.add(conditions.netlist ?? conditionsText(conditions)));
  }
  return [...places].map(([reason, at]) => `${[...at].join(', ')}: ${reason}`);
}

/** `layout against schematic: a+ -20 %, tau+ +2 %` */
function costs(verdicts: readonly Verdict[]): string[] {
  const first = verdicts.find(({ conditions }) => conditions?.netlist !== undefined)?.conditions?.netlist;
  const found = new Map<string, string[]>();
  for (const verdict of verdicts) {
    const { conditions, value, quantity, sample } = verdict;
    if (first === undefined || !conditions || sample || conditions.netlist === first) continue;
    const base = verdicts.find((other) => isBase(other, verdict, first))?.value;
    // What is measured from nothing, such as a blank, has no change in per cent.
    if (value === undefined || base === undefined || base === 0 || verdict.metric !== 'relative-error') continue;
    const { netlist, ...where } = conditions;
    const place = `${netlist ?? ''} against ${first}, ${conditionsText(where)}`;
    const name = quantityNamed(quantity).spellings[0] ?? quantity;
    found.set(place, [...(found.get(place) ?? []), `${name} ${signed(value / base - 1)}`]);
  }
  return [...found].map(([place, changes]) => `${place}: ${[...new Set(changes)].join(', ')}`);
}

function isBase(other: Verdict, verdict: Verdict, first: string): boolean {
  return (
    other.quantity === verdict.quantity &&
    other.experiment === verdict.experiment &&
    other.sample === undefined &&
    other.conditions?.netlist === first &&
    apartFromNetlist(other.conditions) === apartFromNetlist(verdict.conditions)
  );
}

/** Learning windows of several netlists over each other, under every condition. */
export function sideBySide(figures: readonly Figure[]): Figure[] {
  const groups = new Map<string, Figure[]>();
  for (const figure of figures) {
    if (figure.conditions?.netlist === undefined || figure.residual?.series[0]?.mark !== 'points') continue;
    const key = `${figure.title} ${apartFromNetlist(figure.conditions)}`;
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  return [...groups.values()].flatMap(([first, ...more]): Figure[] => {
    if (!first?.conditions || more.length === 0) return [];
    return [
      {
        title: first.title,
        ...(first.caption === undefined ? {} : { caption: first.caption }),
        conditions: withoutNetlist(first.conditions),
        xTitle: first.xTitle,
        yTitle: first.yTitle,
        series: [
          ...first.series.filter(({ role }) => role === 'rule'),
          ...[first, ...more].flatMap(({ series, conditions: own }) =>
            series
              .filter(({ role }) => role === 'circuit')
              .map((one) => ({
                ...one,
                name: own?.netlist ?? one.name,
                role: 'other' as const,
                mark: 'line' as const,
              })),
          ),
        ],
      },
    ];
  });
}

function withoutNetlist(conditions: Conditions): Conditions {
  const rest = { ...conditions };
  delete (rest as { netlist?: string }).netlist;
  return rest;
}

function apartFromNetlist(conditions: Conditions | undefined): string {
  return JSON.stringify({ ...conditions, netlist: '' });
}

function signed(share: number): string {
  const percent = Number((100 * share).toPrecision(2));
  return `${percent > 0 ? '+' : ''}${percent} %`;
}
