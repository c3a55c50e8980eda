import { elaborate } from '../../src/compose/elaborate.js';
import { diagramSvg } from '../../src/explain/diagram.js';
import { signalGraph } from '../../src/explain/diagram-graph.js';
import { loadProcess } from '../../src/process/load.js';
import { expandRule } from '../../src/rule/presets.js';
import { loadSpec } from '../../src/load-spec.js';

const compositionOf = (example: string) => {
  const spec = loadSpec(`examples/${example}.yaml`);
  return elaborate(spec.name, expandRule(spec.rule), {
    circuit: spec.circuit,
    process: loadProcess('sky130'),
    temperature: 27,
  }).composition;
};

test('the signal flow of STDP: events to traces and mirrors, those to the weight; no bias, inverter or buffer', () => {
  const { nodes, edges } = signalGraph(compositionOf('stdp-additive'), () => undefined);
  expect(nodes.map(({ id }) => id).sort()).toEqual([
    'cell w_capacitor',
    'cell w_ceiling',
    'cell w_floor',
    'cell w_post',
    'cell w_pre',
    'cell x',
    'cell y',
    'event post',
    'event pre',
    'state w',
  ]);
  expect(edges.map(({ from, to }) => `${from} > ${to}`).sort()).toEqual([
    'cell w_capacitor > state w',
    'cell w_ceiling > state w',
    'cell w_floor > state w',
    'cell w_post > state w',
    'cell w_pre > state w',
    'cell x > cell w_post',
    'cell y > cell w_pre',
    'event post > cell w_post',
    'event post > cell y',
    'event pre > cell w_pre',
    'event pre > cell x',
  ]);
});

test('a cell fed by packets is reached through the cell that draws them', () => {
  const { edges } = signalGraph(compositionOf('eligibility-1s'), () => undefined);
  expect(edges.map(({ from, to }) => `${from} > ${to}`).sort()).toEqual([
    'cell x_packet > cell x',
    'event pre > cell x_packet',
  ]);
});

test('the SVG is whole, names every node and escapes what it is given', () => {
  const svg = diagramSvg(compositionOf('stdp-additive'), ({ id }) => `<${id} & "co">`);
  expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+"/);
  expect(svg.match(/<rect /g)).toHaveLength(10);
  expect(svg.match(/<polyline /g)).toHaveLength(11);
  expect(svg).toContain('&lt;w_post &amp; &quot;co&quot;&gt;');
  expect(svg).not.toMatch(/NaN|undefined|<w_post/);
});
