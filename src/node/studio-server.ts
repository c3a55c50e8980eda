import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { locateNgspiceWasm } from './engine/ngspice-wasm-package.js';
import { packagePath } from './package-path.js';

/** What the page may do: its own scripts, WebAssembly, nothing from elsewhere, and no page around it. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
  "style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'";

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  wasm: 'application/wasm',
};

/** A page on this machine. */
export interface StudioServer {
  /** With the path that nobody guesses. */
  readonly address: string;
  close(): Promise<void>;
}

/** Whether the studio was built: `npm run build` does it. */
export function studioBuilt(): boolean {
  return existsSync(packagePath('dist', 'studio', 'index.html'));
}

/**
 * Serves the built studio to this machine alone, below a path of 128 random bits. A request under another host name is
 * refused: a page from elsewhere may have its name resolve to this machine.
 * @param spec text that the editor begins with; the studio's own example when undefined
 * @param port 0 for any that is free
 */
export async function serveStudio(spec: string | undefined, port = 0): Promise<StudioServer> {
  const secret = randomBytes(16).toString('hex');
  const server = createServer((request, response) => answer(request, response, `/${secret}/`, spec));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { address: `http://127.0.0.1:${portOf(server)}/${secret}/`, close: () => closed(server) };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function answer(request: IncomingMessage, response: ServerResponse, start: string, spec: string | undefined): void {
  const refuse = (status: number): void => void response.writeHead(status).end();
  if (request.headers.host !== `127.0.0.1:${request.socket.localPort}`) return refuse(403);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  const path = request.url ?? '';
  if (!path.startsWith(start)) return refuse(404);
  const name = path.slice(start.length) || 'index.html';
  const body = bodyOf(name, spec);
  if (body === undefined) return refuse(404);
  response.writeHead(200, {
    'Content-Type': TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    'Content-Security-Policy': POLICY,
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Names are plain: nothing above the folder can be asked for. */
function bodyOf(name: string, spec: string | undefined): string | Buffer | undefined {
  if (name === 'spec.json' && spec !== undefined) return JSON.stringify({ text: spec, given: true });
  const file = fileOf(name);
  return file !== undefined && existsSync(file) ? readFileSync(file) : undefined;
}

function fileOf(name: string): string | undefined {
  if (name === 'engine/ngspice.js' || name === 'engine/ngspice.wasm') {
    const engine = locateNgspiceWasm();
    if (!('file' in engine)) return undefined;
    return name.endsWith('.wasm') ? engine.file : join(dirname(engine.file), 'ngspice.cjs');
  }
  return /^[\w-]+(\.[\w-]+)+$/.test(name) ? packagePath('dist', 'studio', name) : undefined;
}
