import dagre from '@dagrejs/dagre';
import type { Composition, Instance } from '../compose/composition.js';
import { signalGraph, type SignalNode } from './diagram-graph.js';

const [LETTER, LINE, PADDING, MARGIN] = [7.2, 17, 12, 16];
const FILLS: Readonly<Record<SignalNode['kind'], string>> = { event: '#fff7e0', cell: '#eef4fb', state: '#e8f6ec' };
const STROKES: Readonly<Record<SignalNode['kind'], string>> = { event: '#b98a00', cell: '#3b6ea5', state: '#2f855a' };

const TITLE_FONT = 'font-weight="600"';
const DETAIL_FONT = 'font-family="ui-monospace, monospace" font-size="11" fill="#333"';

/** The block diagram of a composition as a self-contained SVG: events left, states right. */
export function diagramSvg(composition: Composition, term: (instance: Instance) => string | undefined): string {
  const { nodes, edges } = signalGraph(composition, term);
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 54, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, lines } of nodes) {
    const width = Math.max(...lines.map(({ length }) => length)) * LETTER + 2 * PADDING;
    graph.setNode(id, { width: Math.max(48, Math.round(width)), height: lines.length * LINE + PADDING });
  }
  for (const { from, to } of edges) graph.setEdge(from, to);
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" ` +
      `width="${Math.ceil(width)}" height="${Math.ceil(height)}" font-family="ui-sans-serif, system-ui, ` +
      `sans-serif" font-size="12" role="img" aria-label="${escape(composition.title)}">`,
    `<title>${escape(composition.title)}</title>`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" ' +
      'orient="auto"><path d="M0 0L8 4L0 8z" fill="#555"/></marker></defs>',
    ...edges.map(({ from, to }) => path(graph.edge(from, to).points)),
    ...nodes.map((node) => box(node, graph.node(node.id))),
    '</svg>',
    '',
  ].join('\n');
}

function path(points: readonly { x: number; y: number }[]): string {
  return (
    `<polyline points="${points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}" ` +
    `fill="none" stroke="#555" stroke-width="1.2" marker-end="url(#arrow)"/>`
  );
}

function box(
  { kind, lines }: SignalNode,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): string {
  const round = kind === 'cell' ? 4 : height / 2;
  const top = y - ((lines.length - 1) * LINE) / 2 + 4;
  return [
    `<rect x="${(x - width / 2).toFixed(1)}" y="${(y - height / 2).toFixed(1)}" width="${width}" ` +
      `height="${height}" rx="${round}" fill="${FILLS[kind]}" stroke="${STROKES[kind]}"/>`,
    ...lines.map(
      (line, index) =>
        `<text x="${x.toFixed(1)}" y="${(top + index * LINE).toFixed(1)}" ` +
        `text-anchor="middle" ${index > 0 ? DETAIL_FONT : TITLE_FONT}>${escape(line)}</text>`,
    ),
  ].join('');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
