import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Every relative link in a Markdown file leads to a file that is there, and to a heading that it has. */

const NOT_OURS = new Set(['node_modules', 'dist', 'build', 'coverage', 'reports', 'runs', '.git', '.stryker-tmp']);
const TEXT = /\.(md|ts|js|mjs|json|yaml|yml|hbs|css)$/;
const LINK = /!?\[(?:[^\]\\]|\\.)*\]\(([^)\s]+)(?:\s+"[^"]*")?\)|<(?:img|a)\s[^>]*(?:src|href)="([^"]+)"/g;

function files(folder: string, wanted: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : files(path, wanted);
    return wanted.test(entry.name) ? [path] : [];
  });
}

/** The lines of a page that are no code. */
function prose(page: string): string[] {
  let code = false;
  return page.split('\n').filter((line) => {
    const fence = line.trimStart().startsWith('```');
    if (fence) code = !code;
    return !code && !fence;
  });
}

/** The anchors of a page, as GitHub makes them of its headings. */
function anchors(page: string): Set<string> {
  const counts = new Map<string, number>();
  return new Set(
    prose(page)
      .filter((line) => /^#{1,6} /.test(line))
      .map((line) => {
        const heading = line
          .replace(/^#+ /, '')
          .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
          .trim()
          .toLowerCase();
        const slug = heading.replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replaceAll(' ', '-');
        const before = counts.get(slug) ?? 0;
        counts.set(slug, before + 1);
        return before === 0 ? slug : `${slug}-${before}`;
      }),
  );
}

function links(page: string): string[] {
  const text = prose(page)
    .join('\n')
    .replace(/`[^`]*`/g, (code) => code.replace(/[()[\]]/g, ' '));
  return [...text.matchAll(LINK)].map(([, markdown, html]) => markdown ?? html ?? '');
}

/** What is wrong with the links of a page. */
function broken(path: string, text: string): string[] {
  return links(text)
    .filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link))
    .flatMap((link) => {
      const [target = '', anchor] = link.split('#');
      const file = target === '' ? path : normalize(join(dirname(path), target));
      if (!existsSync(file)) return [`${path}: ${link}: there is no ${file}`];
      if (anchor === undefined || anchors(readFileSync(file, 'utf8')).has(anchor)) return [];
      return [`${path}: ${link}: ${file} has no such heading`];
    });
}

const pages = files('.', /\.md$/);

test('every relative link leads to a file and a heading that exist', () => {
  expect(pages.length).toBeGreaterThan(60);
  expect(pages.flatMap((path) => broken(path, readFileSync(path, 'utf8')))).toEqual([]);
});

test('a broken link is found, in every way of writing one', () => {
  const page =
    '# A b\n[x](no.md) ![y](no.svg)\n<img src="no.png">\n[z](#a-b) [v](#c)\n```\n[code](no.md)\n```\n`[c](no)`';
  expect(broken('README.md', page).map((line) => line.split(': ')[1])).toEqual([
    'no.md',
    'no.svg',
    'no.png',
    '#a-b',
    '#c',
  ]);
});

test('every page of docs is in its list in docs/README.md, once', () => {
  const listed = links(readFileSync('docs/README.md', 'utf8')).map((link) => join('docs', link));
  const there = ['guides', 'reference', 'notebook']
    .flatMap((kind) => readdirSync(join('docs', kind)).map((file) => join('docs', kind, file)))
    .filter((path) => path.endsWith('.md'));
  expect(listed.filter((path) => path.startsWith('docs/') && !path.endsWith('architecture.md')).sort()).toEqual(
    [...there, 'docs/reference/rules/README.md'].sort(),
  );
});

test('every file of docs that code, comments or text name exists', () => {
  const wrong = files('.', TEXT)
    .filter((path) => !path.startsWith('docs/reference/rules') && path !== 'test/docs/links.test.ts')
    .flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/(?<![\w/.-])docs\/[\w/-]+\.(?:md|svg|json|png)\b/g)]
        .map(([name]) => name)
        .filter((name) => !existsSync(name))
        .map((name) => `${path}: ${name}`),
    );
  expect(wrong).toEqual([]);
});
