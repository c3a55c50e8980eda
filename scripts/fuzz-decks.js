// Does an engine read what we printed? Seeded decks go through our reader; what an engine lists as its circuit is
// compared with what was printed for it, and nothing may run or write a file.
//   node scripts/fuzz-decks.js [--engine native|embedded|ngspice-wasm|none] [--count 20000] [--seed 1]
//     [--batch 200] [--progress] [--json]
// `none` checks our reader alone: an honest deck is printed as it was meant. The exit code is 1 when anything differs.
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import '../dist/node/furnish.js';
import { printStatements } from '../dist/deck/print.js';
import { joinDeck, readCircuit } from '../dist/engine/deck.js';
import { SimulationError } from '../dist/engine/errors.js';
import { difference } from './fuzz-decks/canonical.js';
import { lister } from './fuzz-decks/engines.js';
import { generateDeck, picker } from './fuzz-decks/generate.js';

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'native' },
    count: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    batch: { type: 'string', default: '200' },
    progress: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const say = console.log.bind(console);
const count = Number(values.count);
const word = `rulespice-pwned-${process.pid}`;
const pick = picker(Number(values.seed));
const found = { engine: values.engine, decks: 0, accepted: 0, refused: 0, listed: 0, noCircuit: 0, problems: [] };
const problem = (what, deck, detail) => {
  found.problems.push({ what, deck, detail });
  if (!values.json && found.problems.length <= 5)
    say(`PROBLEM ${what}\n${JSON.stringify(deck)}\n${JSON.stringify(detail)}`);
};
const engine = values.engine === 'none' ? undefined : await lister(values.engine);
const started = performance.now();
let batch = [];

for (; found.decks < count; found.decks += 1) {
  const given = generateDeck(pick, `../${word}`);
  const nonce = `fuzz-${found.decks}`;
  try {
    const circuit = readCircuit(given);
    found.accepted += 1;
    const printed = printStatements(circuit.statements);
    if (!given.hostile && printed !== `${given.intended.join('\n')}\n`) problem('the reader', given, printed);
    batch.push({
      given,
      nonce,
      printed: printed.split('\n').filter((line) => line !== ''),
      deck: joinDeck(nonce, circuit, []),
    });
  } catch (error) {
    if (!(error instanceof SimulationError)) throw error;
    found.refused += 1;
    if (!given.hostile) problem(`refused: ${error.message}`, given);
  }
  if (batch.length >= Number(values.batch)) await flush();
}
await flush();
await engine?.close();
const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
const summary = { ...found, problems: found.problems.length, seconds };
say(values.json ? JSON.stringify({ ...summary, first: found.problems[0] }) : JSON.stringify(summary));
process.exitCode = found.problems.length > 0 ? 1 : 0;
process.exit();

async function flush() {
  if (!engine) batch = [];
  if (batch.length === 0) return;
  const results = await engine.list(batch);
  results.forEach(({ lines, said }, index) => {
    const { given, printed } = batch[index];
    // Messages and listings may hold the word as a part of a line of ours; what a command prints starts with it.
    if (said.some((line) => line.trim().startsWith(`../${word}`))) problem('something spoke', given, said);
    if (lines === undefined) {
      found.noCircuit += 1;
      if (!given.hostile) problem('no circuit', given, said);
      return;
    }
    found.listed += 1;
    const differs = difference(printed, lines);
    if (differs) problem('the listing differs', given, differs);
  });
  const appeared = [...engine.files(), ...readdirSync(tmpdir()).filter((name) => name.includes(word))];
  if (appeared.length > 0 || existsSync(`../${word}`))
    problem(
      'files appeared',
      batch.map(({ given }) => given),
      appeared,
    );
  batch = [];
  if (values.progress) process.stderr.write(`${found.decks} decks, ${found.problems.length} problems\n`);
}
