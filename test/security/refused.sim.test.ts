import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CaseProject, describeWithSharedCases, presentEngines, type Outcome } from '../support/shared-cases.js';
import { patternOf } from '../support/patterns.js';

/*
 * Hand-made attacks through the command line, as they would come in a pull request: each is refused with exit code 2
 * and one message that names the place, at once, and nothing of it has run.
 */

const SPEC =
  'rulespice: 1\nname: good\nrule: { kind: trace, tau: 20 ms }\n' +
  'verify: [{ quantity: tau, against: rule, max: 5 % }]\n';

interface Case {
  readonly name: string;
  readonly cwd?: string;
  readonly argv: readonly string[];
  readonly says: RegExp;
}

const TITLE = /^process\.yaml:4:8: title: found "p\\n[;*]# shell .*", expected one line of text .*; remove the \\n\n$/;
const CORNER = /^process\.yaml:9:16: nominalCorner: found ".*", expected a name .*\nprocess\.yaml:11:3: corners: .*\n$/;
const COMMANDS = [
  ['verify', 'learning-rule.yaml', '--runs', 'runs', '--report', 'page.html'],
  ['compile', 'learning-rule.yaml', '--testbench'],
];

describeWithSharedCases('security', 'cases that are refused', () => {
  const engines = presentEngines();
  const cases: Case[] = [
    ...engines.flatMap((engine): Case[] => [
      {
        name: `a command in a deck, ${engine}`,
        argv: ['simulate', 'rce.cir', '--engine', engine],
        says: /^rce\.cir:5: a ";#" line is run as a command; remove the "#" after the ";"\n$/,
      },
      {
        name: `a command in a process's title, ${engine}`,
        cwd: 'evil-process/rce',
        argv: ['verify', 'learning-rule.yaml', '--engine', engine],
        says: TITLE,
      },
    ]),
    ...Object.entries({ rce: TITLE, title: TITLE, corner: CORNER, shellcorner: CORNER }).flatMap(([folder, says]) =>
      COMMANDS.map((argv): Case => ({ name: `${argv[0]} of ${folder}`, cwd: `evil-process/${folder}`, argv, says })),
    ),
    {
      name: 'cshunt',
      argv: ['verify', 'options/cshunt20f.yaml'],
      says: patternOf(
        /^options\/cshunt20f\.yaml:11:46: simulation\.options\.cshunt: /,
        /no spec may set it, because it adds an element/,
      ),
    },
    {
      name: 'gmin',
      argv: ['verify', 'options/gmin.yaml'],
      says: patternOf(
        /^options\/gmin\.yaml:11:44: simulation\.options\.gmin: /,
        /found 1e-13, expected a number above 0 and at most 1e-15/,
      ),
    },
    {
      name: 'five million conditions',
      argv: ['verify', 'grid.yaml'],
      says: /^grid\.yaml:6:1: variations: the lists multiply to 5000000 conditions, expected at most 1000; .*\n$/,
    },
    {
      name: 'a header of two million names',
      argv: ['verify', 'csv-header-spec.yaml'],
      says: /^e\.csv:1: found 2000001 columns, expected at most \d+; .*\n$/,
    },
    {
      name: 'a key with line breaks and escapes',
      argv: ['verify', 'names/keynl.yaml'],
      says: patternOf(
        /^names\/keynl\.yaml:5:\d+: circuit\.sizes\.x\\n::error file=a\.yaml,line=1::injected\\n\\x1b\S*: /,
        /found 5, /,
      ),
    },
    ...[
      ['a link out of the project', 'out', /^out\/bad\.yaml: leads out of the project/],
      ['a device', 'device', /^device\/bad\.yaml: is a device/],
      ['a pipe', 'pipe', /^pipe\/bad\.yaml: is a named pipe/],
      ['a broken link', 'broken', /^broken\/bad\.yaml: is a link to nowhere, which is not there/],
    ].map(([name, folder, says]): Case => ({
      name: `${String(name)} in a glob`,
      argv: ['verify', `${String(folder)}/*.yaml`],
      says: says as RegExp,
    })),
    { name: 'a pipe as a spec', argv: ['verify', 'pipe/bad.yaml'], says: /^pipe\/bad\.yaml: is a named pipe/ },
    { name: 'an empty standard input', argv: ['verify', '-'], says: /^<stdin>: is empty; / },
  ];

  let project: CaseProject;
  let outcomes: ReadonlyMap<string, Promise<Outcome>>;
  beforeAll(() => {
    const parts = ['rce.cir', 'evil-process', 'options', 'grid.yaml', 'csv-header-spec.yaml', 'names'];
    project = new CaseProject('security', parts);
    writeFileSync(project.path('e.csv'), `${'a,'.repeat(2e6)}\n`);
    // Beside the project, with a name that is looked for nowhere.
    writeFileSync(join(project.root, 'tmp', 'other.yaml'), SPEC);
    for (const folder of ['out', 'device', 'pipe', 'broken']) {
      mkdirSync(project.path(folder));
      writeFileSync(project.path(folder, 'good.yaml'), SPEC);
    }
    symlinkSync('../../tmp/other.yaml', project.path('out', 'bad.yaml'));
    symlinkSync('/dev/zero', project.path('device', 'bad.yaml'));
    execFileSync('mkfifo', [project.path('pipe', 'bad.yaml')]);
    symlinkSync('nowhere', project.path('broken', 'bad.yaml'));
    outcomes = new Map(
      cases.map(({ name, argv, cwd = '' }) => [
        name,
        project.run(argv, { cwd, env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: '' } }),
      ]),
    );
  });
  afterAll(async () => {
    await Promise.allSettled(outcomes.values());
    rmSync(project.path('pipe'), { recursive: true });
    project.dispose();
  });

  test.each(cases)('$name', async ({ name, says }) => {
    const outcome = await outcomes.get(name);
    if (!outcome) throw new Error(`${name} was not started`);
    expect({ ...outcome, err: '' }).toEqual({ code: 2, out: '', err: '' });
    expect(outcome.err).toMatch(says);
    project.expectHarmless(outcome);
  });
});
