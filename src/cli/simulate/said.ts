import { textOfSaid } from '../../control/said.js';
import type { DeckOutcome } from '../../control/simulate.js';
import type { MeasurementResult } from '../../measure/deck.js';
import { formatProblem, type Problem } from '../../units/user-error.js';

/** Place of a line of the deck in the user's files. */
export type Origin = (line: number) => { readonly file: string; readonly line: number } | undefined;

/** Warnings by place: of the simulator, and about commands that were not carried out to the letter. */
export function warningsOf({ plots, notes }: DeckOutcome, origin: Origin, deck: string): Problem[] {
  const ofRuns = plots.flatMap(({ waveforms }) =>
    (waveforms?.warnings ?? []).map((message) => ({ file: deck, message: `.${waveforms!.analysis}: ${message}` })),
  );
  const ofLines = notes.map(({ line, message }) => ({ ...origin(line), message }));
  return [...unique(ofRuns), ...ofLines];
}

function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}

/** Failed measurements, and a block that calls itself failed, by place. */
export function failuresOf({ measurements, failed }: DeckOutcome, origin: Origin): Problem[] {
  const measured = measurements.flatMap((result) =>
    'failed' in result
      ? [{ ...origin(result.line), message: `measurement "${result.name}" failed: ${result.failed}` }]
      : [],
  );
  const ended = failed
    ? [
        {
          ...origin(failed.line),
          message: `the control block ends with "quit ${failed.code}": it found something wrong`,
        },
      ]
    : [];
  return [...measured, ...ended];
}

/** What a deck says to a person: what it prints, integrated noise, measurements. */
export function textForPeople(outcome: DeckOutcome): string {
  const totals = outcome.plots.flatMap(({ waveforms }) => [...(waveforms?.totals ?? [])]);
  return [
    ...outcome.said.map(textOfSaid),
    ...totals.map(([name, value]) => `${name} = ${value.toExponential(6)}\n`),
    measurementTable(outcome.measurements),
  ].join('');
}

const DIGITS = 6;

/** One line for each measurement: name, value, and where it was found. */
export function measurementTable(measurements: readonly MeasurementResult[]): string {
  const width = Math.max(0, ...measurements.map(({ name }) => name.length));
  return measurements
    .map((result) => {
      const name = result.name.padEnd(width);
      if ('failed' in result) return `${name} = failed\n`;
      const { value, ...others } = result.measured;
      const rest = Object.entries(others).map(([key, number]) => `  ${key} = ${shown(number)}`);
      return `${name} = ${shown(value)}${rest.join('')}\n`;
    })
    .join('');
}

function shown(value: number): string {
  return value.toExponential(DIGITS);
}

/** `warning: deck.cir:5: ...`, a line each. */
export function warningLines(warnings: readonly Problem[]): string {
  return warnings.map((warning) => `warning: ${formatProblem(warning)}\n`).join('');
}
