import type { z } from 'zod';
import { baselineOf, baselineSchema, resultNamesSchema, type Baseline } from '../../report/baseline.js';
import { REPORT_VERSION, reportFileSchema } from '../../result/result.js';
import { readDocument } from '../../spec/document.js';
import { explainIssues, type PathProblem } from '../../spec/problems.js';
import { readTextFile } from '../../node/files/read-text-file.js';
import { UserError, type Problem } from '../../units/user-error.js';

/** Largest result, bytes: parsed it takes several times as much. */
const LARGEST_RESULT = 100e6;

/**
 * Reads a baseline, or a JSON result as one.
 * @throws UserError for what is neither, holds no verdict, or has a name that is not one line of text
 */
export function readRun(path: string): Baseline {
  const text = readTextFile(path, LARGEST_RESULT, 'write the results of fewer specs into one file');
  const value = jsonOf(text, path);
  const baseline = baselineSchema.safeParse(value);
  if (baseline.success) return filled(baseline.data, path);
  refuseNames(baseline.error, value, text, path);
  const result = reportFileSchema.safeParse(value);
  if (result.success) {
    const names = resultNamesSchema.safeParse(value);
    if (!names.success) refuseNames(names.error, value, text, path);
    return filled(baselineOf(result.data.reports), path);
  }
  const { version } = (value ?? {}) as { readonly version?: unknown };
  if (typeof version === 'number' && version !== REPORT_VERSION)
    throw new UserError([
      {
        file: path,
        message:
          `is a result of version ${version}, and this rulespice reads version ${REPORT_VERSION}; make it again ` +
          `with "rulespice verify ... --json=FILE"`,
      },
    ]);
  throw new UserError([
    {
      file: path,
      message:
        'is neither a baseline nor a result; make one with "rulespice verify ... --baseline FILE ' +
        '--update-baseline" or "--json=FILE"',
    },
  ]);
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError([{ file, message: `is no JSON: ${(error as Error).message}` }]);
  }
}

/** Nothing compared with anything is no regression, and must not look like one that was looked for. */
function filled(run: Baseline, path: string): Baseline {
  if (run.verdicts.length > 0) return run;
  throw new UserError([{ file: path, message: 'holds no verdict, so there is nothing to compare; make it again' }]);
}

/** Where nothing but names is wrong, each is told with its place. @throws UserError */
function refuseNames(error: z.ZodError, value: unknown, text: string, file: string): void {
  const isName = ({ code, path }: z.core.$ZodIssue): boolean =>
    (code === 'invalid_format' || code === 'too_big') && typeof path.at(-1) === 'string';
  if (!error.issues.every(isName)) return;
  const place = placesIn(text, file);
  throw new UserError(
    explainIssues(error.issues, value).map((fault) => ({
      file,
      ...place(fault),
      message: `${fault.message}; make the file again`,
    })),
  );
}

/** JSON is YAML, whose reader knows places; for a file too large for it the path has to do. */
function placesIn(text: string, file: string): (fault: PathProblem) => Partial<Problem> {
  try {
    const document = readDocument(text, file);
    return ({ path }) => document.locate(path);
  } catch (error) {
    if (error instanceof UserError) return () => ({});
    throw error;
  }
}
