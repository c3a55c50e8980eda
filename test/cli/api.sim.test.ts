import {
  compileSpec,
  createSimulator,
  DesignRefusal,
  explainSpec,
  fileCache,
  listEngines,
  parseSpec,
  renderHtml,
  renderNetlist,
  SimulationError,
  verifySpec,
  type Simulator,
} from '../../src/index.js';

/** What a program does with the package, through its public names only. */
const text = (tau: string): string =>
  `rulespice: 1\nname: api\nrule: { kind: trace, tau: ${tau} }\nverify: [{ quantity: tau, against: rule, max: 5 % }]\n`;
const cache = fileCache();
let simulator: Simulator;
beforeAll(() => {
  simulator = createSimulator('embedded', { jobs: 1 });
});
afterAll(() => simulator.dispose());

test('a spec becomes a netlist, an explanation with its numbers, a verdict and a page', async () => {
  const spec = parseSpec(text('20 ms'), 'api.yaml');
  const compiled = await compileSpec(spec, { simulator, cache });
  expect(renderNetlist(compiled.design, compiled.process)).toMatch(/^\.subckt \w*api\w* /m);
  expect(
    explainSpec(spec, { compiled })
      .blocks.find(({ instance }) => instance === 'x')
      ?.elements?.map(({ name }) => name),
  ).toContain('i_tau');
  const report = await verifySpec(spec, { simulator, cache }, { file: 'api.yaml', folder: '.' });
  expect(report.verdicts.map(({ status }) => status)).toEqual(['pass']);
  expect(await renderHtml([report], { date: new Date(0) })).toContain('api');
});

test('what cannot be is a DesignRefusal, what does not simulate a SimulationError', async () => {
  await expect(compileSpec(parseSpec(text('20 us'), 'api.yaml'), { simulator, cache })).rejects.toThrow(DesignRefusal);
  await expect(simulator.runDeck('t\nv1 a 0 1\nv2 a 0 2\n.op\n')).rejects.toThrow(SimulationError);
  expect((await listEngines()).map(({ name }) => name)).toContain('embedded');
});
