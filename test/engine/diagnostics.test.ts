import { causeOf, classify, classifyLine, errorOf } from '../../src/engine/diagnostics.js';

/** Words of ngspice as engines print them, with what they mean. */
test.each<[string, string, string]>([
  ["can't find model 'nfet'", 'fatal unknown-model', 'no model "nfet" in the deck'],
  ['Unable to find definition of model nfet', 'fatal unknown-model', 'no model "nfet" in the deck'],
  [
    'Error: unknown subckt: x1 a b inv',
    'fatal unknown-model',
    'instance x1 uses subcircuit "inv", which the deck does not define',
  ],
  ['could not find a valid modelname', 'fatal unknown-model', 'could not find a valid modelname'],
  ['Error: unknown model type xyz', 'fatal unknown-model', 'Error: unknown model type xyz'],
  ['unknown model name', 'fatal unknown-model', 'unknown model name'],
  ['no valid model', 'fatal unknown-model', 'no valid model'],
  ['Undefined parameter [gain]', 'fatal undefined-parameter', 'parameter "gain" is used but not defined'],
  ['Cannot compute substitute', 'fatal undefined-parameter', 'Cannot compute substitute'],
  ['undefined symbol', 'fatal undefined-parameter', 'undefined symbol'],
  ['undefined number', 'fatal undefined-parameter', 'undefined number'],
  ['undefined identifier', 'fatal undefined-parameter', 'undefined identifier'],
  ['Expression err: {x', 'fatal undefined-parameter', 'Expression err: {x'],
  ["'r1 a' is not a valid resistor instance line, ignored!", 'fatal syntax', 'malformed resistor line: r1 a'],
  [
    'Fatal error: f1: unknown controlling source vx',
    'fatal syntax',
    'malformed line: device f1 names no controlling source',
  ],
  ['r1: resistance to low, set to 1 mOhm', 'fatal syntax', 'resistor r1 has no value (or zero)'],
  ['bad syntax of line', 'fatal syntax', 'bad syntax of line'],
  ['Syntax error in line', 'fatal syntax', 'Syntax error in line'],
  ['unknown parameter (foo)', 'fatal syntax', 'unknown parameter (foo)'],
  ['unknown device q', 'fatal syntax', 'unknown device q'],
  ['unknown option foo', 'fatal syntax', 'unknown option foo'],
  ['too few parameters', 'fatal syntax', 'too few parameters'],
  ['too few nodes', 'fatal syntax', 'too few nodes'],
  ['not enough nodes', 'fatal syntax', 'not enough nodes'],
  ['unimplemented dot command .foo', 'fatal syntax', 'unimplemented dot command .foo'],
  ['unimplemented control card', 'fatal syntax', 'unimplemented control card'],
  ['mismatch of .subckt and .ends', 'fatal syntax', 'mismatch of .subckt and .ends'],
  ['missing .ends', 'fatal syntax', 'missing .ends'],
  ['unknown or missing value', 'fatal syntax', 'unknown or missing value'],
  ['unexpected token', 'fatal syntax', 'unexpected token'],
  ['parse error', 'fatal syntax', 'parse error'],
  ["no such function as 'foo'", 'fatal syntax', "no such function as 'foo'"],
  [
    'doAnalyses: TRAN:  Timestep too small; time = 1e-3, timestep = 1e-17: trouble with node "x"',
    'fatal timestep-too-small',
    'the time step fell below its limit at t = 1e-3 s (step 1e-17 s); trouble with node "x"',
  ],
  [
    'TRAN:  Timestep too small; time = 1e-3, timestep = 1e-17',
    'fatal timestep-too-small',
    'the time step fell below its limit at t = 1e-3 s (step 1e-17 s); trouble with an unnamed node',
  ],
  [
    'Warning: singular matrix:  check node x1.n',
    'suspect singular-matrix',
    'the circuit matrix is singular at node "x1.n": a floating node or a loop of voltage sources',
  ],
  ['-2 out of range for log', 'suspect not-finite', '-2 is out of range for log() in a behavioural source'],
  [
    'TRAN:  Timestep too small; initial timepoint: trouble with node "x"',
    'fatal no-convergence',
    'no operating point for the transient; trouble with node "x"',
  ],
  [
    'TRAN: Timestep too small; initial timepoint',
    'fatal no-convergence',
    'no operating point for the transient; trouble with an unnamed node',
  ],
  ['doAnalyses:  DC: iteration limit reached', 'fatal no-convergence', 'the DC analysis did not converge'],
  ['doAnalyses: AC:  timestep too small', 'fatal no-convergence', 'the AC analysis did not converge'],
  ['doAnalyses:  OP: did not converge', 'fatal no-convergence', 'the OP analysis did not converge'],
  ['The operating point could not be simulated', 'fatal no-convergence', 'The operating point could not be simulated'],
  ['no convergence in op', 'fatal no-convergence', 'no convergence in op'],
  ['iteration limit reached', 'fatal no-convergence', 'iteration limit reached'],
  ['Warning: Dynamic gmin stepping failed', 'suspect no-convergence', 'Warning: Dynamic gmin stepping failed'],
  ['Warning: transient op failed', 'suspect no-convergence', 'Warning: transient op failed'],
  ['Warning: last gmin step failed', 'suspect no-convergence', 'Warning: last gmin step failed'],
  ['no job (tran, ac, op etc.) defined', 'fatal no-output', 'no job (tran, ac, op etc.) defined'],
  ['Simulation not started', 'fatal no-output', 'Simulation not started'],
  ['Error on line 3', 'fatal syntax', 'Error on line 3'],
  ['Circuit not parsed.', 'fatal syntax', 'Circuit not parsed.'],
  ['no circuit loaded', 'fatal syntax', 'no circuit loaded'],
  ["there aren't any circuits loaded", 'fatal syntax', "there aren't any circuits loaded"],
  ['Simulation interrupted due to error!', 'fatal syntax', 'Simulation interrupted due to error!'],
  ['run simulation(s) aborted', 'fatal unclassified', 'run simulation(s) aborted'],
  ['doAnalyses: something else', 'fatal unclassified', 'doAnalyses: something else'],
  ['Fatal error', 'fatal unclassified', 'Fatal error'],
  ['the moon is full', 'fatal unclassified', 'the moon is full'],
  ['Warning: vdd: the moon is full', 'fatal unclassified', 'Warning: vdd: the moon is full'],
  ['there was a note: nothing', 'fatal unclassified', 'there was a note: nothing'],
])('%s', (line, verdict, message) => {
  const { severity, kind, message: said } = classifyLine(line);
  expect([`${severity} ${kind}`, said]).toEqual([verdict, message]);
});

