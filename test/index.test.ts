import * as api from '../src/index.js';

test('the public API is this list and nothing else', () => {
  expect(Object.keys(api).sort()).toEqual(
    [
      'ArraySolver',
      'DesignRefusal',
      'SimulationError',
      'UserError',
      'allCells',
      'characterise',
      'compileSpec',
      'computeArray',
      'cosimulate',
      'createSimulator',
      'explainDrawn',
      'explainSpec',
      'fileCache',
      'fitFiles',
      'fitResult',
      'fitTexts',
      'listEngines',
      'loadCrossbar',
      'loadProcess',
      'loadSpec',
      'parseCrossbar',
      'parseSpec',
      'renderHtml',
      'renderNetlist',
      'runCrossbar',
      'solveArray',
      'verifySpec',
      'withNumbers',
    ].sort(),
  );
});

test('a spec is parsed and explained without a simulator, and faults are UserErrors', () => {
  const spec = api.parseSpec(
    'rulespice: 1\nname: a\nrule: { kind: trace, tau: 20 ms }\nverify: [{ quantity: tau, against: rule, max: 5 % }]\n',
    'a.yaml',
  );
  expect(api.explainSpec(spec).equations).toEqual(['dx/dt = -x / 0.02 s', 'on pre: x += 1']);
  expect(api.allCells().map(({ name }) => name)).toContain('dpi');
  expect(() => api.parseSpec('name: a', 'a.yaml')).toThrow(api.UserError);
  expect(() => api.createSimulator('spectre')).toThrow(api.UserError);
});
