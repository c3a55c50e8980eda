import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DEFAULT_FIT, type Estimate, type Estimated } from '../../fit/estimate.js';
import { fit, type Fit } from '../../fit/fit.js';
import { fitTargets } from '../../fit/registry.js';
import { renderFitHtml } from '../../fit/report/html.js';
import { loadTable } from '../../fit/table.js';
import { PARAMETER_HEAD, parameterRow, qualityLines } from '../../fit/text.js';
import { readTextFile } from '../../spec/read-text-file.js';
import { STATUS_WORDS } from '../../report/words.js';
import { didYouMean } from '../../units/did-you-mean.js';
import { UserError } from '../../units/user-error.js';
import { EXIT } from '../exit.js';
import type { FitResult } from '../fit-schema.js';
import { expandFiles } from '../inputs.js';
import type { Session } from '../io.js';
import { wholeNumber } from '../options.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import { textTable } from '../table.js';

interface FitArguments {
  readonly target: string;
  readonly files: readonly string[];
  readonly map: readonly string[] | undefined;
  readonly keep: readonly string[] | undefined;
  readonly holdOut: readonly string[] | undefined;
  readonly robust: boolean;
  readonly intervals: 'profile' | 'bootstrap';
  readonly starts: string | undefined;
  readonly seed: string | undefined;
  readonly source: string | undefined;
  readonly card: string | undefined;
  readonly report: string | undefined;
  readonly json: string | undefined;
}

/** Fits one target to the data of all files together. */
export async function runFit(args: FitArguments, session: Session): Promise<number> {
  for (const [option, path] of [['--card', args.card], ['--report', args.report], ['--json', args.json]] as const) assertWritable(option, path);
  const target = fitTargets.find(({ name }) => name === args.target);
  if (target === undefined) {
    const names = fitTargets.map(({ name }) => name);
    throw new UserError([{ message: `there is no target "${args.target}"; expected ${names.join(', ')}${didYouMean(args.target, names)}` }]);
  }
  const options = { ...DEFAULT_FIT, seed: wholeNumber('seed', args.seed) ?? DEFAULT_FIT.seed, starts: wholeNumber('starts', args.starts) ?? DEFAULT_FIT.starts, robust: args.robust, intervals: args.robust ? 'bootstrap' as const : args.intervals };
  const files = await expandFiles(args.files);
  const data = loadTable(files, target.columns, { map: args.map ?? [], keep: args.keep ?? [], holdOut: args.holdOut ?? [] });
  const origin = { name: basename(files[0] ?? 'data').replace(/\.[^.]*$/, ''), source: args.source ?? provenanceOf(files), sha256: data.files.map(({ sha256 }) => sha256) };
  const done = fit(target, data, origin, options);
  await write(done, args, session);
  return done.status === 'pass' ? EXIT.pass : EXIT.outOfLimits;
}

/** The text of PROVENANCE.md beside the data, where there is one. */
function provenanceOf(files: readonly string[]): string {
  const notes = [...new Set(files.map((file) => join(dirname(file), 'PROVENANCE.md')))].filter((path) => existsSync(path));
  return notes.length === 0 ? files.join(', ') : notes.map((path) => readTextFile(path, 100_000, 'give --source').trim()).join('\n');
}

async function write(done: Fit, args: FitArguments, session: Session): Promise<void> {
  if (args.report !== undefined) {
    await writeOutput(args.report, [await renderFitHtml(done, { date: new Date(), version: (await import('../main.js')).version() })], session);
    announce(session.io, args.report);
  }
  if (args.card !== undefined) {
    if (done.card === undefined) session.io.err(`no card: ${done.faults.join('; ')}\n`);
    else {
      await writeOutput(args.card, [done.card], session);
      announce(session.io, args.card);
    }
  }
  if (args.json !== undefined) {
    await writeOutput(args.json, [jsonText(plain(done))], session);
    announce(session.io, args.json);
  } else if (args.card !== '-') {
    session.io.out(text(done));
  }
}

function text(done: Fit): string {
  const used = done.estimates.reduce((sum, { points }) => sum + points, 0);
  return [
    `${STATUS_WORDS[done.status].word} ${done.target.title}: ${used} points from ${done.data.files.map(({ file }) => file).join(', ')}${done.data.masked > 0 ? `, ${done.data.masked} rows left out by --keep` : ''}\n`,
    ...done.faults.map((fault) => `  FAULT ${fault}\n`),
    ...done.warnings.map((warning) => `  WARNING ${warning}\n`),
    textTable(PARAMETER_HEAD, [...done.estimates.flatMap(({ parameters }) => parameters), ...done.derived].map(parameterRow), '  '),
    ...done.estimates.flatMap((one) => qualityLines(one).map((line) => `  ${done.estimates.length > 1 ? `${one.problem.name}: ` : ''}${line}\n`)),
  ].join('');
}

function plain({ target, status, faults, warnings, data, origin, options, estimates, derived, card }: Fit): FitResult {
  return {
    target: target.name, status, faults: [...faults], warnings: [...warnings],
    data: data.files.map((file) => ({ ...file })), masked: data.masked, provenance: origin.source, options: { ...options },
    fits: estimates.map((one) => plainEstimate(one, data.places)),
    derived: derived.map(plainNumber),
    ...(card === undefined ? {} : { card }),
  };
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

function plainNumber({ name, meaning, unit, value, standardError, low, high }: Estimated): FitResult['derived'][number] {
  return { name, meaning, unit, value, standardError: orNull(standardError), low: orNull(low), high: orNull(high) };
}

function plainEstimate(one: Estimate, places: readonly string[]): FitResult['fits'][number] {
  return {
    name: one.problem.name, parameters: one.parameters.map(plainNumber), correlation: one.correlation.map((row) => row.map(orNull)),
    points: one.points, freedom: one.freedom, scatter: one.scatter, explained: one.explained, chance: orNull(one.chance), noise: one.problem.noise,
    stop: one.stop, starts: one.starts, criteria: one.criteria,
    ...(one.runs ? { runs: one.runs } : {}),
    outliers: one.outliers.map((index) => places[one.problem.rows[index] ?? -1] ?? ''),
    ...(one.heldOut ? { heldOut: one.heldOut } : {}),
  };
}
