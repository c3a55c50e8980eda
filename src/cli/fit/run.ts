import { dirname, extname, join } from 'node:path';
import { codeFolder } from '../../node/store/cache.js';
import { createSimulator } from '../../node/engine/registry.js';
import type { Simulator } from '../../engine/simulator.js';
import type { Card } from '../../fit/card.js';
import { DEFAULT_FIT } from '../../fit/estimate.js';
import { bestByPart, fit, rank, type Fit, type FitTools } from '../../fit/fit.js';
import { fitTargets } from '../../fit/registry.js';
import type { FitModel, FitTarget } from '../../fit/target.js';
import { fitResult } from '../../fit/result.js';
import { loadTable } from '../../fit/data/table.js';
import { isThere } from '../../node/files/project.js';
import { readTextFile } from '../../node/files/read-text-file.js';
import { didYouMean } from '../../units/did-you-mean.js';
import { UserError } from '../../units/user-error.js';
import { EXIT } from '../exit.js';
import type { FitResult } from '../../result/fit.js';
import { createFitProgress } from './progress.js';
import { expandFiles } from '../inputs.js';
import type { Session } from '../io.js';
import { stemOf } from '../../shelf/path.js';
import { wholeNumber } from '../options.js';
import { announce, assertWritable, writeOutput } from '../output.js';
import { resultsText, writeResults } from '../results.js';
import { shellFile, shellWord } from '../../units/shell-word.js';
import { textTable } from '../../report/text-table.js';
import { Crashes } from '../verify/crashes.js';

interface FitArguments {
  readonly target: string;
  readonly files: readonly string[];
  readonly model: string | undefined;
  readonly compare: boolean;
  readonly map: readonly string[] | undefined;
  readonly keep: readonly string[] | undefined;
  readonly holdOut: readonly string[] | undefined;
  readonly robust: boolean;
  readonly intervals: 'profile' | 'bootstrap';
  readonly starts: string | undefined;
  readonly seed: string | undefined;
  readonly source: string | undefined;
  readonly card: readonly string[] | undefined;
  readonly report: string | undefined;
  readonly json: string | undefined;
  readonly engine: string;
}

/** A fit is shown whole. */
const SHOWN = { verbose: true, details: true };

