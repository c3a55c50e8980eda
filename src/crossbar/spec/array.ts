import { z } from 'zod';
import { choice, identifier, plainNumber, quantity, section } from '../../spec/fields.js';
import { csvFile, fileBeside, MOST_CELLS, oneOf, ordered, resistance, seed, side, voltage } from './fields.js';

/* The section `crossbar`: what the array is made of. */

const conductanceOf = (description: string) => quantity('conductance', description, { min: 0, max: 1 });

const conductances = oneOf({
  uniform: conductanceOf('The same in every cell.').exactOptional(),
  random: section({ low: conductanceOf('Smallest.'), high: conductanceOf('Largest.'), seed })
    .superRefine(ordered)
    .meta({ description: 'Log-uniform between two values.' })
    .exactOptional(),
  csv: csvFile(
    'CSV with one row per word line; the first line names the unit, such as "uS" or "kohm", and nothing else.',
  ).exactOptional(),
}).meta({ description: 'Conductances of the cells.' });

const selector = section({
  current: quantity('current', 'Current of the selector at `voltage`.', { above: 0, max: 1 }),
  voltage: quantity('voltage', 'Voltage at which current and nonlinearity are given.', { above: 0, max: 20 }),
  nonlinearity: plainNumber('Current at `voltage` over current at half of it.', { above: 2, max: 1e12 }),
}).meta({ description: 'A sinh selector in series with every cell (1S1R).' });

const transistor = section({
  threshold: voltage('Threshold voltage.'),
  slope: plainNumber('Slope factor n.', { min: 1, max: 3 }).default(1.3),
  beta: plainNumber('mu C_ox W/L, A/V^2.', { above: 0, max: 1 }),
  on: voltage('Gate voltage of selected rows.'),
  off: voltage('Gate voltage of the other rows.').prefault('0 V'),
}).meta({ description: 'An nMOS transistor in series with every cell, gates along the rows (1T1R).' });

const device = section({
  set: identifier('Parameter set of `rulespice devices`; it names the device.', 'vteam-b').exactOptional(),
  file: fileBeside(
    'Parameter set of your own, as `rulespice fit hysteresis --card` writes it, relative to the spec.',
    'my-device.yaml',
  ).exactOptional(),
  parameters: z
    .record(
      z.string(),
      z.union([z.string(), z.number()], { error: 'expected a number with its unit, such as "10 kOhm"' }),
    )
    .meta({ description: 'Parameters of the set to change, in the units of the device.' })
    .exactOptional(),
  variation: section({
    seed,
    scale: plainNumber('Factor on the standard deviations that the set declares.', { above: 0, max: 10 }).default(1),
  })
    .meta({ description: 'Device-to-device variation: every cell draws its own parameters, once.' })
    .exactOptional(),
})
  .superRefine(({ set, file }, context) => {
    if ((set === undefined) === (file === undefined))
      context.addIssue({
        code: 'custom',
        path: [],
        message:
          'expected either "set", a name that "rulespice devices" lists, or "file", a parameter set beside the spec',
      });
  })
  .meta({ description: 'Device of cells that are written.' });

const measured = section({
  noise: fileBeside(
    'Noise of reads, as `rulespice fit read-noise --card` writes it: every cell has that of the measured trace whose ' +
      'conductance is nearest.',
    'noise.yaml',
  ).exactOptional(),
  update: fileBeside(
    'Answer to pulses, as `rulespice fit pulses --card` writes it: its noise is added to every cell that is written, ' +
      'and to reads where there is no `noise`.',
    'update.yaml',
  ).exactOptional(),
  retention: fileBeside(
    'Relaxation of programmed cells, as `rulespice fit retention --card` writes it.',
    'retention.yaml',
  ).exactOptional(),
  after: quantity('duration', 'Time from programming to the read, for `retention`.', {
    above: 0,
    max: 1e10,
  }).exactOptional(),
  seed,
})
  .superRefine(({ noise, update, retention, after }, context) => {
    const fault = (path: string[], message: string): void => context.addIssue({ code: 'custom', path, message });
    if (noise === undefined && update === undefined && retention === undefined)
      fault([], 'names no card; add "noise", "update" or "retention", or remove it');
    if ((retention === undefined) !== (after === undefined))
      fault(
        [retention === undefined ? 'after' : 'retention'],
        retention === undefined
          ? 'is the time of a relaxation, and there is none; add "retention", or remove it'
          : 'needs the time of the read; add "after", such as 1 h written as 3600 s',
      );
  })
  .meta({ description: 'What was measured of such cells: cards of `rulespice fit`, relative to the spec.' });

export const array = section({
  rows: side(
    `word lines; rows times columns is at most ${MOST_CELLS}; those of \`conductance.csv\` where absent`,
  ).exactOptional(),
  columns: side('bit lines; those of `conductance.csv` where absent').exactOptional(),
  conductance: conductances.exactOptional(),
  device: device.exactOptional(),
  measured: measured.exactOptional(),
  selector: selector.exactOptional(),
  transistor: transistor.exactOptional(),
  wires: section({
    word: resistance('Word-line resistance per segment.').prefault('0 ohm'),
    bit: resistance('Bit-line resistance per segment.').prefault('0 ohm'),
    driver: resistance('Resistance of a word-line driver.').prefault('0 ohm'),
    sense: resistance('Resistance of a bit-line driver or sense amplifier.').prefault('0 ohm'),
    ends: choice(['one', 'both'], 'Ends of each line that are driven.').default('one'),
    capacitance: quantity(
      'capacitance',
      'Line capacitance per segment, to check that the lines settle within a pulse.',
      { min: 0, max: 1e-9 },
    ).exactOptional(),
  }).prefault({}),
  temperature: quantity('temperature', 'Temperature.', { min: -55, max: 150 }).prefault('27 C'),
}).superRefine((value, context) => {
  for (const name of ['rows', 'columns'] as const)
    if (value[name] === undefined && value.conductance?.csv === undefined)
      context.addIssue({
        code: 'custom',
        path: [],
        message:
          `needs "${name}", or a matrix of conductances or resistances to take it from; add it, or ` +
          `"conductance: { csv: cells.csv }"`,
      });
  const { rows = 1, columns = 1 } = value;
  if (rows * columns > MOST_CELLS)
    context.addIssue({
      code: 'custom',
      path: ['rows'],
      message:
        `${rows} x ${columns} are ${rows * columns} cells, expected at most ` + `${MOST_CELLS}; take a smaller array`,
    });
  if (value.selector && value.transistor)
    context.addIssue({
      code: 'custom',
      path: ['transistor'],
      message: 'a cell has a selector or a transistor; keep one of them',
    });
});
