import type { Site } from '../../deck/library/circuit.js';
import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { FoundPdk } from '../../shelf/shelf.js';
import { installedPdks } from '../../shelf/shelves.js';
import { UserError } from '../../units/user-error.js';
import { withPdkPaths } from '../pdks/variables.js';
import { isBelow } from './project.js';

/** The file that names another. */
interface Naming {
  readonly path: string;
  readonly library?: true;
}

/** Where `.include` and `.lib` look, and what they may read. */
export class IncludePaths {
  private readonly roots: readonly string[];
  private readonly pdks: readonly FoundPdk[] = installedPdks().found();
  /** The folder that PDK_ROOT names, for models that are not laid out as open_pdks does it. */
  private readonly named = namedRoot(installedPdks().environment.PDK_ROOT);
  private readonly realFolders = new Map<string, string>();

  /** @param own folder of the deck; @param folders others that the user names; links followed */
  constructor(
    private readonly own: string,
    private readonly folders: readonly string[],
  ) {
    this.roots = [own, ...folders, ...this.named, ...this.pdks.map(({ folder }) => folder)];
  }

  /** The PDK that a file lies in. */
  pdkOf(path: string): FoundPdk | undefined {
    return this.pdks.find(({ folder }) => isBelow(folder, path));
  }

  /** Whether a file lies in the folder that PDK_ROOT names, and not with the deck. */
  isBelowRoot(path: string): boolean {
    return !isBelow(this.own, path) && this.named.some((root) => isBelow(root, path));
  }

  /** @returns undefined for a file that a library names and that is not installed: it matters when it is used */
  find(named: string, source: Naming, place: Site): string | undefined {
    const name = this.expanded(named, place);
    const own = [dirname(source.path), ...this.folders].map((root) => join(root, name));
    const installed = this.pdks.flatMap(({ models }) => (models === undefined ? [] : [join(models, name)]));
    const found = (isAbsolute(name) ? [name] : [...own, ...installed]).find((candidate) => existsSync(candidate));
    if (found === undefined && source.library) return undefined;
    if (found === undefined)
      refuse(
        place,
        `"${named}" is not found beside ${place.file}` +
          (this.folders.length > 0
            ? ' nor in --include-dir'
            : '; if it lies elsewhere, name its folder with --include-dir') +
          (this.pdks.length > 0 ? ` (nor among the models of ${this.pdks.map((pdk) => pdk.name).join(', ')})` : ''),
      );
    const path = this.realPath(resolve(found));
    if (!this.roots.some((root) => isBelow(root, path)))
      refuse(
        place,
        `"${named}" lies outside the deck's folder; if that is meant, name its folder with --include-dir, or that of ` +
          `the PDK with PDK_ROOT`,
      );
    return path;
  }

  /** Libraries name hundreds of files in a few folders. */
  private realPath(path: string): string {
    const folder = dirname(path);
    const real = this.realFolders.get(folder) ?? realpathSync(folder);
    this.realFolders.set(folder, real);
    const file = join(real, basename(path));
    return lstatSync(file).isSymbolicLink() ? realpathSync(file) : file;
  }

  /** A path with the variables of PDKs put in, and the home folder where that leads to a PDK. */
  private expanded(name: string, place: Site): string {
    const { environment } = installedPdks();
    const path = name.includes('$') ? withPdkPaths(name, environment, this.pdks) : name;
    const home = path?.startsWith('~/') === true ? join(environment.HOME ?? homedir(), path.slice(2)) : path;
    if (home !== undefined && !home.startsWith('~') && (home === path || this.isInPdk(home))) return home;
    return refuse(
      place,
      `"${name}": home folders and variables are not expanded, except $PDK_ROOT and $PDK of a PDK that is installed ` +
        `("rulespice doctor" lists them); write the path, and name its folder with --include-dir`,
    );
  }

  private isInPdk(path: string): boolean {
    return existsSync(path) && this.pdks.some(({ folder }) => isBelow(folder, realpathSync(path)));
  }
}

/** That of a whole disk is none. */
function namedRoot(folder: string | undefined): string[] {
  if (folder === undefined || folder === '' || !existsSync(folder)) return [];
  const real = realpathSync(folder);
  return dirname(real) === real ? [] : [real];
}

/** @throws UserError always */
export function refuse(place: Site, message: string): never {
  throw new UserError([{ ...place, message }]);
}
