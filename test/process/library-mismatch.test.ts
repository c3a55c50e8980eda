import { mismatchIn } from '../../src/process/styles/library-mismatch.js';

const lines = (text: string) => text.split('\n').map((line, index) => ({ text: line, file: 'lib', line: index + 1 }));
const SIZE = { w: 1e-6, l: 1e-6 };

/** A subcircuit as gf180mcu writes it; the root of its area is an expression of w and l. */
const subcircuit = (root: string) =>
  lines(
    `.subckt n d g s b w=1u l=1u\n.param\n+ par_vth=0.007\n+ par_k=0.004\n+ p_sqrtarea='${root}'\n.param\n` +
      "+ var_k='0.5*par_k* 1e-06 / p_sqrtarea'\n+ mis_k=agauss(0,var_k,1)\n" +
      "+ var_vth='0.5*par_vth* 1e-06 / p_sqrtarea'\n" +
      "+ mis_vth=agauss(0,var_vth,1)\nm0 d g s b nx w='w' l='l'\n" +
      "+delvto='mis_vth*sw_stat_mismatch' mulu0='1-mis_k*sw_stat_mismatch'\n.ends",
  );

test('coefficients at an instance of a subcircuit, in metres', () => {
  const found = mismatchIn(subcircuit('sqrt(l*w)'), SIZE, 1);
  expect(found?.avt).toBeCloseTo(3.5e-9, 18);
  expect(found?.abeta).toBeCloseTo(2e-9, 18);
  expect(found?.at).toEqual([
    { parameter: 'delvto', file: 'lib', line: 12 },
    { parameter: 'mulu0', file: 'lib', line: 12 },
  ]);
});

test('a library that counts with effective lengths: its deviation at the drawn size is what counts', () => {
  const found = mismatchIn(subcircuit('sqrt((l-1.5e-7)*(w+1e-7))'), { w: 3e-7, l: 3e-7 }, 1);
  const deviation = (0.5 * 0.007 * 1e-6) / Math.sqrt(1.5e-7 * 4e-7);
  expect((found?.avt ?? NaN) / 3e-7 / deviation).toBeCloseTo(1, 12);
});

const CARDS = `.param n_slope=3e-3
.param t_slope=2e-3
.model n.0 nmos
+ lmin = 1e-7 lmax = 9e-7 wmin = 1e-7 wmax = 9e-6
+ vth0 = {0.5+MC_MM_SWITCH*AGAUSS(0,1.0,1)*(2*n_slope/sqrt(l*w*mult))}
.model n.1 nmos
+ lmin = 9e-7 lmax = 2e-6 wmin = 1e-7 wmax = 9e-6
+ toxe = {4e-09+MC_MM_SWITCH*AGAUSS(0,1.0,1)*(4e-09*1.0*(t_slope/sqrt(l*w*mult)))}
+ vth0 = {0.5+MC_MM_SWITCH*AGAUSS(0,1.0,1)*(n_slope/sqrt(l*w*mult))}`;

test('coefficients of the card for the size, in the unit of the library', () => {
  const found = mismatchIn(lines(CARDS), SIZE, 1e-6);
  expect(found?.avt).toBeCloseTo(3e-9, 18);
  expect(found?.abeta).toBeCloseTo(2e-9, 18);
  expect(found?.at.map(({ line }) => line)).toEqual([9, 8]);
  expect(mismatchIn(lines(CARDS), { w: 1e-6, l: 5e-7 }, 1e-6)).toMatchObject({
    avt: expect.closeTo(6e-9, 18) as number,
    abeta: 0,
  });
});

test('a library without mismatch', () => {
  expect(mismatchIn(lines('.model n nmos vth0=0.5'), SIZE, 1)).toBeUndefined();
});
