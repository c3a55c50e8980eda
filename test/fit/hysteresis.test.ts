import { DEFAULT_FIT } from '../../src/fit/estimate.js';
import { fit, type Fit } from '../../src/fit/fit.js';
import { joinTables } from '../../src/fit/data/table.js';
import { hysteresis } from '../../src/fit/targets/hysteresis/index.js';
import { generator } from '../../src/random/generator.js';
import { patternOf } from '../support/patterns.js';

/** A fit with a model in the loop takes seconds, and a busy machine several times that; ms. */
const PATIENCE = 600_000;

const options = DEFAULT_FIT;
const fitted = async (rows: readonly string[], name = 'memdiode'): Promise<Fit> =>
  fit(
    hysteresis,
    joinTables([{ file: 'loop.csv', text: `t_s,v_V,i_A\n${rows.join('\n')}\n` }], hysteresis.columns, {
      map: [],
      keep: [],
      holdOut: [],
    }),
    { name: 'loop', source: 'synthetic', sha256: [] },
    options,
    {},
    hysteresis.models.find((model) => model.name === name),
  );
const { csv, truth } = hysteresis.synthetic(3);
const rows = csv.trim().split('\n').slice(1);

test(
  'a loop with its terminals exchanged is the same device the other way round',
  async () => {
    const mirrored = await fitted(
      rows.map((row) =>
        row
          .split(',')
          .map((cell, column) => (column === 0 ? cell : String(-Number(cell))))
          .join(),
      ),
    );
    expect(mirrored.faults).toEqual([]);
    expect(mirrored.notes.join('\n')).toContain('the device is fitted the other way round');
    const all = [...mirrored.estimates.flatMap(({ parameters }) => parameters)];
    for (const { name, value, standardError } of all)
      expect(Math.abs(value - truth[name]!) / standardError).toBeLessThan(4);
  },
  PATIENCE,
);

test(
  'without a RESET its parameters are named, and there is no card',
  async () => {
    const positive = await fitted(rows.slice(0, 41));
    expect(positive.faults.join('\n')).toMatch(/the data do not tell .*v_res.* apart from the rest/);
    expect(positive.cards).toEqual([]);
  },
  PATIENCE,
);

test(
  'a device without memory explains nothing',
  async () => {
    const draws = generator(5);
    const none = await fitted(
      rows.map((row) => {
        const [t = '', v = ''] = row.split(',');
        return `${t},${v},${1e-4 * Math.sinh(2 * Number(v)) * Math.exp(0.03 * draws.normal())}`;
      }),
    );
    expect(none.faults.join('\n')).toMatch(
      patternOf(
        /there is no hysteresis: the two directions differ by 0\.0\d+ decades \(rms\), /,
        /which scatter alone does with a chance of 0\.\d+/,
      ),
    );
    expect(none.cards).toEqual([]);
  },
  PATIENCE,
);
