import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import type { Environment, FoundPdk } from '../../shelf/shelf.js';
import { readSettings } from './settings.js';

/** Where open_pdks and its managers put PDKs when nobody says otherwise. */
const SYSTEM_FOLDERS = ['/usr/local/share/pdk', '/usr/share/pdk'];
/** Managers keep versions in a folder of their name, and the one in use in a file. */
const MANAGERS = ['ciel', 'volare'];
const MOST_ENTRIES = 200;
const LARGEST_NOTE = 200;
const MODELS = join('libs.tech', 'ngspice');

interface Root {
  readonly folder: string;
  /** How a user names it. */
  readonly from: string;
}

/**
 * PDKs on this machine, the first of a name: in the folder that PDK_ROOT names, else where ciel and volare keep them
 * and where open_pdks installs them.
 */
export function findPdks(environment: Environment, home: string = environment.HOME ?? homedir()): FoundPdk[] {
  const found = new Map<string, FoundPdk>();
  for (const root of roots(environment, home))
    for (const [name, folder] of pdksIn(root.folder)) {
      const pdk = examine(name, folder, root);
      if (pdk && !found.has(name)) found.set(name, pdk);
    }
  const wanted = environment.PDK;
  return [...found.values()].sort((a, b) => Number(b.name === wanted) - Number(a.name === wanted));
}

function roots(environment: Environment, home: string): Root[] {
  const named = environment.PDK_ROOT;
  if (named !== undefined && named !== '') return [{ folder: named, from: 'PDK_ROOT' }];
  return [
    ...MANAGERS.map((manager) => ({ folder: join(home, `.${manager}`), from: `~/.${manager}` })),
    ...SYSTEM_FOLDERS.map((folder) => ({ folder, from: folder })),
  ];
}

/** Names and folders of what looks like a PDK. */
function pdksIn(root: string): (readonly [string, string])[] {
  if (isFolder(join(root, 'libs.tech'))) return [[basename(realpathSync(root)), root]];
  const direct = entriesOf(root).map((name) => [name, join(root, name)] as const);
  const versions = MANAGERS.flatMap((manager) =>
    entriesOf(join(root, manager)).flatMap((family) => {
      const version = note(join(root, manager, family, 'current'));
      if (version === undefined || !/^[\w.-]+$/.test(version)) return [];
      const folder = join(root, manager, family, 'versions', version);
      return entriesOf(folder).map((name) => [name, join(folder, name)] as const);
    }),
  );
  return [...direct, ...versions].filter(([, folder]) => isFolder(join(folder, 'libs.tech')));
}

function examine(name: string, folder: string, { folder: root, from }: Root): FoundPdk | undefined {
  const real = realpathSync(folder);
  const models = join(real, MODELS);
  const hasModels = isFolder(models);
  const settings = hasModels ? readSettings(models) : [];
  return {
    name,
    folder: real,
    root: realpathSync(root),
    from,
    ...(hasModels ? { models: realpathSync(models) } : {}),
    settings,
    verilogA: /^ihp-/.test(name) || isFolder(join(models, 'osdi')) || isFolder(join(real, 'libs.tech', 'verilog-a')),
  };
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort().slice(0, MOST_ENTRIES);
  } catch {
    return [];
  }
}

function note(path: string): string | undefined {
  try {
    return statSync(path).size > LARGEST_NOTE ? undefined : readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
