import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { chromium, type Browser } from 'playwright-core';
import { renderHtml } from '../../src/report/html.js';
import type { Result } from '../../src/result/result.js';
import { DATE, realistic } from './fixtures.js';
import { crossbar, fit, identify, leaving, network } from './page-fixtures.js';

/*
 * Every kind of page in a browser: what axe-core finds, what is wider than the screen, what a keyboard reaches, and how
 * many sheets of paper it is.
 */

const CHROMIUM = '/usr/bin/chromium';
const found = existsSync(CHROMIUM);
if (!found) console.warn(`SKIPPED: pages are not looked at, there is no ${CHROMIUM}`);

const pages: Readonly<Record<string, readonly Result[]>> = {
  'leaves the rule': [leaving()],
  crossbar: [crossbar()],
  network: [network()],
  fit: [fit()],
  identify: [identify()],
  merged: [...realistic(), leaving(), crossbar(), network(), fit(), identify()],
};
const views = [1440, 390].flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme })));

(found ? describe : describe.skip)('in a browser', () => {
  let browser: Browser;
  const html = new Map<string, string>();
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    });
    for (const [name, reports] of Object.entries(pages)) html.set(name, await renderHtml(reports, { date: DATE }));
  }, 60_000);
  afterAll(() => browser.close());

  const open = async (name: string, width = 1440, scheme: 'light' | 'dark' = 'light') => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (said) => said.type() === 'error' && faults.push(said.text()));
    await page.setContent(html.get(name) ?? '');
    return { page, faults };
  };

  test.each(Object.keys(pages))(
    '%s: axe-core finds nothing serious, nothing is wider than the screen',
    async (name) => {
      // What is on the large page is on the others, too.
      for (const { width, scheme } of name === 'merged' ? [views[0]!, views[3]!] : views) {
        const { page, faults } = await open(name, width, scheme);
        // What is folded is looked at, too.
        await page.evaluate('document.querySelectorAll("details").forEach((one) => (one.open = true))');
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        await page.evaluate(axe.source);
        const run = await page.evaluate<axe.AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
        const serious = run.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
        expect(faults).toEqual([]);
        await page.close();
      }
    },
    60_000,
  );

  test('the list stays in sight, and is folded on a phone', async () => {
    const wide = await open('merged');
    await wide.page.evaluate('scrollTo({ top: 4000, behavior: "instant" })');
    expect(await wide.page.locator('.list').isVisible()).toBe(true);
    expect((await wide.page.locator('nav').boundingBox())?.y).toBeLessThan(40);
    await wide.page.close();
    const phone = await open('merged', 390);
    expect(await phone.page.locator('.list').isVisible()).toBe(false);
    await phone.page.evaluate('scrollTo({ top: 4000, behavior: "instant" })');
    expect((await phone.page.locator('nav').boundingBox())?.y).toBe(0);
    await phone.page.locator('nav summary').press('Enter');
    expect(await phone.page.locator('.list').isVisible()).toBe(true);
    await phone.page.close();
  });

  test('documents are found by text and status from the keyboard', async () => {
    const { page } = await open('merged');
    const shown = async (): Promise<string[]> => page.locator('main > .spec:visible h2').allTextContents();
    const all = await shown();
    expect(all).toHaveLength(pages['merged']!.length);
    // The skip link, the fold of the list, the field.
    for (let stop = 0; stop < 3; stop += 1) await page.keyboard.press('Tab');
    await page.keyboard.type('CROSSBAR');
    expect(await shown()).toEqual(['read-128: read']);
    expect(await page.locator('.filter output').textContent()).toBe(`1 of ${all.length}`);
    await page.keyboard.press('Tab');
    await page.keyboard.type('fail');
    expect(await shown()).toEqual([]);
    expect(await page.locator('.none-found').isVisible()).toBe(true);
    await page.locator('[name=find]').fill('');
    expect(await shown()).toEqual(['soft-bound', 'cosim-pair']);
    await page.selectOption('[name=status]', 'leaves');
    expect(await shown()).toEqual(['soft-model']);
    await page.close();
  });

  test('only what scrolls is a stop of the tabulator, and it has a name', async () => {
    const { page } = await open('identify', 390);
    const boxes = await page.evaluate(
      `[...document.querySelectorAll('.scroll')].filter((box) => box.clientWidth > 0)
        .map((box) => [box.scrollWidth > box.clientWidth + 1, box.tabIndex === 0, box.getAttribute('aria-label')])`,
    );
    const list = boxes as [boolean, boolean, string][];
    expect(list.length).toBeGreaterThan(3);
    expect(list.every(([scrolls, stops, name]) => scrolls === stops && name !== '')).toBe(true);
    expect(list.some(([scrolls]) => scrolls)).toBe(true);
    await page.close();
  });

  test('on paper it is a few sheets, without what only a screen can do', async () => {
    const { page } = await open('merged');
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    // Eleven documents, among them one with thirty verdicts.
    expect(pdf.match(/\/Type \/Page\b(?!s)/g)!.length).toBeLessThanOrEqual(30);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.filter').isVisible()).toBe(false);
    await page.close();
  });
});
