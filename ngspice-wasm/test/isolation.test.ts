import { createNgspice, type Ngspice } from '../src/index.js';
import { last, RC, STEP } from './support.js';

/*
 * ngspice keeps some options of a circuit as variables of its interpreter, where the next circuit finds them.
 */
describe('nothing of a circuit reaches the next', () => {
  let used: Ngspice;
  let fresh: Ngspice;
  const diode = RC.replace('.end', 'd1 out 0 dm\nm1 in out 0 0 nm w=1 l=1\n.model dm d\n.model nm nmos level=1\n.end');
  beforeAll(async () => {
    [used, fresh] = [await createNgspice(), await createNgspice()];
  });
  beforeAll(() => fresh.load(diode));

  test.each([
    '.options cshunt=1e-7',
    '.options scale=1e-6',
    '.options temp=100',
    '.options tnom=50',
    '.temp 85',
    '.options gmin=1e-3',
    '.options method=gear maxord=3',
    '.options reltol=1e-1',
    '.options rshunt=1e3',
    '.options seed=5',
    '.param out=3',
    '.func v(x) {3*x}',
    '.global out',
    '.ic v(out)=0.7',
    '.options savecurrents',
    '.save v(in)',
    '.meas tran m max v(out)',
  ])('%s', async (line) => {
    await used.load(RC.replace('.end', `${line}\n.end`));
    used.run(STEP);
    await used.load(diode);
    const [again, reference] = [used.run(STEP), fresh.run(STEP)];
    expect([...again.vectors.keys()]).toEqual([...reference.vectors.keys()]);
    expect(again.get('v(out)').values).toEqual(reference.get('v(out)').values);
    expect(last(used.run({ kind: 'op' }), 'i(v1)')).toBe(last(fresh.run({ kind: 'op' }), 'i(v1)'));
  });

  test('random numbers of a netlist start anew with each load', async () => {
    const deck = 'random\n.param x=agauss(1,0.5,1)\nv1 1 0 {x}\nr1 1 0 1k\n.end\n';
    const values: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      await used.load(deck);
      values.push(last(used.run({ kind: 'op' }), 'v(1)'));
    }
    expect(new Set(values).size).toBe(1);
  });
});
