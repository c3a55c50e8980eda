// Draws docs/guides/report.png: the verdicts and the learning window of an example, as Chromium shows its report.
//   npm run picture:report        needs /usr/bin/chromium, or CHROMIUM=path
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'rulespice-picture-'));
/** Narrow enough for a README, wide enough for a table; px. */
const WIDTH = 980;
const MARGIN = 12;

try {
  const report = join(folder, 'report.html');
  const spec = join('examples', 'stdp-additive.yaml');
  execFileSync(process.execPath, ['bin/rulespice.js', 'verify', spec, '--report', report, '--quiet'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 1200 }, colorScheme: 'light' });
  await page.goto(pathToFileURL(report).href);
  // Nothing that floats may hide a part of it.
  await page.evaluate(() => {
    document.querySelector('nav').remove();
    // Of the pictures the learning window: what the rule asks for.
    for (const figure of document.querySelectorAll('figure'))
      if (figure.querySelector('b').textContent !== 'learning window') figure.remove();
  });
  const box = async (selector) => page.locator(selector).first().boundingBox();
  const [head, table, figure] = [await box('#spec-1-verdicts'), await box('.verdicts'), await box('.figures figure')];
  await page.screenshot({
    path: join(root, 'docs', 'guides', 'report.png'),
    fullPage: true,
    clip: {
      x: table.x - MARGIN,
      y: head.y - MARGIN,
      width: table.width + 2 * MARGIN,
      height: figure.y + figure.height - head.y + 2 * MARGIN,
    },
  });
  await browser.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
