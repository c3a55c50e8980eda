import { choice, plainNumber, quantity, section, wholeNumber, yesOrNo } from './fields.js';

const positive = (description: string) => plainNumber(description, { above: 0 }).exactOptional();
const iterations = (description: string) => wholeNumber(description, 1, 100_000).exactOptional();

/** The simulator options a spec may override; anything else could change what a run means. */
const optionsSchema = section({
  gmin: positive('Conductance across every junction, siemens.'),
  abstol: positive('Absolute error of currents, amperes.'),
  vntol: positive('Absolute error of voltages, volts.'),
  reltol: plainNumber('Relative error.', { above: 0, max: 1 }).exactOptional(),
  chgtol: positive('Absolute error of charges, coulombs.'),
  trtol: positive('Overestimation of the truncation error.'),
  method: choice(['trap', 'gear'], 'Integration method.').exactOptional(),
  xmu: plainNumber('Damping of the trapezoidal rule: 0.5 is none, and lets capacitor currents ring.', {
    min: 0.4,
    max: 0.5,
  }).exactOptional(),
  itl1: iterations('Iterations of the operating point.'),
  itl4: iterations('Iterations of one time step.'),
  maxord: wholeNumber('Largest order of Gear integration.', 2, 6).exactOptional(),
  bypass: wholeNumber('Skip devices that hardly changed (0 or 1).', 0, 1).exactOptional(),
  cshunt: positive('Capacitance from every node to ground, farads.'),
  rshunt: positive('Resistance from every node to ground, ohms.'),
});

export const simulationSchema = section({
  timeout: quantity('duration', 'Wall-clock limit of one simulation.', { above: 0, max: 86_400 }).prefault('60 s'),
  options: optionsSchema.prefault({}),
  trim: yesOrNo('Correct the biases in closed loop before verifying.').default(false),
  numerics: section({
    tolerance: quantity('ratio', 'How far a result may move, as a share of its limit.', { above: 0, max: 1 }).prefault(
      '10 %',
    ),
  })
    .meta({ description: 'Measure every verdict again with half the time step and on a second engine.' })
    .exactOptional(),
}).prefault({});
