import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { cacheFolder, contentKey, runsLimit } from '../../characterise/cache.js';
import type { Toolchain } from '../../compile.js';
import { fileStore, type Codec } from '../../engine/file-store.js';
import { loadProcess } from '../../process/load.js';
import type { SpecReport } from '../../report/types.js';
import type { ProcessSpec } from '../../spec/types.js';
import { memoize } from '../../units/memoize.js';
import { packagePath } from '../../units/package-path.js';
import type { NamedSpec } from '../inputs.js';
import { specDigest } from './shards.js';

/**
 * Reports of verifications whose every input is the same: runs are kept too, but measuring them and the models take
 * their time.
 */
export interface KeptReports {
  get(job: NamedSpec): Promise<SpecReport | undefined>;
  set(job: NamedSpec, report: SpecReport): Promise<void>;
  close(): Promise<void>;
}

/** Share of what runs may take, in bytes. */
const SHARE = 0.1;
const DIGEST_BYTES = 32;

/** A report, with typed arrays and infinities as they are; sha256 of all that. */
const codec: Codec<SpecReport> = {
  suffix: '.report',
  encode: (report) => {
    const body = serialize(report);
    return Buffer.concat([body, createHash('sha256').update(body).digest()]);
  },
  decode: (bytes) => {
    const body = bytes.subarray(0, Math.max(0, bytes.length - DIGEST_BYTES));
    return createHash('sha256').update(body).digest().equals(bytes.subarray(body.length))
      ? (deserialize(body) as SpecReport)
      : undefined;
  },
};

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
  const store = fileStore(join(cacheFolder(environment), 'reports'), codec, { limitBytes: SHARE * limit });
  const engines = JSON.stringify([await simulator.info(), await second?.info()]);
  const own = ownDigest();
  // A process may have to read a PDK's library.
  const processOf = memoize((wanted) => loadProcess(JSON.parse(wanted) as ProcessSpec, environment).contentHash);
  const keyOf = (job: NamedSpec): string =>
    contentKey(
      'report-1',
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
      // As if every simulation had been found: none of its verdicts has one of its own.
      return (
        report && {
          ...report,
          verdicts: report.verdicts.map((verdict) => ({ ...verdict, cached: true as const })),
          wallSeconds: (performance.now() - begun) / 1000,
          ...(report.runs ? { runs: { simulated: 0, cached: report.runs.simulated + report.runs.cached } } : {}),
        }
      );
    },
    set: async (job, report) => {
      if (report.status === 'error' || report.verdicts.some(({ status }) => status === 'error')) return;
      await store.set(keyOf(job), report);
    },
    close: () => store.close(),
  };
}

/**
 * Digest of everything of rulespice that a verdict comes from: its code, templates, and the versions that it runs with.
 */
function ownDigest(): string {
  const hash = createHash('sha256')
    .update(process.version)
    .update(readFileSync(packagePath('package.json')));
  const code = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
  for (const folder of [code, packagePath('templates')]) {
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (/\.(js|ts|hbs)$/.test(path) && !path.endsWith('.d.ts'))
        hash.update(path).update(readFileSync(join(folder, path)));
    }
  }
  return hash.digest('hex');
}