test.each([
  'Note: No compatibility mode selected!',
  'Note: Starting true gmin stepping',
  'Trying gmin =   1.0000E-03',
  'Supplies reduced to  50.0%',
  'starting the search',
  'Warning: Further gmin increment',
  'One successful gmin step',
  'One successful source step',
  'Note: source stepping completed',
  'Transient op started',
  'Transient op finished successfully',
  "Warning: can't find the initialization file spinit.",
  "can't find init file",
  'Using SPARSE 1.3 as Direct Linear Solver',
  'Using KLU as Direct Linear Solver',
  'Warning: vdd: no DC value, transient time 0 value used',
  'Warning: vdd: has no value, DC 0 assumed',
  'Checking parameters for BSIM 4.5 model nfet',
  'Warning: Model = nfet',
  'Warning: Pd = 1e-09 is less than W.',
  'Warning: toxe = 4e-9 is too small',
  'Warning from checkvalid: nothing',
  "Error during 'write': nothing",
  'Reference value :  1.0e-03',
  'Reference value :  1.0e-03 Reference value :  2.0e-03',
  '',
])('"%s" changes nothing', (line) => {
  expect(classifyLine(line).severity).toBe('benign');
  expect(classify([], [line])).toEqual([]);
});

const CHECKED_BY_BSIM = (
  'pd ps ad as acde moin ckappa ckappas noff voff voffcv vth0 nfactor leff leffcv weff weffcv cdsc cdscd eta0 b1 a2 ' +
  'rdsw rdswmin dsub ngate jtw jtweffs pscbe2 ijth ijthdfwd delta lpe lpe0 k1 fnoimod version minv minvcv dlc dlcig ' +
  'clc nf l w sa sb pdibl pdiblcb drout prwg xj tox toxe toxm toxp toxref'
).split(' ');

test.each(CHECKED_BY_BSIM)('a warning of BSIM about %s changes nothing', (name) => {
  for (const remark of [
    'too small',
    'too large',
    'is less than W',
    'is negative',
    'should be 1',
    'may be wrong',
    'reset',
  ])
    for (const line of [`Warning: ${name} = 1e-9 ${remark}.`, `Warning: ${name} ${remark}`])
      expect([line, classifyLine(line).severity]).toEqual([line, 'benign']);
});

test.each(['Warning: vdd = 1 is too small', 'Warning: pd = 1', 'pd = 1 is too small', 'Warning: nfet is too small'])(
  '"%s" is none of those',
  (line) => {
    expect(classifyLine(line).severity).toBe('fatal');
  },
);

test.each(['an error on line 3', 'we are using sparse', 'see Note: x', 'then the error during write', 'x: starting'])(
  'what is known at the start of a line is not known inside of it: "%s"',
  (line) => {
    expect(classifyLine(line)).toMatchObject({ severity: 'fatal', kind: 'unclassified' });
  },
);

test('blank lines say nothing and end nothing', () => {
  expect(classify([], ['', '   ', '\t'])).toEqual([]);
  expect(classify([], ['first', '   ', '  more'])).toMatchObject([{ message: 'first (more)' }]);
});

