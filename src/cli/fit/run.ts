import { dirname, extname, join } from 'node:path';
import { codeFolder } from '../../node/store/cache.js';
import { createSimulator } from '../../node/engine/registry.js';
import type { Simulator } from '../../engine/simulator.js';
import type { Card } from '../../fit/card.js';
import { DEFAULT_FIT, type FitOptions } from '../../fit/estimate.js';
import { bestByPart, fit, rank, type Fit, type FitTools } from '../../fit/fit.js';
import { fitModel, fitTarget } from '../../fit/fit-files.js';
import type { FitModel, FitTarget } from '../../fit/target.js';
import { fitResult } from '../../fit/result.js';
import { loadTable, type FitData } from '../../fit/data/table.js';
import type { Origin } from '../../fit/origin.js';
import type { FitProgress } from '../../fit/search/watch.js';
import { isThere } from '../../node/files/project.js';
import { readTextFile } from '../../node/files/read-text-file.js';
import { UserError } from '../../units/user-error.js';
import { EXIT } from '../exit.js';
import type { FitResult } from '../../result/fit.js';
import { commandOf, DELIMITER_NAMES, type FitArguments } from './arguments.js';
import { createFitProgress } from './progress.js';
import { expandFiles } from '../inputs.js';
import type { Session } from '../io.js';
import { stemOf } from '../../shelf/path.js';
import { wholeNumber } from '../options.js';
import { announce, assertWritable, writeOutput } from '../output.js';
import { resultsText, writeResults } from '../results.js';
import { textTable } from '../../report/text-table.js';
import { Crashes } from '../verify/crashes.js';

/** A fit is shown whole. */
const SHOWN = { verbose: true, details: true };

/** Fits one target to the data of all files together. */
export async function runFit(args: FitArguments, session: Session): Promise<number> {
  assertOutputs(args);
  const target = fitTarget(args.target);
  const models = args.compare ? target.models : [fitModel(target, args.model)];
  for (const path of args.card ?? []) formatOf(path);
  const order = await orderOf(target, args);
  // Models that are compared do not lose each other's results.
  const crashes = new Crashes(session.signal);
  const progress = await createFitProgress(session.io);
  const begun = performance.now();
  let simulator: Simulator | undefined;
  const ask = (): Simulator =>
    (simulator ??= createSimulator(args.engine, { codeCache: codeFolder(session.io.environment) }));
  const attempt: Attempt = (model, options, tools) =>
    crashes.spare(model.name, () => {
      const told = { signal: session.signal, onProgress: (at: FitProgress) => progress.tell(model.name, at) };
      return fit(target, order.data, order.origin, options, { ...told, ...tools }, model);
    });
  try {
    const fits = args.compare
      ? await comparedFits(models, order.options, attempt, session.signal)
      : present([await attempt(models[0], order.options, { simulator: ask })]);
    const [first] = rank(fits);
    if (first === undefined) return crashes.settle(session.io, EXIT.bug);
    const best =
      args.compare && !session.signal.aborted
        ? ((await attempt(first.fit.model, order.options, { simulator: ask, searched: first.fit })) ?? first.fit)
        : first.fit;
    progress.stop();
    if (args.compare && args.json === undefined) session.io.out(comparisonText(fits, best));
    const wallSeconds = (performance.now() - begun) / 1000;
    await show(best, fitResult(best, { replay: commandOf(target, best.model, args), wallSeconds }), args, session);
    return crashes.settle(session.io, best.status === 'pass' ? EXIT.pass : EXIT.outOfLimits);
  } finally {
    progress.stop();
    await simulator?.dispose();
  }
}

/** Fits one model of the target to the data; nothing where rulespice itself failed. */
type Attempt = (model: FitModel, options: FitOptions, tools: FitTools) => Promise<Fit | undefined>;

/** What is to be fitted, and how. */
interface FitOrder {
  readonly data: FitData;
  readonly origin: Origin;
  readonly options: FitOptions;
}

/** @throws UserError where an output cannot be written */
function assertOutputs(args: FitArguments): void {
  for (const [option, path] of [
    ...(args.card ?? []).map((file) => ['--card', file] as const),
    ['--report', args.report],
    ['--json', args.json],
  ] as const)
    assertWritable(option, path);
}

