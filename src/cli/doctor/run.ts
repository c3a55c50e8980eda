import { join } from 'node:path';
import { unwritable } from '../../node/files/write-file.js';
import type { Session } from '../io.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import type { DoctorResult } from '../schema/schemas.js';
import { textTable } from '../../report/text-table.js';
import { installedPdks } from '../../shelf/shelves.js';
import { describePdk } from '../../process/installed-pdk.js';
import { EXIT } from '../exit.js';

const OLDEST_NODE = 20;

/** Prints what this machine can run; exit code 1 when nothing can be simulated. */
export async function runDoctor(json: string | undefined, session: Session): Promise<number> {
  assertWritable('--json', json);
  const result = await examine(session.io.environment);
  if (json === undefined) session.io.out(doctorText(result));
  else await writeOutput(json, [jsonText(result)], session);
  announce(session.io, json);
  return result.usable ? EXIT.pass : EXIT.outOfLimits;
}

/** Looks at everything a run needs. */
export async function examine(environment: NodeJS.ProcessEnv): Promise<DoctorResult> {
  const [{ listEngines }, { loadProcess, processNames }, { cacheFolder }] = await Promise.all([
    import('../../node/engine/registry.js'),
    import('../../process/load.js'),
    import('../../node/store/cache.js'),
  ]);
  const { version } = await import('../../node/version.js');
  const engines = (await listEngines()).map((engine) => ({ ...engine }));
  const processes = processNames().map((name) => {
    try {
      const { title, corners } = loadProcess(name, environment);
      return { name, available: true, title, corners: [...corners] };
    } catch (error) {
      return { name, available: false, reason: error instanceof Error ? error.message : String(error) };
    }
  });
  const node = {
    version: process.versions.node,
    ok: Number(process.versions.node.split('.')[0]) >= OLDEST_NODE,
    required: `>=${OLDEST_NODE}`,
  };
  const folder = cacheFolder(environment);
  return {
    version: version(),
    usable: node.ok && engines.some(({ available }) => available) && processes.some(({ available }) => available),
    node,
    engines,
    pdkRoot: environment.PDK_ROOT ?? null,
    pdks: installedPdks()
      .found()
      .map((pdk) => ({ ...describePdk(pdk) })),
    processes,
    cache: { folder, writable: unwritable(join(folder, 'a-run')) === undefined },
  };
}

/** The same for people, with what to do. */
export function doctorText({ version, usable, node, engines, pdkRoot, pdks, processes, cache }: DoctorResult): string {
  const rows = [
    [mark(true), 'rulespice', version],
    [mark(node.ok), 'node', node.ok ? node.version : `${node.version}; install ${node.required}`],
    ...engines.map((engine) => [
      mark(engine.available),
      `engine ${engine.name}`,
      engine.available
        ? `${engine.version ?? ''}, ${engine.summary}${engine.preferred ? '; what auto takes' : ''}`
        : (engine.reason ?? ''),
    ]),
    [mark(pdkRoot !== null), 'PDK_ROOT', pdkRoot ?? 'not set; ~/.ciel and ~/.volare are looked into, too'],
    ...pdks.map(pdkRow),
    ...processes.map((process) => [
      mark(process.available),
      `process ${process.name}`,
      process.available
        ? `${process.title ?? ''}; corners ${process.corners?.join(', ') ?? ''}`
        : (process.reason ?? ''),
    ]),
    [
      mark(cache.writable),
      'cache',
      cache.writable
        ? cache.folder
        : `${cache.folder} cannot be written, so processes are characterised at every run; set ` +
          `RULESPICE_CACHE to a folder that can`,
    ],
  ];
  const verdict = usable ? 'ready' : 'nothing can be simulated: an engine and a process are needed';
  return `${textTable([], rows)}\n${verdict}\n`;
}

function pdkRow({ name, folder, from, usable, reason, settings }: DoctorResult['pdks'][number]): string[] {
  return [
    mark(usable),
    `PDK ${name}`,
    [
      `${from}: ${folder}`,
      ...(reason === undefined ? [] : [reason]),
      ...settings.map(
        (setting) => `${setting.name}${setting.value === '' ? '' : `=${setting.value}`} ${setting.effect}`,
      ),
    ].join('; '),
  ];
}

function mark(good: boolean): string {
  return good ? '+' : '-';
}
