import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CaseProject, describeWithSharedCases, presentEngines, type Outcome } from '../support/shared-cases.js';

/* What must fail fails, whatever ran before it and whatever lies in the cache; one spec does not lose the others. */

const RULE = 'rulespice: 1\nname: good\nrule: { kind: trace, tau: 20 ms }\n';
const CHECK = 'verify: [{ quantity: tau, against: rule, max: 5 % }]\n';
/** A state with the name of something that every object of JavaScript has. */
const VALUE_OF =
  'rulespice: 1\nname: named\nrule: { states: { valueOf: { decay: 20 ms } }, on: { pre: { valueOf: +1 } } }\n' +
  'stimulus: { spikes: { pre: [10 ms], duration: 50 ms } }\n' +
  'verify: [{ quantity: valueOf, against: rule, max: 5 % }]\n';

const HONEST_FAILS =
  /tau vs rule, impulse, tt, 27 C, 1\.8 V, I -30 %: 41\.\d % measured, 5 % allowed.*\(poison\/honest\.yaml:8\)/;

describeWithSharedCases('security', 'verdicts', () => {
  const engines = presentEngines();
  let project: CaseProject;
  let dilute: Promise<Outcome>;
  const sequences = new Map<string, Promise<readonly Outcome[]>>();

  /** On one engine, in this order; the last is answered by the cache. */
  async function sequence(engine: string): Promise<readonly Outcome[]> {
    const env = { RULESPICE_CACHE: join(project.root, 'cache', engine) };
    const verify = (...files: string[]) => project.run(['verify', ...files, '--engine', engine], { env });
    return [
      await verify('poison/a-evil/evil.yaml', 'poison/honest.yaml'),
      await verify('poison/honest.yaml'),
      await verify('poison/honest.yaml'),
    ];
  }

  beforeAll(() => {
    project = new CaseProject('security', ['poison', 'dilute.yaml']);
    writeFileSync(project.path('good.yaml'), RULE + CHECK);
    writeFileSync(project.path('named.yaml'), VALUE_OF);
    for (const engine of engines) sequences.set(engine, sequence(engine));
    dilute = project.run(['verify', 'dilute.yaml']);
  });
  afterAll(async () => {
    await Promise.allSettled([...sequences.values(), dilute]);
    project.dispose();
  });

  test.each(engines)(
    'an honest spec fails on %s, whatever stood beside it, and so does what is kept',
    async (engine) => {
      const [together, alone, kept] = (await sequences.get(engine)) ?? [];
      expect(together).toMatchObject({ code: 2, out: '' });
      expect(together?.err).toMatch(
        /^poison\/a-evil\/process\.yaml:4:8: title: found "p\\n&# alias .*; remove the \\n\n$/,
      );
      for (const outcome of [alone, kept]) {
        expect(outcome).toMatchObject({ code: 1 });
        expect(outcome?.out).toMatch(HONEST_FAILS);
        if (outcome) project.expectHarmless(outcome);
      }
    },
  );

  test('idle seconds do not dilute an error', async () => {
    const outcome = await dilute;
    expect(outcome).toMatchObject({ code: 1 });
    for (const [bias, error] of [
      ['-35', '23\\.\\d % measured over 9\\d\\.\\d ms of 10 s, 2 % allowed \\(dilute\\.yaml:10\\)'],
      ['-35', '52\\.\\d % measured, 5 % allowed.*\\(dilute\\.yaml:11\\)'],
      ['\\+50', '32\\.\\d % measured, 5 % allowed.*\\(dilute\\.yaml:11\\)'],
    ] as const)
      expect(outcome.out).toMatch(new RegExp(`tt, 27 C, 1\\.8 V, I ${bias} %: ${error}`));
    expect(outcome.out).toMatch(/1 spec: 1 fail; checks: 4 fail/);
    project.expectHarmless(outcome);
  });

  test('a state may have any name, and a cache of "{}" is no cache', async () => {
    const verify = () => project.run(['verify', 'named.yaml', 'good.yaml']);
    const first = await verify();
    const records = readdirSync(project.cache, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && entry.name.endsWith('.json'),
    );
    expect(records.length).toBeGreaterThan(0);
    for (const { parentPath, name } of records) writeFileSync(join(parentPath, name), '{}');
    // The reports would answer before a characterisation is asked for.
    const second = await project.run(['verify', 'named.yaml', 'good.yaml', '--check', '1']);
    for (const outcome of [first, second]) {
      expect(outcome).toMatchObject({ code: 0, err: '' });
      expect(outcome.out).toMatch(/PASS +named .*\n.*PASS +good .*\n\n.*2 specs: 2 pass/);
      project.expectHarmless(outcome);
    }
  });

  test('standard input is a spec', async () => {
    const outcome = await project.run(['verify', '-'], { input: RULE + CHECK.replace('5 %', '0.0001 %') });
    expect(outcome).toMatchObject({ code: 1 });
    expect(outcome.out).toMatch(/1 spec: 1 fail/);
  });
});
