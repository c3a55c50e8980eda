/**
 * Where the sources are, in both package.json at once: `node scripts/repository.js https://host/owner/name` fills
 * homepage, bugs and repository; `--check` refuses the placeholder, so that nothing is published with it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What stands there until somebody knows; no such host can exist (RFC 2606). */
const PLACEHOLDER = 'repository.invalid';

const PACKAGES = [
  { file: 'package.json', directory: undefined },
  { file: 'ngspice-wasm/package.json', directory: 'ngspice-wasm' },
];

const path = (file) => fileURLToPath(new URL(`../${file}`, import.meta.url));

/** The fields of a package whose sources are at this address. */
export function fieldsOf(address, directory) {
  return {
    homepage: `${address}#readme`,
    bugs: { url: `${address}/issues` },
    repository: { type: 'git', url: `git+${address}.git`, ...(directory === undefined ? {} : { directory }) },
  };
}

function fill(address) {
  for (const { file, directory } of PACKAGES) {
    const manifest = JSON.parse(readFileSync(path(file), 'utf8'));
    writeFileSync(path(file), `${JSON.stringify({ ...manifest, ...fieldsOf(address, directory) }, null, 2)}\n`);
    console.log(`wrote ${file}`);
  }
}

function check() {
  const unset = PACKAGES.filter(({ file }) => readFileSync(path(file), 'utf8').includes(PLACEHOLDER));
  if (unset.length === 0) return;
  console.error(
    `${unset.map(({ file }) => file).join(' and ')}: the address of the repository is a placeholder; run ` +
      '"node scripts/repository.js https://host/owner/name" first (RELEASING.md)',
  );
  process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [word = ''] = process.argv.slice(2);
  if (word === '--check') check();
  else if (/^https:\/\/[^\s/]+\/\S+[^\s/]$/.test(word)) fill(word.replace(/\.git$/, ''));
  else {
    console.error('expected "--check" or the address of the repository, such as https://host/owner/rulespice');
    process.exitCode = 2;
  }
}
