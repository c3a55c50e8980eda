/*
 * Writes src/deck/models/names-*.ts: the parameters that the models of the installed ngspice know, as its command
 * `devhelp` lists them. Run with the version that ngspice-wasm is built from:
 *
 *     node scripts/model-parameters.js
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

const FILES = {
  mos: ['mos1', 'mos2', 'mos3', 'mos6', 'mos9', 'bsim1', 'bsim2', 'vdmos'],
  bsim3: ['bsim3', 'bsim3v32', 'bsim3v1', 'bsim3v0'],
  bsim4: ['bsim4', 'bsim4v7', 'bsim4v6', 'bsim4v5'],
  others: [
    ...['diode', 'bjt', 'vbic', 'hicum2', 'jfet', 'jfet2', 'mes', 'mesa', 'hfet1', 'hfet2'],
    ...['resistor', 'capacitor', 'inductor', 'switch', 'cswitch', 'urc', 'ltra', 'transline', 'cpllines'],
  ],
};

/** Names of model and instance parameters: a model takes both. */
function namesOf(listing) {
  return new Set([...listing.matchAll(/^\s*\d+, *([a-z_]\w*), *\w+,/gim)].map(([, name]) => name.toLowerCase()));
}

/** `vth0*` stands for vth0, lvth0, wvth0 and pvth0. */
function folded(names) {
  const binned = [...names].filter((name) => ['l', 'w', 'p'].every((letter) => names.has(letter + name)));
  const variants = new Set(binned.flatMap((name) => ['l', 'w', 'p'].map((letter) => letter + name)));
  return [...names]
    .filter((name) => !variants.has(name))
    .sort()
    .map((name) => (binned.includes(name) ? `${name}*` : name));
}

function listings(devices) {
  const folder = mkdtempSync(join(tmpdir(), 'rulespice-devhelp-'));
  try {
    const commands = devices.map((device) => `echo DEVICE ${device}\ndevhelp -csv ${device}`).join('\n');
    writeFileSync(join(folder, 'deck.cir'), `x\nv1 a 0 1\nr1 a 0 1\n.control\n${commands}\n.endc\n.end\n`);
    // It ends with 1, because the deck has no analysis.
    const { stdout: text } = spawnSync('ngspice', ['-b', 'deck.cir'], { cwd: folder, encoding: 'utf8' });
    return new Map(
      text
        .split(/^DEVICE /m)
        .slice(1)
        .map((part) => [part.split('\n')[0].trim(), namesOf(part)]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const [file, devices] of Object.entries(FILES)) {
  const found = listings(devices);
  const first = found.get(devices[0]);
  const entries = devices.map((device, index) => {
    const names = found.get(device);
    const own = folded(names);
    const twin = devices.slice(0, index).find((other) => folded(found.get(other)).join() === own.join());
    if (twin !== undefined) return `  ${device}: { like: '${twin}', names: '' },`;
    if (index === 0 || !file.startsWith('bsim')) return `  ${device}: { names: \`\n${lines(own)}\` },`;
    const base = folded(first);
    const [more, less] = [own.filter((name) => !base.includes(name)), base.filter((name) => !own.includes(name))];
    return `  ${device}: { like: '${devices[0]}', names: \`\n${lines(more)}\`, without: \`\n${lines(less)}\` },`;
  });
  const text = `import type { ModelNames } from './names.js';

/** Written by scripts/model-parameters.js from ngspice's own lists; \`x*\` stands for x, lx, wx and px. */
export const ${file.toUpperCase()}: Readonly<Record<string, ModelNames>> = {
${entries.join('\n')}
};
`;
  const path = `src/deck/models/names-${file}.ts`;
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), parser: 'typescript' }));
  console.log(path, devices.map((device) => `${device} ${found.get(device).size}`).join(', '));
}

function lines(words) {
  const rows = [''];
  for (const word of words) {
    if (rows.at(-1).length + word.length > 112) rows.push('');
    rows[rows.length - 1] += ` ${word}`;
  }
  return rows.map((row) => `   ${row}`).join('\n');
}
