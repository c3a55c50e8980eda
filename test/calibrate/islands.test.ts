import type { Composition, Instance } from '../../src/compose/composition.js';
import { islandsOf } from '../../src/calibrate/islands.js';

/** An instance whose ports carry these nets in the rig. */
const instance = (id: string, ...nets: string[]): Instance =>
  ({ id, cell: { ports: nets.map((name) => ({ name })) }, nets: {} }) as unknown as Instance;

function islands(...instances: Instance[]): (number | undefined)[] {
  const found = islandsOf(
    { net: (_, name) => name },
    { instances, events: [{ net: 'pre' }] as unknown as Composition['events'] },
  );
  return instances.map(({ id }) => found.get(id));
}

test('a bias that two cells share joins them, also through a third one', () => {
  expect(
    islands(
      instance('a', 'bias', 'vdd'),
      instance('b', 'x', 'vdd'),
      instance('c', 'bias', 'zero'),
      instance('d', 'zero', '0'),
    ),
  ).toEqual([0, 1, 0, 0]);
});

test('supply, ground and events are held: they join nothing', () => {
  expect(islands(instance('a', 'pre', 'vdd', '0'), instance('b', 'pre', 'vdd', '0'))).toEqual([0, 1]);
});
