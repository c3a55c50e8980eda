import { spiceNumber, suffixedSpiceNumber } from '../../src/units/format.js';
import { column } from '../../src/waveform/waveforms.js';
import { describeEachEngine } from '../support/engines.js';

/*
 * Sizes are written as 0.42u, and an engine has to make the same number of it as of 4.2e-7, to the last bit: then
 * nothing that a circuit does depends on how its sizes are spelled.
 */
const GRID = 5e-9;
const SIZES = Array.from({ length: 400 }, (_, index) => Number(((30 + 27 * index) * GRID).toPrecision(9)));
const AREAS = SIZES.map((w) => Number((w * 0.3e-6).toPrecision(9)));
const SPELLED = [
  ...SIZES.map((size) => [size, suffixedSpiceNumber(size, 'u')] as const),
  ...AREAS.map((area) => [area, suffixedSpiceNumber(area, 'p')] as const),
];

/** A source of each value by each spelling. */
const SOURCES = SPELLED.flatMap(([value, suffixed], index) => [
  `v_a${index} a${index} 0 dc ${suffixed}`,
  `v_b${index} b${index} 0 dc ${spiceNumber(value)}`,
]).join('\n');

describeEachEngine('sizes with a suffix', (simulator) => {
  test('are the same numbers to the last bit', async () => {
    const save = SPELLED.flatMap((_, index) => [`v(a${index})`, `v(b${index})`]);
    const session = await simulator().open({ title: 'sizes', text: `${SOURCES}\n` });
    const found = await session.run({ kind: 'op' }, { save });
    const different = SPELLED.flatMap(([value, suffixed], index) => {
      const [a] = column(found, `v(a${index})`);
      const [b] = column(found, `v(b${index})`);
      return a !== undefined && a > 0 && a === b ? [] : [`${suffixed}: ${a}, ${spiceNumber(value)}: ${b}`];
    });
    expect(different).toEqual([]);
  });
});