/** Fits one target to the data of all files together. */
export async function runFit(args: FitArguments, session: Session): Promise<number> {
  for (const [option, path] of [
    ...(args.card ?? []).map((file) => ['--card', file] as const),
    ['--report', args.report],
    ['--json', args.json],
  ] as const)
    assertWritable(option, path);
  const target = targetOf(args.target);
  const models = args.compare ? target.models : [modelOf(target, args.model)];
  for (const path of args.card ?? []) formatOf(path);
  const options = {
    ...DEFAULT_FIT,
    seed: wholeNumber('seed', args.seed) ?? DEFAULT_FIT.seed,
    starts: wholeNumber('starts', args.starts) ?? DEFAULT_FIT.starts,
    robust: args.robust,
    intervals: args.robust ? ('bootstrap' as const) : args.intervals,
  };
  const files = await expandFiles(args.files);
  const data = loadTable(files, target.columns, {
    map: args.map ?? [],
    keep: args.keep ?? [],
    holdOut: args.holdOut ?? [],
  });
  const origin = {
    name: stemOf(files[0] ?? 'data'),
    source: args.source ?? provenanceOf(files),
    sha256: data.files.map(({ sha256 }) => sha256),
  };
  // Models that are compared do not lose each other's results.
  const crashes = new Crashes(session.signal);
  const progress = await createFitProgress(session.io);
  const begun = performance.now();
  let simulator: Simulator | undefined;
  const ask = (): Simulator =>
    (simulator ??= createSimulator(args.engine, { codeCache: codeFolder(session.io.environment) }));
  try {
    const told = (model: FitModel): FitTools => ({
      signal: session.signal,
      onProgress: (at) => progress.tell(model.name, at),
    });
    const fits: Fit[] = [];
    // Of models that are compared, only the best is asked for intervals and cards.
    for (const model of models) {
      const found = await crashes.spare(model.name, () =>
        fit(
          target,
          data,
          origin,
          args.compare ? { ...options, intervals: 'none' } : options,
          { ...told(model), ...(args.compare ? {} : { simulator: ask }) },
          model,
        ),
      );
      if (found) fits.push(found);
      if (session.signal.aborted) break;
    }
    const ranked = rank(fits);
    const [first] = ranked;
    if (first === undefined) return crashes.settle(session.io, EXIT.bug);
    const best = {
      ...first,
      fit:
        args.compare && !session.signal.aborted
          ? ((await crashes.spare(first.fit.model.name, () =>
              fit(
                target,
                data,
                origin,
                options,
                { ...told(first.fit.model), simulator: ask, searched: first.fit },
                first.fit.model,
              ),
            )) ?? first.fit)
          : first.fit,
    };
    progress.stop();
    if (args.compare && args.json === undefined)
      session.io.out(
        `${textTable(
          ['model', 'parameters', 'AICc', 'BIC', 'AICc - best', ''],
          ranked.map(({ fit: { model, status }, parameters, aicc, bic }) => [
            model.name,
            String(parameters),
            aicc.toFixed(1),
            bic.toFixed(1),
            (aicc - best.aicc).toFixed(1),
            (model === best.fit.model ? best.fit.status : status) === 'pass' ? '' : 'has faults',
          ]),
          '  ',
        )}${bestByPart(fits)
          .map(({ part, model, second, ahead }) => `  ${part}: ${model}, AICc ${ahead.toFixed(1)} below ${second}\n`)
          .join('')}\n`,
      );
    const result = fitResult(best.fit, {
      replay: commandOf(target, best.fit.model, args),
      wallSeconds: (performance.now() - begun) / 1000,
    });
    // Ctrl-C: what was found so far is shown, with its fault; files are not touched.
    if (session.signal.aborted) session.io.out(resultsText([result], SHOWN, session));
    else await write({ done: best.fit, result }, args, session);
    return crashes.settle(session.io, best.fit.status === 'pass' ? EXIT.pass : EXIT.outOfLimits);
  } finally {
    progress.stop();
    await simulator?.dispose();
  }
}

function targetOf(name: string): FitTarget {
  const target = fitTargets.find((candidate) => candidate.name === name);
  if (target) return target;
  const names = fitTargets.map((candidate) => candidate.name);
  throw new UserError([
    { message: `there is no target "${name}"; expected ${names.join(', ')}${didYouMean(name, names)}` },
  ]);
}

function modelOf(target: FitTarget, name: string | undefined): FitModel {
  const model = name === undefined ? target.models[0] : target.models.find((candidate) => candidate.name === name);
  if (model) return model;
  const names = target.models.map((candidate) => candidate.name);
  throw new UserError([
    {
      message:
        `--model: ${target.name} has no model "${name}"; expected ` +
        `${names.join(', ')}${didYouMean(name ?? '', names)}`,
    },
  ]);
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

/** One command that makes the same fit again. */
function commandOf(
  { name }: FitTarget,
  model: FitModel,
  { files, map = [], keep = [], holdOut = [], robust, intervals, starts, seed, engine }: FitArguments,
): string {
  const list = (option: string, values: readonly string[]): string[] =>
    values.map((value) => `--${option} ${shellWord(value)}`);
  return [
    `rulespice fit ${name}`,
    ...files.map(shellFile),
    `--model ${shellWord(model.name)}`,
    ...list('map', map),
    ...list('keep', keep),
    ...list('hold-out', holdOut),
    ...(robust ? ['--robust'] : []),
    ...(intervals === 'profile' ? [] : [`--intervals ${intervals}`]),
    ...(starts === undefined ? [] : list('starts', [starts])),
    ...(seed === undefined ? [] : list('seed', [seed])),
    ...(engine === 'auto' ? [] : list('engine', [engine])),
  ].join(' ');
}
