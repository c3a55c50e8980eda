import { formatPercent } from '../units/format.js';
import type { MutantKind } from './mutant.js';
import type { SpecStudy } from './spec-study.js';
import type { MutantResult } from './study.js';
import { tally, worstChange, type Tally } from './tally.js';

/** Tables of caught mutants and the list of survivors. */
export function studyMarkdown(studies: readonly SpecStudy[]): string {
  const all = studies.flatMap(({ results }) => results);
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  return [
    '| example | mutants | tried | cannot be simulated | beyond a limit, everywhere: caught | in ' +
      'transients: caught | beyond a limit at the designed biases: caught | within all limits: no pass all ' +
      'the same |',
    '|---|---|---|---|---|---|---|---|',
    ...studies.map(({ name, population, results }) => row(name, population, results)),
    row(
      'all',
      studies.reduce((sum, { population }) => sum + population, 0),
      all,
    ),
    '',
    '| kind of fault | tried | cannot be simulated | beyond a limit, everywhere: caught | in transients: caught |',
    '|---|---|---|---|---|',
    ...kinds.map((kind) =>
      kindRow(
        kind,
        all.filter((result) => result.kind === kind),
      ),
    ),
    '',
    ...studies.flatMap(survivors),
  ].join('\n');
}

function row(name: string, population: number, results: readonly MutantResult[]): string {
  const everywhere = tally(results, 'everywhere', 'judged');
  const designed = tally(results, 'everywhere', 'designed');
  return (
    `| ${name} | ${population} | ${results.length} | ${everywhere.unsimulated} | ${rate(everywhere)} | ` +
    `${rate(tally(results, 'transients', 'judged'))} | ${rate(designed)} | ${everywhere.flagged} of ` +
    `${everywhere.unchanged} |`
  );
}

function kindRow(kind: MutantKind, results: readonly MutantResult[]): string {
  const everywhere = tally(results, 'everywhere', 'judged');
  return (
    `| ${kind} | ${results.length} | ${everywhere.unsimulated} | ${rate(everywhere)} | ` +
    `${rate(tally(results, 'transients', 'judged'))} |`
  );
}

function rate({ changed, caught }: Tally): string {
  return changed === 0 ? '-' : `${caught} of ${changed} (${formatPercent(caught / changed)})`;
}

function survivors({ name, results }: SpecStudy): string[] {
  const lines = (['everywhere', 'transients'] as const).flatMap((reach) =>
    (['judged', 'designed'] as const).flatMap((by) =>
      tally(results, reach, by).survivors.map((result) => ({ reach, by, result })),
    ),
  );
  if (lines.length === 0) return [];
  return [
    `Survivors of ${name}:`,
    '',
    ...lines
      .filter(({ reach, by }) => by === 'judged' || reach === 'everywhere')
      .map(
        ({ reach, by, result }) =>
          `* ${result.id} (${reach}, ${by === 'judged' ? 'as judged' : 'at the designed biases'}): ` +
          `${worstChange(result[by] ?? [])}`,
      ),
    '',
  ];
}
