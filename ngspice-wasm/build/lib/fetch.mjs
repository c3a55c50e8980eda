/**
 * Gets the pinned source archives: from a tarball the user names, or from Debian through the machine's own apt
 * configuration, turned into `deb-src` lines in a temporary folder. Nothing of the machine's own apt state changes.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { assertChecksum, matchesChecksum } from './checksum.mjs';

/**
 * @param {readonly {name: string, version: string, environment: string, archives: readonly {file: string, sha256: string}[]}[]} sources
 * @param {string} downloads folder that keeps verified archives between builds
 * @returns {Map<string, string>} path of the upstream archive by source name
 */
export function fetchSources(sources, downloads) {
  mkdirSync(downloads, { recursive: true });
  const found = new Map();
  const wanted = [];
  for (const source of sources) {
    const [archive] = source.archives;
    const target = join(downloads, archive.file);
    const given = process.env[source.environment];
    if (given) {
      assertChecksum(given, archive.sha256, source.environment);
      copyFileSync(given, target);
    }
    if (!source.archives.every(({ file, sha256 }) => matchesChecksum(join(downloads, file), sha256)) && !given) wanted.push(source);
    found.set(source.name, target);
  }
  if (wanted.length > 0) aptSource(wanted, downloads);
  for (const source of wanted) for (const { file, sha256 } of source.archives) assertChecksum(join(downloads, file), sha256, source.name);
  return found;
}

function aptSource(sources, downloads) {
  const state = join(downloads, 'apt');
  for (const folder of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(state, folder), { recursive: true });
  writeFileSync(join(state, 'source.list'), sourceLines(installedEntries()));
  const options = [
    `Dir::Etc::SourceList=${join(state, 'source.list')}`, 'Dir::Etc::SourceParts=-',
    `Dir::State::Lists=${join(state, 'lists')}`, `Dir::Cache=${join(state, 'cache')}`, 'APT::Sandbox::User=root',
  ].flatMap((option) => ['-o', option]);
  const names = sources.map(({ name, version }) => `${name}=${version}`);
  try {
    run('apt-get', [...options, 'update'], { cwd: downloads });
    run('apt-get', [...options, 'source', '--download-only', ...names], { cwd: downloads });
  } catch (error) {
    const hints = sources.map(({ environment, archives }) => `  ${environment}=/path/to/${archives[0].file}   (sha256 ${archives[0].sha256})`).join('\n');
    throw new Error(`apt did not deliver ${names.join(' and ')}: ${error.message}\nGive the archives yourself:\n${hints}`);
  }
}

/** The `deb` entries of /etc/apt in both of apt's formats, as { options, uri, suite, components }. */
export function installedEntries(root = '/etc/apt') {
  const files = [join(root, 'sources.list'), ...listed(join(root, 'sources.list.d'))].filter((file) => existsSync(file));
  return files.flatMap((file) => (file.endsWith('.sources') ? stanzas(readFileSync(file, 'utf8')) : lines(readFileSync(file, 'utf8'))));
}

/** `deb-src` lines of those entries that look like Debian's own archive: a component called main. */
export function sourceLines(entries) {
  const lines = entries
    .filter(({ components }) => components.includes('main'))
    .map(({ options, uri, suite, components }) => `deb-src ${options ? `[${options}] ` : ''}${uri} ${suite} ${components.join(' ')}`);
  if (lines.length === 0) throw new Error('found no Debian archive in /etc/apt');
  return `${[...new Set(lines)].join('\n')}\n`;
}

function listed(folder) {
  return existsSync(folder) ? readdirSync(folder).sort().filter((file) => /\.(list|sources)$/.test(file)).map((file) => join(folder, file)) : [];
}

function lines(text) {
  return text.split('\n').flatMap((line) => {
    const match = /^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+(.+)$/.exec(line.trim());
    return match ? [{ options: match[1]?.trim(), uri: match[2], suite: match[3], components: match[4].trim().split(/\s+/) }] : [];
  });
}

function stanzas(text) {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const field = (name) => new RegExp(`^${name}:[ \\t]*(.+)$`, 'im').exec(stanza)?.[1].trim().split(/\s+/) ?? [];
    if (!field('Types').includes('deb') || field('Enabled')[0] === 'no') return [];
    const [key] = field('Signed-By');
    const components = field('Components');
    return field('URIs').flatMap((uri) => field('Suites').map((suite) => ({ options: key ? `signed-by=${key}` : undefined, uri, suite, components })));
  });
}
