import {
  decidingArguments,
  mergedArguments,
  shardedArguments,
  shardedSchema,
} from '../../../src/cli/verify/arguments.js';
import { givenOf, OPTION_NAMES, type VerifyArguments } from '../../../src/cli/verify/verify-options.js';

/** A value of an option's kind that is not its default. */
const valueOf = ({ yargs }: (typeof OPTION_NAMES)[number]['about']): unknown => {
  if (yargs.type === 'boolean') return yargs.default !== true;
  return yargs.array === true ? ['7'] : '7';
};
const everything = {
  files: ['a.yaml'],
  ...Object.fromEntries(OPTION_NAMES.map(({ read, about }) => [read, valueOf(about)])),
} as unknown as VerifyArguments;

test.each(OPTION_NAMES.map(({ read, about }) => ({ read, about })))(
  '$read: what decides what is simulated reaches merge, and a kept report depends on it',
  ({ read, about }) => {
    const sharded = shardedSchema.parse(JSON.parse(JSON.stringify(shardedArguments(everything))));
    const merged = mergedArguments(sharded, { shardDir: 'elsewhere' });
    if (about.shard === 'repeated') expect(merged[read]).toEqual(everything[read]);
    else expect(sharded).not.toHaveProperty(read);
    const without = { ...everything, [read]: undefined };
    const decides = JSON.stringify(decidingArguments(without)) !== JSON.stringify(decidingArguments(everything));
    expect(decides).toBe(about.decides);
    if (about.shard === 'repeated') expect(about.decides).toBe(true);
  },
);

test('merge has the defaults of what no shard was told', () => {
  expect(mergedArguments({ files: ['a.yaml'], engine: 'native' }, { shardDir: 'shards', quiet: true })).toMatchObject({
    files: ['a.yaml'],
    engine: 'native',
    cache: true,
    checkNumerics: false,
    quiet: true,
    verbose: false,
  });
});

test('an option counts as given when it is not its default', () => {
  const nothing = mergedArguments({ files: [] }, {});
  expect(givenOf(nothing, () => true)).toBeUndefined();
  expect(givenOf({ ...nothing, updateBaseline: true }, () => true)).toMatchObject({ written: 'update-baseline' });
  expect(givenOf({ ...nothing, capacitor: ['5'] }, ({ arrays }) => !arrays)).toMatchObject({ written: 'capacitor' });
  expect(givenOf({ ...nothing, capacitor: ['5'] }, ({ shard }) => shard === 'refused')).toBeUndefined();
});

test('an argument that a manifest has and no option is, is refused', () => {
  expect(shardedSchema.safeParse({ files: [], colour: 'red' }).success).toBe(false);
  expect(shardedSchema.safeParse({ files: [], corner: 'tt' }).success).toBe(false);
  expect(shardedSchema.safeParse({ files: [], timeout: 'two\nlines' }).success).toBe(false);
});
