import { z } from 'zod';
import { conditionsShape } from '../../result/conditions.js';
import { replayResult } from '../replay/schema.js';
import { simulateResult } from '../simulate/schema.js';

/*
 * What the commands print with --json. Numbers are plain SI: seconds, volts, amperes, farads; temperatures in degrees
 * Celsius. What verify, cosim, crossbar and fit print is in src/result.
 */

const text = z.string();
const engine = z.strictObject({ name: text, version: text });
const conditions = z.strictObject(conditionsShape);
const limit = { quantity: text, unit: text, min: z.number().optional(), max: z.number().optional(), because: text };

const compile = z.strictObject({
  spec: text,
  conditions: conditions.describe('what the circuit is designed for'),
  netlist: text.describe('SPICE subcircuits of the device under test'),
  testbench: text.describe('a runnable deck; with --testbench').optional(),
  symbols: z
    .array(z.strictObject({ name: text.describe('file name'), text: text.describe('xschem symbol') }))
    .describe('with --symbols')
    .optional(),
});

const sizing = z.strictObject({
  instance: text,
  cell: text,
  element: text.describe('transistor, capacitor or reference current'),
  value: z.union([z.number(), text]).describe('a number in `unit`, or polarity and W/L'),
  unit: text,
  because: text.describe('the equation or rule that gave it'),
});

const design = z.strictObject({
  spec: text,
  rule: text,
  equations: z.array(text),
  process: z.strictObject({ name: text, source: text }),
  conditions,
  sizing: z.array(sizing),
  references: z.array(
    z.strictObject({
      net: text.describe('port of the device under test'),
      direction: z.enum(['from-supply', 'to-ground', 'voltage']),
      instance: text,
      reference: text,
      value: z.number().describe('amperes, or volts where the direction is voltage'),
      description: text,
    }),
  ),
  predictions: z.array(
    z.strictObject({ instance: text, property: text, value: z.number(), unit: text, note: text.optional() }),
  ),
});

const amperes = (description: string) => z.number().describe(`${description}, A`);

const characterise = z.strictObject({
  process: z.strictObject({ name: text, source: text }),
  conditions,
  engine,
  devices: z.array(
    z.strictObject({
      role: text,
      polarity: z.enum(['nfet', 'pfet']),
      size: text.describe('W/L in micrometres'),
      description: text,
      referenceCurrent: amperes('where kappa and the Early voltage are taken'),
      kappa: z.number(),
      i0: amperes('I = I0 exp(kappa V_gs / U_T)'),
      earlyVoltage: z.number().describe('volts'),
      offCurrent: amperes('drain current at V_gs = 0'),
      junctionLeakage: amperes('bulk current at V_gs = 0'),
      smallestCurrent: amperes('ten times the off current'),
      cleanLimit: amperes('kappa has fallen by 3 %'),
      weakInversionLimit: amperes('kappa has fallen by 15 %'),
      gateCapacitance: z.number().describe('farads'),
      drainCapacitance: z.number().describe('farads'),
    }),
  ),
});

const cells = z.strictObject({
  cells: z.array(
    z.strictObject({
      name: text,
      title: text,
      summary: text,
      equations: z.array(text),
      ports: z.array(
        z.strictObject({ name: text, kind: text, direction: z.enum(['in', 'out', 'inout']), description: text }),
      ),
      devices: z.array(z.strictObject({ name: text, role: text })),
      parameters: z.array(z.strictObject({ name: text, unit: text, description: text })),
      targets: z.array(z.strictObject({ name: text, unit: text, description: text, optional: z.boolean() })),
      currents: z.array(
        z.strictObject({
          name: text,
          unit: z.enum(['A', 'V']),
          description: text,
          trims: z.enum(['tau', 'amplitude']).optional(),
        }),
      ),
      limits: z.array(z.strictObject(limit)),
      references: z.array(z.strictObject({ citation: text, equation: text })),
    }),
  ),
});

const figure = z.strictObject({
  title: text,
  xTitle: text.describe('name and unit'),
  yTitle: text.describe('name and unit'),
  x: z.array(z.number()),
  y: z.array(z.number()),
});

const devices = z.strictObject({
  devices: z.array(
    z.strictObject({
      name: text,
      title: text,
      summary: text,
      equations: z.array(text),
      ports: z.array(z.strictObject({ name: text, description: text })),
      states: z.array(
        z.strictObject({
          name: text,
          unit: text,
          description: text,
          perVolt: z.number().describe('size of one volt of the SPICE node, in the unit'),
        }),
      ),
      parameters: z.array(
        z.strictObject({
          name: text,
          unit: text,
          description: text,
          min: z.number().optional(),
          max: z.number().optional(),
        }),
      ),
      limits: z.array(z.strictObject(limit)),
      references: z.array(z.strictObject({ citation: text, equation: text })),
      sets: z.array(
        z.strictObject({
          name: text,
          title: text,
          source: text,
          licence: text,
          region: text.describe('where the numbers hold'),
          parameters: z.record(text, z.number()).describe('SI, or eV'),
          initial: z.record(text, z.number()).describe('states at the start, in their units'),
          deviceToDevice: z.record(text, z.number()).describe('standard deviation of ln(parameter) between devices'),
        }),
      ),
      figure: figure.describe('a bench as the behavioural model answers it'),
    }),
  ),
});