test('a message behind progress is read, whatever progress it is', () => {
  for (const progress of ['Trying gmin = 1.0000E-03 ', 'Supplies reduced to  5.5% ', 'Reference value : 1.0e-03 '])
    expect(classifyLine(`${progress}run simulation(s) aborted`).message).toBe('run simulation(s) aborted');
});

test('of stderr every unknown line counts, of stdout only what is known to be fatal', () => {
  expect(classify([], ['what is this', 'no such function as f']).map(({ kind }) => kind)).toEqual([
    'unclassified',
    'syntax',
  ]);
  expect(classify(['what is this', 'singular matrix: check node 2', 'Circuit not parsed.'], [])).toMatchObject([
    { kind: 'syntax', message: 'Circuit not parsed.' },
  ]);
});

test('indented lines belong to the message before them, unless they say something themselves', () => {
  expect(classify([], ['first', '  more of it', '\tand more'])).toMatchObject([
    { message: 'first (more of it) (and more)' },
  ]);
  expect(classify([], ['first', '  Circuit not parsed.'])).toMatchObject([
    { message: 'first' },
    { message: 'Circuit not parsed.' },
  ]);
  expect(classify([], ['  nothing before it'])).toMatchObject([{ message: 'nothing before it' }]);
});

test('a carriage return ends a line of progress', () => {
  expect(classify([], ['Trying gmin = 1\rrun simulation(s) aborted\r'])).toMatchObject([
    { message: 'run simulation(s) aborted' },
  ]);
});

test('the most specific of several messages is the cause, wherever it stands', () => {
  const found = classify([], ['run simulation(s) aborted', "can't find model 'nfet'", 'what is this']);
  expect(causeOf(found)).toMatchObject({ kind: 'unknown-model' });
  expect(errorOf(found, 'log')).toMatchObject({
    kind: 'unknown-model',
    message: 'no model "nfet" in the deck',
    log: 'log',
  });
  expect(found[0]).toMatchObject({ message: 'run simulation(s) aborted' });
});

test('a suspicion alone is no error', () => {
  expect(errorOf(classify([], ['Warning: singular matrix:  check node 2']), '')).toBeUndefined();
  expect(errorOf([], '')).toBeUndefined();
  expect(causeOf([])).toBeUndefined();
  expect(errorOf(classify([], ['Warning: singular matrix:  check node 2', 'Fatal error']), '')).toMatchObject({
    kind: 'singular-matrix',
  });
});

/** The same words in other places: what looks like a known message and is none is not let through. */
test.each<[string, string, string]>([
  [
    'singular matrix: check node a',
    'suspect singular-matrix',
    'the circuit matrix is singular at node "a": a floating node or a loop of voltage sources',
  ],
  [
    'singular matrix  check node a',
    'suspect singular-matrix',
    'the circuit matrix is singular at node "a": a floating node or a loop of voltage sources',
  ],
  [
    'Error: unknown subckt: x1 a b inv   ',
    'fatal unknown-model',
    'instance x1 uses subcircuit "inv", which the deck does not define',
  ],
  ["Can't find init file.", 'benign unclassified', "Can't find init file."],
  ["can't find the initialization file spinit", 'benign unclassified', "can't find the initialization file spinit"],
  ["can't find initfile", 'benign unclassified', "can't find initfile"],
  [
    'odd: warning: v1: has no value, dc 0 assumed',
    'fatal unclassified',
    'odd: warning: v1: has no value, dc 0 assumed',
  ],
  ['odd: model = x', 'fatal unclassified', 'odd: model = x'],
  ['bsim4v5 check', 'benign unclassified', 'bsim4v5 check'],
  ['bsim5 check', 'fatal unclassified', 'bsim5 check'],
  ['odd: warning from checkvalid', 'fatal unclassified', 'odd: warning from checkvalid'],
  ["odd: error during 'write'", 'fatal unclassified', "odd: error during 'write'"],
  ['Trying gmin   =   1.0000E-03 odd', 'fatal unclassified', 'odd'],
  ['Supplies reduced to   10.0% odd', 'fatal unclassified', 'odd'],
  ['Reference value   :  1.0e-3 odd', 'fatal unclassified', 'odd'],
  ['odd Reference value : 1.0e-3', 'fatal unclassified', 'odd Reference value : 1.0e-3'],
])('%s is what it says, from its beginning to its end', (line, means, message) => {
  const { severity, kind, message: said } = classifyLine(line);
  expect([`${severity} ${kind}`, said]).toEqual([means, message]);
});

test('blank lines say nothing, and blanks around a line neither', () => {
  expect(classify([], ['', '   ', '\t'])).toEqual([]);
  expect(classify(['  no job (tran, ac, op etc.) defined  '], [])).toMatchObject([
    { message: 'no job (tran, ac, op etc.) defined' },
  ]);
  expect(classify([], ['  odd words  '])).toMatchObject([{ message: 'odd words' }]);
});
