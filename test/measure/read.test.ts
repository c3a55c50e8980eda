import { readMeasurement } from '../../src/measure/read.js';

test('a measurement is read with its counts, windows and quoted values', () => {
  expect(readMeasurement(".meas tran d trig v(a,b) val='vdd/2' td=1m rise=2 targ v(out)=0.5 cross=last", 7)).toEqual({
    name: 'd',
    analysis: 'tran',
    line: 7,
    quantity: {
      kind: 'delay',
      trigger: {
        crossing: { left: 'v(a,b)', right: 'vdd/2', count: { edge: 'rise', number: 2 }, window: { delay: '1m' } },
      },
      target: { crossing: { left: 'v(out)', right: '0.5', count: { edge: 'cross', number: 'last' }, window: {} } },
    },
  });
  expect(readMeasurement(".measure ac g find par('vdb(out)*2') at = {f0}", 1).quantity).toEqual({
    kind: 'find',
    of: 'vdb(out)*2',
    place: { at: 'f0' },
  });
});

test.each([
  ['.meas foo x max v(out)', '"foo" is no analysis that can be measured'],
  ['.meas tran x maxx v(out)', '"maxx" is nothing that can be measured'],
  ['.meas tran x when v(out)', '"v(out)" has no value to cross'],
  ['.meas tran x when v(out)=1 rise=0', '"rise=0" counts nothing'],
  ['.meas tran x max v(out) until=3', '"until=" means nothing in a measurement'],
  ['.meas tran x trig v(a) val=1 rise=1', '"trig" without "targ"'],
  ['.meas tran x find v(a)', 'nothing says where'],
  ['.meas tran', 'is no name of a measurement'],
])('%s', (text, message) => {
  expect(() => readMeasurement(text, 3)).toThrow(message);
  expect(() => readMeasurement(text, 3)).toThrow('line 3');
});
