import { runFuzz } from '../support/fuzz-decks.js';

test('20000 seeded decks: honest ones are printed as they were meant, whatever their comments hold', async () => {
  const { accepted, refused, problems } = await runFuzz('none', 20_000);
  expect(problems).toBe(0);
  expect(accepted).toBeGreaterThan(10_000);
  expect(refused).toBeGreaterThan(3000);
}, 120_000);
