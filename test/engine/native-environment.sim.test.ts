import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNative } from '../../src/node/engine/native.js';
import { describeWithNative } from '../support/native.js';

/*
 * The installed ngspice starts as a process in an empty folder of its own: no start-up file of the user, no folder that
 * the environment names and no working folder of ours reaches it.
 */

const before = { environment: { ...process.env }, folder: process.cwd() };
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rulespice-native-'))));
afterEach(() => {
  process.chdir(before.folder);
  for (const name of Object.keys(process.env)) if (!(name in before.environment)) delete process.env[name];
  Object.assign(process.env, before.environment);
  rmSync(folder, { recursive: true, force: true });
});

async function result(): Promise<unknown> {
  const simulator = createNative({ jobs: 1 });
  const session = await simulator.open({
    title: 't',
    text: 'v1 a 0 1\nr1 a b 1k tc1=1e-2\nr2 b 0 1k\nd1 b 0 dm\n.model dm d\n',
  });
  const found = await session.run({ kind: 'op' }, { save: ['v(b)'] });
  await simulator.dispose();
  return [...found.columns];
}

describeWithNative('what surrounds the native engine', () => {
  test('does not reach it', async () => {
    const expected = await result();
    const poison = 'set temp=100\noption temp=100\nalias run quit\nset ngbehavior=psa\nset filetype=ascii\n';
    for (const name of ['.spiceinit', 'spice.rc', 'spinit', '.ngspicerc']) writeFileSync(join(folder, name), poison);
    mkdirSync(join(folder, 'scripts'));
    writeFileSync(join(folder, 'scripts', 'spinit'), poison);
    for (const name of [
      'HOME',
      'USERPROFILE',
      'SPICE_USERINIT_DIR',
      'SPICE_LIB_DIR',
      'SPICE_SCRIPTS',
      'SPICE_EXEC_DIR',
      'NGSPICE_INPUT_DIR',
      'SPICE_HELP_DIR',
      'XDG_CONFIG_HOME',
    ])
      process.env[name] = folder;
    Object.assign(process.env, {
      SPICE_ASCIIRAWFILE: '1',
      SPICE_NO_DATASEG_CHECK: '1',
      LC_ALL: 'de_DE.UTF-8',
      LANG: 'de_DE',
    });
    process.chdir(folder);
    const there = readdirSync(folder);
    expect(await result()).toEqual(expected);
    expect(readdirSync(folder)).toEqual(there);
  });

  test('its folder is gone afterwards, also after a failure', async () => {
    process.env.TMPDIR = folder;
    await result();
    const simulator = createNative({ jobs: 1 });
    const session = await simulator.open({ title: 't', text: 'v1 a 0 1\nv2 a 0 2\nr1 a 0 1\n' });
    await expect(session.run({ kind: 'op' }, { save: ['v(a)'] })).rejects.toThrow();
    await expect(
      session.run({ kind: 'tran', step: 1e-6, stop: 1e3, maxStep: 1e-7 }, { save: ['v(a)'], timeoutSeconds: 0.2 }),
    ).rejects.toThrow();
    await simulator.dispose();
    expect(readdirSync(folder)).toEqual([]);
  });
});
