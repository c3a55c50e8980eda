import { DEFAULT_FIT } from '../../fit/estimate.js';
import { loadTable } from '../../fit/data/table.js';
import { fit } from '../../fit/fit.js';
import { fitResult } from '../../fit/result.js';
import { stdpWindow } from '../../fit/targets/stdp-window/index.js';
import type { FitResult } from '../../result/fit.js';
import type { Progress } from '../../verify/verify.js';

/** Pairs (dt, dw) below examples/. */
export const MEASURED = 'tour/measured-window.csv';

/** The learning window that explains the pairs of a file, with its intervals. */
export async function tourFit(
  file: string,
  signal: AbortSignal,
  onProgress: (step: Progress) => void,
): Promise<FitResult> {
  const begun = performance.now();
  const data = loadTable([file], stdpWindow.columns, { map: [], keep: [], holdOut: [] });
  const origin = {
    name: 'measured-window',
    source: 'synthetic, see PROVENANCE.md beside it',
    sha256: data.files.map(({ sha256 }) => sha256),
  };
  const done = await fit(stdpWindow, data, origin, DEFAULT_FIT, {
    signal,
    onProgress: (at) => onProgress({ done: at.done, total: at.total, label: at.phase }),
  });
  return fitResult(done, {
    replay: `rulespice fit stdp-window ${file}`,
    wallSeconds: (performance.now() - begun) / 1000,
  });
}
