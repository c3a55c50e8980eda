import { join } from 'node:path';
import { contentKey } from '../../characterise/content-cache.js';
import { cacheFolder, runsLimit } from '../../node/store/cache.js';
import type { Toolchain } from '../../compile.js';
import { fileStore, type Codec } from '../../node/store/file-store.js';
import { loadProcess } from '../../process/load.js';
import type { RuleResult } from '../../result/rule.js';
import type { ProcessSpec } from '../../spec/types.js';
import { memoize } from '../../units/memoize.js';
import { ownDigest } from '../../node/code-digest.js';
import { serializedCodec } from '../../node/store/serialized-codec.js';
import type { NamedSpec } from '../inputs.js';
import { specDigest } from './shards.js';

/**
 * Reports of verifications whose every input is the same: runs are kept too, but measuring them and the models take
 * their time.
 */
export interface KeptReports {
  get(job: NamedSpec): Promise<RuleResult | undefined>;
  set(job: NamedSpec, report: RuleResult): Promise<void>;
  close(): Promise<void>;
}

/** Share of what runs may take, in bytes. */
const SHARE = 0.1;

/** A report, with typed arrays and infinities as they are, sealed. */
export const reportCodec: Codec<RuleResult> = serializedCodec('report', isReport);

/** As far as what is done with it here can go wrong. */
function isReport(value: unknown): value is RuleResult {
  const { status, verdicts } = (value ?? {}) as Partial<RuleResult>;
  return (
    typeof status === 'string' &&
    Array.isArray(verdicts) &&
    verdicts.every((verdict: unknown) => typeof verdict === 'object' && verdict !== null && 'status' in verdict)
  );
}

/**
 * Reports in the cache folder. A key holds the spec and the file it names, the process, both engines with their builds,
 * the options of the command, and the text of rulespice itself: whoever changes a line of it gets new verdicts. Only
 * reports without any error are kept.
 */
export async function keptReports(
  { simulator, second }: Toolchain,
  options: unknown,
  environment: NodeJS.ProcessEnv,
): Promise<KeptReports | undefined> {
  const limit = runsLimit(environment);
  if (limit === 0) return undefined;
  const store = fileStore(join(cacheFolder(environment), 'reports'), reportCodec, { limitBytes: SHARE * limit });
  const engines = JSON.stringify([await simulator.info(), await second?.info()]);
  const own = ownDigest();
  // A process may have to read a PDK's library.
  const processOf = memoize((wanted) => loadProcess(JSON.parse(wanted) as ProcessSpec, environment).contentHash);
  const keyOf = (job: NamedSpec): string =>
    contentKey(
      'report-3',
      own,
      engines,
      JSON.stringify(options),
      job.file,
      specDigest(job),
      processOf(JSON.stringify(job.spec.process)),
    );
  return {
    get: async (job) => {
      const begun = performance.now();
      const report = await store.get(keyOf(job));
      return report && asFound(report, begun);
    },
    set: async (job, report) => {
      if (report.status === 'error' || report.verdicts.some(({ status }) => status === 'error')) return;
      await store.set(keyOf(job), report);
    },
    close: () => store.close(),
  };
}

/** As if every simulation had been found: none of its verdicts has one of its own. */
function asFound(report: RuleResult, begun: number): RuleResult {
  return {
    ...report,
    verdicts: report.verdicts.map((verdict) => ({ ...verdict, cached: true as const })),
    wallSeconds: (performance.now() - begun) / 1000,
    ...(report.runs ? { runs: { simulated: 0, cached: report.runs.simulated + report.runs.cached } } : {}),
  };
}