const composedExplanation = z.strictObject({
  spec: text,
  rule: text,
  equations: z.array(text),
  source: text,
  credit: z
    .strictObject({ delay: z.number(), tau: z.number(), captured: z.number(), optimum: z.number() })
    .exactOptional(),
  process: text,
  mismatch: z
    .array(
      z.strictObject({
        polarity: z.enum(['nfet', 'pfet']),
        sizes: z.array(text).describe('drawn, W/L in um'),
        avt: z.number().describe('of the threshold, V m'),
        abeta: z.number().describe('of the current factor, relative, m'),
        at: z.array(text).describe('lines of the library'),
      }),
    )
    .describe('of single transistors, as the library of an installed PDK has it')
    .exactOptional(),
  passes: z
    .array(z.strictObject({ name: text, does: text, lines: z.array(text) }))
    .describe('the passes of the elaboration, in order, and what each decided'),
  carriers: z
    .array(
      z.strictObject({
        state: text,
        carrier: z.enum(['current', 'voltage', 'gate']),
        zero: z.number().exactOptional(),
        one: z.number().exactOptional(),
        unit: text,
      }),
    )
    .describe('what stands for 0 and 1 of each state; a gate carries a logarithm'),
  terms: z.array(z.strictObject({ term: text, instances: z.array(text), how: text })),
  blocks: z.array(
    z.strictObject({
      instance: text,
      path: text.describe('in the netlist, `xsynapse.xtrace_x`'),
      cell: text,
      title: text,
      for: text.describe('what of the rule or of another cell it serves'),
      equations: z.array(text),
      devices: z.array(
        z.strictObject({ name: text, role: text, size: text.describe('polarity and W/L in micrometres') }),
      ),
      targets: z.array(z.strictObject({ name: text, value: z.number(), unit: text })),
      elements: z
        .array(z.strictObject({ name: text, value: z.number(), unit: text, because: text }))
        .describe('capacitors and currents as designed; with --sizes')
        .optional(),
    }),
  ),
  parts: z
    .array(
      z.strictObject({
        part: text.describe('what an array has many of, the biases that it has once, and both'),
        area: z.number().describe('m2, gates and capacitors without wiring'),
        capacitance: z.number().describe('F'),
        decoupling: z.number().describe('F, of the capacitance what only holds biases still'),
        staticPower: z.number().describe('W, reference currents and their copies that flow at rest'),
      }),
    )
    .describe('with --sizes')
    .optional(),
  parameters: z.array(
    z.strictObject({
      path: text.describe('place in the spec'),
      value: text,
      sets: z.array(z.strictObject({ instance: text, element: text, through: text.optional() })),
    }),
  ),
  limits: z.array(
    z.strictObject({
      instance: text,
      cell: text,
      ...limit,
      value: z.number().optional(),
      inside: z.boolean().optional(),
    }),
  ),
  diagram: text.describe('block diagram of the signal flow, SVG'),
});

const drawnExplanation = z.strictObject({
  spec: text,
  rule: text,
  equations: z.array(text),
  source: text,
  process: text,
  ports: z
    .array(z.strictObject({ port: text, is: text }))
    .describe('every port, and every net inside that carries a state'),
  netlists: z.array(
    z.strictObject({
      name: text.exactOptional(),
      file: text,
      subcircuit: text,
      transistors: z.array(
        z.strictObject({
          polarity: z.enum(['nfet', 'pfet']),
          number: z.number(),
          area: z.number().describe('of all gates, m2'),
          libraryMismatch: z.number().describe('those whose mismatch the library of the PDK has'),
        }),
      ),
    }),
  ),
  checks: z.array(
    z.strictObject({
      quantity: text,
      against: z.enum(['rule', 'model']),
      metric: text,
      max: z.number(),
      stimulus: text.exactOptional(),
    }),
  ),
  conditions: z.number().describe('corners, temperatures and supplies under which each netlist is verified'),
  warnings: z.array(text).describe('what of the netlists was left out'),
});

const explain = z
  .union([composedExplanation, drawnExplanation])
  .describe('the second form is of a spec whose circuit was drawn (`dut`)');

const doctor = z.strictObject({
  version: text,
  usable: z.boolean().describe('an engine and a process are there'),
  node: z.strictObject({ version: text, ok: z.boolean(), required: text }),
  engines: z.array(
    z.strictObject({
      name: text,
      summary: text,
      available: z.boolean(),
      preferred: z.boolean().describe('what `--engine auto` takes'),
      version: text.optional(),
      reason: text.optional(),
    }),
  ),
  pdkRoot: text.nullable(),
  pdks: z
    .array(
      z.strictObject({
        name: text,
        folder: text.describe('links followed'),
        from: text.describe('what led there: PDK_ROOT, ~/.ciel'),
        usable: z.boolean(),
        reason: text.optional().describe('why it is not usable'),
        settings: z
          .array(z.strictObject({ name: text, value: text, effect: text }))
          .describe("lines of the PDK's start-up file for ngspice, and what becomes of them here"),
      }),
    )
    .describe('PDKs as open_pdks, ciel and volare install them'),
  processes: z.array(
    z.strictObject({
      name: text,
      available: z.boolean(),
      title: text.optional(),
      corners: z.array(text).optional(),
      reason: text.optional(),
    }),
  ),
  cache: z.strictObject({ folder: text, writable: z.boolean() }),
});

/** By command. */
export const resultSchemas = {
  compile,
  design,
  simulate: simulateResult,
  characterise,
  cells,
  devices,
  explain,
  doctor,
  replay: replayResult,
} as const;

export type CompileResult = z.output<typeof compile>;
export type DesignResult = z.output<typeof design>;
export type CharacteriseResult = z.output<typeof characterise>;
export type CellsResult = z.output<typeof cells>;
export type DevicesResult = z.output<typeof devices>;
export type DoctorResult = z.output<typeof doctor>;
