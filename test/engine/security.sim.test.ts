import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEachEngine, failureOf } from '../support/engines.js';

const WITNESS = join(tmpdir(), `rulespice-witness-${process.pid}`);

const ATTACKS: readonly (readonly [string, string])[] = [
  ['a control block', `t\nr1 1 0 1\nv1 1 0 1\n.op\n.control\nshell touch ${WITNESS}\n.endc\n.end\n`],
  ['a command in a comment', `t\nr1 1 0 1\nv1 1 0 1\n*# shell touch ${WITNESS}\n.op\n.end\n`],
  ['a script mark in the title', `*ng_script\nshell touch ${WITNESS}\nquit\n`],
  ['source', 't\nsource /etc/passwd\n.op\n'],
  ['backquotes', `t\nr1 1 0 \`touch ${WITNESS}\`\nv1 1 0 1\n.op\n`],
  ['an included file', 't\n.include /etc/passwd\nv1 1 0 1\n.op\n'],
  ['an exclamation mark', `t\n!touch ${WITNESS}\nr1 1 0 1\nv1 1 0 1\n.op\n`],
  ['system', `t\nsystem touch ${WITNESS}\n.op\n`],
  ['a file written outside', `t\nr1 1 0 1\nv1 1 0 1\n.op\n.control\nrun\nwrite ${WITNESS} all\n.endc\n`],
  ['an endless control loop', 't\nr1 1 0 1\nv1 1 0 1\n.control\nwhile 1\nend\n.endc\n.op\n'],
  ['a library', 't\n.lib /etc/passwd tt\n.op\n'],
  ['random bytes', randomText()],
  ['100 MB', `t\n${'r1 1 0 1000\n'.repeat(8_400_000)}.op\n`],
  ['control characters', 't\n\u0001\u0002\u0003\n.op\n'],
];

/** The same text in every run. */
function randomText(): string {
  let state = 7;
  const bytes = Uint8Array.from({ length: 4000 }, () => (state = (state * 1103515245 + 12345) % 2147483648) >> 16);
  return new TextDecoder().decode(bytes);
}

describeEachEngine(
  'attacks',
  (simulator) => {
    test.each(ATTACKS)('%s', async (_name, deck) => {
      expect((await failureOf(simulator().runDeck(deck))).kind).toBe('refused-deck');
      expect(existsSync(WITNESS)).toBe(false);
    });

    test('a circuit is checked like a deck', async () => {
      expect((await failureOf(simulator().open({ title: 't', text: '.control\n.endc' }))).kind).toBe('refused-deck');
      expect((await failureOf(simulator().open({ title: 't', text: 'v1 1 0 1\n.tran 1 2' }))).kind).toBe(
        'refused-deck',
      );
    });

    test('names in a save list or an analysis cannot smuggle lines in', async () => {
      const session = await simulator().open({ title: `t\n*# shell touch ${WITNESS}`, text: 'v1 1 0 1\nr1 1 0 1\n' });
      const lines = `\n*# shell touch ${WITNESS}\n`;
      expect((await failureOf(session.run({ kind: 'op' }, { save: [`v(1)${lines}`] }))).kind).toBe('refused-deck');
      expect((await failureOf(session.run({ kind: 'op' }, { save: [] }))).kind).toBe('refused-deck');
      expect(
        (
          await failureOf(
            session.run(
              { kind: 'dc', sweeps: [{ source: `v1${lines}`, from: 0, to: 1, step: 1 }] },
              { save: ['v(1)'] },
            ),
          )
        ).kind,
      ).toBe('refused-deck');
      expect((await failureOf(session.alter([{ instance: 'r1', parameter: `r${lines}`, value: 1 }]))).kind).toBe(
        'refused-deck',
      );
      expect((await session.run({ kind: 'op' }, { save: ['v(1)'] })).columns.size).toBe(1);
      expect(existsSync(WITNESS)).toBe(false);
    });
  },
  1,
);
