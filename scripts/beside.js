/**
 * Runs npm scripts side by side, `node scripts/beside.js lint:code format:check`: what each prints comes out in one
 * piece when it has ended. Fails when one of them does, after all have ended.
 */
import { spawn } from 'node:child_process';

const run = (script) =>
  new Promise((done) => {
    const child = spawn('npm', ['run', script], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    child.stdout.on('data', (part) => said.push(part));
    child.stderr.on('data', (part) => said.push(part));
    child.on('error', (error) => done({ script, code: 1, said: `${error.message}\n` }));
    child.on('close', (code, signal) => done({ script, code: code ?? signal, said: Buffer.concat(said).toString() }));
  });

const ended = await Promise.all(
  process.argv.slice(2).map(async (script) => {
    const outcome = await run(script);
    process.stdout.write(outcome.said);
    return outcome;
  }),
);
for (const { script, code } of ended) {
  if (code === 0) continue;
  console.error(`npm run ${script} failed (${code})`);
  process.exitCode = 1;
}
