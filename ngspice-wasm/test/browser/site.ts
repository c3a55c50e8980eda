import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * A site as a user would make one: the package's built files, and the code that its README shows.
 */

const PACKAGE = fileURLToPath(new URL('../../', import.meta.url));
/** A browser runs scripts of these types only, and compiles WebAssembly while it arrives from this one only. */
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.cjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** What the page posts: the answer of its worker, or why there is none. */
export type Outcome =
  | { readonly vectors: Readonly<Record<string, readonly string[]>>; readonly isolated: boolean }
  | { readonly error: string };

export interface Site {
  readonly url: string;
  /** The first outcome that a page posts. */
  readonly outcome: Promise<Outcome>;
  close(): Promise<void>;
}

/** The code block of the README that starts with `// <name>`. */
export function readmeCode(name: string): string {
  const blocks = [...readFileSync(join(PACKAGE, 'README.md'), 'utf8').matchAll(/^```js\n(\/\/ .*\n[^]*?)^```$/gm)].map(
    ([, code]) => code ?? '',
  );
  const code = blocks.find((block) => block.startsWith(`// ${name}`));
  if (code === undefined) throw new Error(`the README shows no ${name}`);
  return code;
}

/** Doubles as the texts of their 64 bits: JSON would lose a sign of zero. */
const PAGE = `<!doctype html>
<script src="/page.js"></script>
<script>
const bits = (values) => [...new BigUint64Array(values.slice().buffer)].map(String);
const post = (outcome) => fetch('/outcome', { method: 'POST', body: JSON.stringify(outcome) });
fetch('/job.json').then((job) => job.json()).then(simulate).then(
  (vectors) => post({ vectors: Object.fromEntries(Object.entries(vectors).map(([name, values]) => [name, bits(values)])), isolated: crossOriginIsolated }),
  (error) => post({ error: String(error) }),
);
</script>`;

/** Serves the page, the README's `page.js` and `worker.js`, the job, and the package below /ngspice-wasm/. */
export async function openSite(job: object): Promise<Site> {
  let settle: (outcome: Outcome) => void;
  const outcome = new Promise<Outcome>((resolve) => {
    settle = resolve;
  });
  const texts = new Map([
    ['/', PAGE],
    ['/page.js', readmeCode('page.js')],
    ['/worker.js', readmeCode('worker.js')],
    ['/job.json', JSON.stringify(job)],
  ]);
  const server = createServer((request, response) => {
    const path = normalize(request.url ?? '/');
    if (request.method === 'POST') {
      void bodyOf(request).then((body) => {
        settle(JSON.parse(body) as Outcome);
        response.end();
      });
      return;
    }
    try {
      const content =
        texts.get(path) ?? readFileSync(join(PACKAGE, 'dist', /^\/ngspice-wasm\/dist\/([\w.-]+)$/.exec(path)![1]!));
      response.setHeader('content-type', TYPES[extname(path)] ?? 'text/html');
      response.end(content);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    outcome,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request) body += String(part);
  return body;
}
