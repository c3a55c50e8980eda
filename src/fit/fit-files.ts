import { stemOf } from '../shelf/path.js';
import type { SheetHints } from '../table/reading.js';
import { didYouMean } from '../units/did-you-mean.js';
import { UserError } from '../units/user-error.js';
import { joinTables, loadTable, type FitData, type ImportOptions } from './data/table.js';
import { DEFAULT_FIT, type FitOptions } from './estimate.js';
import { fit, type Fit, type FitTools } from './fit.js';
import { fitTargets } from './registry.js';
import type { FitModel, FitTarget } from './target.js';

/** What `fitFiles` is told; only the target has to be. */
export interface FitRequest extends Partial<FitOptions>, FitTools {
  /** `pulses`, `read-noise`, ... as `rulespice fit` names them. */
  readonly target: string;
  /** A model of the target; its first when absent. */
  readonly model?: string;
  /** `dt=Interval[ms]`: the column of the file for a quantity. */
  readonly map?: readonly string[];
  /** Conditions that a row must meet, and those of rows that are only predicted. */
  readonly keep?: readonly string[];
  readonly holdOut?: readonly string[];
  /** Delimiter and decimal mark, where a file can be read in two ways. */
  readonly hints?: SheetHints;
  /** `0.1 V/s`: makes the time of a voltage sweep whose file has none. */
  readonly sweepRate?: string;
  /** Where the data come from, for the card. */
  readonly source?: string;
}

/**
 * Fits parameters to measured data, as `rulespice fit` does: the answer has parameters with intervals, and cards as
 * text, only where it passes.
 * @throws UserError for a file or a column that cannot be used, with its place
 */
export async function fitFiles(files: readonly string[], request: FitRequest): Promise<Fit> {
  const target = fitTarget(request.target);
  return await fitted(target, loadTable(files, target.columns, importOf(request)), request);
}

/** As `fitFiles`, of texts by the name that messages call them by. */
export async function fitTexts(texts: Readonly<Record<string, string>>, request: FitRequest): Promise<Fit> {
  const target = fitTarget(request.target);
  const files = Object.entries(texts).map(([file, text]) => ({ file, text }));
  return await fitted(target, joinTables(files, target.columns, importOf(request)), request);
}

/** A target by its name. @throws UserError with the names that there are */
export function fitTarget(name: string): FitTarget {
  const target = fitTargets.find((candidate) => candidate.name === name);
  if (target) return target;
  const names = fitTargets.map((candidate) => candidate.name);
  throw new UserError([
    { message: `there is no target "${name}"; expected ${names.join(', ')}${didYouMean(name, names)}` },
  ]);
}

/** A model of a target by its name, the first one where there is none. @throws UserError */
export function fitModel(target: FitTarget, name: string | undefined): FitModel {
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

function importOf({ map = [], keep = [], holdOut = [], hints, sweepRate }: FitRequest): ImportOptions {
  return { map, keep, holdOut, ...(hints && { hints }), ...(sweepRate !== undefined && { sweepRate }) };
}

function fitted(target: FitTarget, data: FitData, request: FitRequest): Promise<Fit> {
  const { model, source, seed, starts, robust, intervals, held, ...tools } = request;
  const given = Object.entries({ seed, starts, robust, intervals, held }).filter(([, value]) => value !== undefined);
  const options: FitOptions = { ...DEFAULT_FIT, ...Object.fromEntries(given) };
  const [first] = data.files;
  const origin = {
    name: stemOf(first?.file ?? 'data'),
    source: source ?? data.files.map(({ file }) => file).join(', '),
    sha256: data.files.map(({ sha256 }) => sha256),
  };
  return fit(target, data, origin, options, tools, fitModel(target, model));
}
