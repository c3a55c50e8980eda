import { existsSync } from 'node:fs';
import { request } from 'node:http';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { noCache, parseSpec, verifySpec } from '../../src/browser.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import { serveStudio, type StudioServer } from '../../src/node/studio-server.js';

const CHROMIUM = '/usr/bin/chromium';
const found = existsSync(CHROMIUM);
if (!found) console.warn(`SKIPPED: the studio is not looked at, there is no ${CHROMIUM}`);

const SPEC = `rulespice: 1
name: trace
rule: { kind: trace, tau: 20 ms }
verify:
  - { quantity: tau, against: rule, max: 5 % }
`;

let server: StudioServer;
beforeAll(async () => {
  server = await serveStudio(SPEC);
});
afterAll(() => server.close());

const statusFor = (path: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(server.address);
    const asked = request({ host: '127.0.0.1', port, path, headers: { host } }, ({ statusCode }) =>
      resolve(statusCode),
    );
    asked.on('error', reject).end();
  });

test('only this machine by its number, and only below the path that nobody guesses', async () => {
  const { host, pathname, port } = new URL(server.address);
  expect(pathname).toMatch(/^\/[0-9a-f]{32}\/$/);
  expect(await statusFor(pathname, host)).toBe(200);
  expect(await statusFor(pathname, `rebound.example:${port}`)).toBe(403);
  expect(await statusFor('/', host)).toBe(404);
  expect(await statusFor(`${pathname}../package.json`, host)).toBe(404);
});

test('the policy has no unsafe-eval but that of WebAssembly', async () => {
  const policy = (await fetch(server.address)).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).not.toContain("'unsafe-eval'");
});

(found ? describe : describe.skip)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    });
  }, 60_000);
  afterAll(() => browser.close());

  const open = async (width = 1440, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: false });
    await page.goto(server.address);
    await page.waitForSelector('#rule figure');
    return page;
  };

  test('a circuit has the figures of the command line', async () => {
    const page = await open();
    await page.click('#run');
    await page.waitForSelector('#verdicts table, #run:not([disabled])', { timeout: 60_000 });
    await page.waitForSelector('#run:not([disabled])', { timeout: 60_000 });
    const shown = JSON.parse((await page.getAttribute('#verdicts', 'data-measured')) ?? '[]') as unknown;
    const simulator = createSimulator('ngspice-wasm', { jobs: 1 });
    try {
      const tools = { simulator, cache: noCache };
      const { verdicts } = await verifySpec(parseSpec(SPEC, 'spec.yaml'), tools, { file: 'spec.yaml', folder: '.' });
      expect(shown).toEqual(verdicts.map(({ measured }) => measured));
    } finally {
      await simulator.dispose();
    }
    await page.close();
  }, 120_000);

  test('a fault is said as the command line says it, and gone when it is mended', async () => {
    const page = await open();
    await page.click('.cm-content');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('nonsense: 1');
    await page.waitForSelector('#problems:not(:empty)');
    expect(await page.textContent('#problems')).toMatch(/^spec\.yaml:6:1: .*nonsense/);
    for (let left = 'nonsense: 1'.length; left > 0; left--) await page.keyboard.press('Backspace');
    await page.waitForSelector('#problems:empty', { state: 'attached' });
    await page.close();
  }, 60_000);

  test('a simulation is stopped', async () => {
    const page = await open();
    await page.click('#run');
    await page.click('#stop');
    await page.waitForSelector('#run:not([disabled])');
    expect(await page.textContent('#state')).toBe('stopped');
    await page.close();
  }, 60_000);

  test('axe-core finds nothing serious, nothing is wider than the screen', async () => {
    for (const width of [1440, 768, 390])
      for (const scheme of ['light', 'dark'] as const) {
        const page = await open(width, scheme);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        await page.evaluate(axe.source);
        const run = await page.evaluate<axe.AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
        const serious = run.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
        await page.close();
      }
  }, 120_000);
});
