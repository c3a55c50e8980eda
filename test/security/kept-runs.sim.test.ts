import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { sealJson, unsealJson } from '../../src/node/store/sealed.js';
import { CaseProject, describeWithSharedCases, presentEngines } from '../support/shared-cases.js';

/*
 * A kept run may come from anybody: `replay` of one that was made honestly and then changed runs nothing of what was
 * put in, and its commands can be pasted.
 */

const SHELL = ';# shell touch ../rulespice-pwned-by-replay';
const EVIL_CORNER = 'measured; touch ../rulespice-PWNED-by-replay #';

describeWithSharedCases('security', 'replay of kept runs', () => {
  const engines = presentEngines();
  let project: CaseProject;
  let run: string;
  beforeAll(async () => {
    project = new CaseProject('security', ['evil-process']);
    // One check is one simulation.
    const made = await project.run(['verify', 'learning-rule.yaml', '--check', '1', '--runs', '../../runs'], {
      cwd: 'evil-process/wafer',
    });
    expect(made).toMatchObject({ code: 0 });
    run = 'runs/my-trace/impulse/measured_27C_1.2V';
    cpSync(project.path('runs'), project.path('honest'), { recursive: true });
  });
  beforeEach(() => {
    rmSync(project.path('runs'), { recursive: true });
    cpSync(project.path('honest'), project.path('runs'), { recursive: true });
  });
  afterAll(() => project.dispose());

  const replay = (...options: string[]) => project.run(['replay', run, ...options]);
  const rewrite = (name: string, change: (text: string) => string): void => {
    const before = readFileSync(project.path(run, name), 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(project.path(run, name), after);
  };
  const conditions = (change: object): void =>
    rewrite('conditions.json', (text) => {
      const whole = unsealJson(JSON.parse(text));
      expect(whole).toBeDefined();
      return JSON.stringify(sealJson({ ...whole, ...change }));
    });

  test.each(engines)('a command in the deck is refused on %s', async (engine) => {
    rewrite('deck.cir', (text) => text.replace('\n', `\n${SHELL}\n`));
    const outcome = await replay('--engine', engine);
    expect(outcome).toMatchObject({ code: 2, out: '' });
    expect(outcome.err).toMatch(/^runs\/\S+\/deck\.cir:2: a ";#" line is run as a command; .*\n$/);
    project.expectHarmless(outcome);
  });

  test.each([
    ['a corner that is a command', { corner: EVIL_CORNER }, /\(corner: found "measured; touch /],
    ['a corner that is a path', { corner: '../../../../outside/pwned' }, /\(corner: found "\.\.\//],
    ['an experiment of two lines', { experiment: `x\n${SHELL}` }, /\(experiment: found "x\\n;# shell/],
    [
      'an engine that is a command',
      { engine: { name: 'x', version: '1', option: '/bin/sh' } },
      /\(engine\.option: found/,
    ],
    ['a vector of two lines', { vectors: [`v(a)\n${SHELL}`] }, /\(vectors\[0\]: found "v\(a\)\\n;# shell/],
  ])('%s is refused', async (_, change, says) => {
    conditions(change);
    const outcome = await replay();
    expect(outcome).toMatchObject({ code: 2, out: '' });
    expect(outcome.err).toMatch(
      /^runs\/\S+\/conditions\.json: is not what this version of rulespice wrote beside a run /,
    );
    expect(outcome.err).toMatch(says);
    project.expectHarmless(outcome);
  });

  test('a process that came after the run is none of its business', async () => {
    cpSync(project.path('evil-process', 'rce', 'process.yaml'), project.path('evil-process', 'wafer', 'process.yaml'));
    const outcome = await replay();
    expect(outcome).toMatchObject({ code: 0, err: '' });
    expect(outcome.out).toMatch(/the numbers are the same, to the last digit\n$/);
    project.expectHarmless(outcome);
  });

  test('a record that was cut short is not the same', async () => {
    rewrite('waveforms.csv', (text) => `${text.split('\r\n').slice(0, 21).join('\r\n')}\r\n`);
    const outcome = await replay();
    expect(outcome).toMatchObject({ code: 1, err: '' });
    expect(outcome.out).toMatch(/it has 20 rows instead of \d+\n/);
    expect(outcome.out).toMatch(/the numbers are NOT the same/);
    project.expectHarmless(outcome);
  });

  test('a header of two lines is not what was recorded', async () => {
    rewrite('waveforms.csv', (text) => text.replace(/^(\w+),/, `"$1\n${SHELL}",`));
    const outcome = await replay();
    expect(outcome).toMatchObject({ code: 1, err: '' });
    expect(outcome.out).toMatch(/waveforms\.csv is not what was recorded[^]*NOT the same/);
    project.expectHarmless(outcome);
  });
});