async function orderOf(target: FitTarget, args: FitArguments): Promise<FitOrder> {
  const options = {
    ...DEFAULT_FIT,
    seed: wholeNumber('seed', args.seed) ?? DEFAULT_FIT.seed,
    starts: wholeNumber('starts', args.starts) ?? DEFAULT_FIT.starts,
    robust: args.robust,
    ...((args.fix ?? args.bound) && { held: { fix: args.fix ?? [], bound: args.bound ?? [] } }),
    intervals: args.robust ? ('bootstrap' as const) : args.intervals,
  };
  const files = await expandFiles(args.files);
  const data = loadTable(files, target.columns, {
    map: args.map ?? [],
    keep: args.keep ?? [],
    holdOut: args.holdOut ?? [],
    ...(args.sweepRate !== undefined && { sweepRate: args.sweepRate }),
    hints: {
      ...(args.decimal && { decimal: args.decimal }),
      ...(args.delimiter && { delimiter: DELIMITER_NAMES[args.delimiter] }),
    },
  });
  const origin = {
    name: stemOf(files[0] ?? 'data'),
    source: args.source ?? provenanceOf(files),
    sha256: data.files.map(({ sha256 }) => sha256),
  };
  return { data, origin, options };
}

/** Of models that are compared, only the best is asked for intervals and cards, once it is known. */
async function comparedFits(
  models: readonly FitModel[],
  options: FitOptions,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<Fit[]> {
  const fits: (Fit | undefined)[] = [];
  for (const model of models) {
    fits.push(await attempt(model, { ...options, intervals: 'none' }, {}));
    if (signal.aborted) break;
  }
  return present(fits);
}

function present(fits: readonly (Fit | undefined)[]): Fit[] {
  return fits.filter((one) => one !== undefined);
}

/** How well each model explains the data. @param best the best of them, with its intervals */
function comparisonText(fits: readonly Fit[], best: Fit): string {
  const ranked = rank(fits);
  const lowest = ranked[0]?.aicc ?? NaN;
  const models = textTable(
    ['model', 'parameters', 'AICc', 'BIC', 'AICc - best', ''],
    ranked.map(({ fit: { model, status }, parameters, aicc, bic }) => [
      model.name,
      String(parameters),
      aicc.toFixed(1),
      bic.toFixed(1),
      (aicc - lowest).toFixed(1),
      (model === best.model ? best.status : status) === 'pass' ? '' : 'has faults',
    ]),
    '  ',
  );
  const parts = bestByPart(fits).map(
    ({ part, model, second, ahead }) => `  ${part}: ${model}, AICc ${ahead.toFixed(1)} below ${second}\n`,
  );
  return `${models}${parts.join('')}\n`;
}

/** Ctrl-C: what was found so far is shown, with its fault; files are not touched. */
async function show(done: Fit, result: FitResult, args: FitArguments, session: Session): Promise<void> {
  if (session.signal.aborted) session.io.out(resultsText([result], SHOWN, session));
  else await write({ done, result }, args, session);
}

/** Which card a file asks for. */
function formatOf(path: string): Card['format'] {
  const format = ({ '.yaml': 'yaml', '.yml': 'yaml', '.cir': 'spice', '.lib': 'spice' } as const)[
    extname(path).toLowerCase()
  ];
  if (format !== undefined) return format;
  throw new UserError([
    {
      message: `--card: found "${path}", expected a name that ends in .yaml (spec, process or device) or .cir (SPICE)`,
    },
  ]);
}

/** The text of PROVENANCE.md beside the data, where there is one. */
function provenanceOf(files: readonly string[]): string {
  const notes = [...new Set(files.map((file) => join(dirname(file), 'PROVENANCE.md')))].filter((path) => isThere(path));
  return notes.length === 0
    ? files.join(', ')
    : notes.map((path) => readTextFile(path, 100_000, 'give --source').trim()).join('\n');
}

async function write(
  { done, result }: { readonly done: Fit; readonly result: FitResult },
  args: FitArguments,
  session: Session,
): Promise<void> {
  for (const path of args.card ?? []) {
    const card = done.cards.find(({ format }) => format === formatOf(path));
    if (card !== undefined) {
      await writeOutput(path, [card.text], session);
      announce(session.io, path);
    } else if (done.status === 'fail') session.io.err(`no card: ${done.faults.join('; ')}\n`);
    else
      throw new UserError([
        {
          message:
            `--card ${path}: the target ${done.target.name} has no ${extname(path)} card; it writes ` +
            `${[...new Set(done.cards.map(({ format }) => (format === 'yaml' ? '.yaml' : '.cir')))].join(' and ')}`,
        },
      ]);
  }
  await writeResults([result], { ...args, ...SHOWN, quiet: false }, session);
}
