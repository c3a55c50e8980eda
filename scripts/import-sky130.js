// Writes models/sky130/<corner>.lib: the cards of the sizes that process.yaml names, taken unchanged from the PDK's
// values (../shared/pdk/sky130, or the folder given as the first argument). Run again after adding a size.
import { readFileSync, writeFileSync, copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import '../dist/node/furnish.js';
import { modelCards } from '../dist/process/cards.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = process.argv[2] ?? join(root, '..', 'shared', 'pdk', 'sky130');
const folder = join(root, 'models', 'sky130');
const file = parse(readFileSync(join(folder, 'process.yaml'), 'utf8'));

const wanted = new Set();
for (const { polarity, sizes } of Object.values(file.roles)) {
  for (const size of sizes) {
    const [w, l] = size
      .split(' ')[0]
      .split('/')
      .map((number) => number.replace('.', 'p'));
    wanted.add(file.devices[polarity].replace('{w}', w).replace('{l}', l));
  }
}
for (const corner of Object.keys(file.corners)) {
  const cards = modelCards(readFileSync(join(source, `sky130_${corner}.lib`), 'utf8'));
  const texts = [...wanted].sort().map((name) => {
    const card = cards.get(name);
    if (!card) throw new Error(`sky130_${corner}.lib has no card ${name}`);
    return card.text;
  });
  const header =
    `* sky130 corner ${corner}: the bins in use by rulespice, written by scripts/import-sky130.js; do not ` +
    `edit\n* Copyright 2020 The SkyWater PDK Authors, Apache-2.0\n`;
  writeFileSync(join(folder, `${corner}.lib`), `${header}\n${texts.join('\n\n')}\n`);
}
copyFileSync(join(source, 'LICENSE'), join(folder, 'LICENSE'));
