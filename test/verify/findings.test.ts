import { findingsOf } from '../../src/verify/findings.js';

test('a spec whose checks are all against the model is told so, before anything that passed', () => {
  const said = 'nothing was compared with the rule: every check is against the model, which is made from this circuit';
  expect(findingsOf([], [{ against: 'model' }, { against: 'model' }])).toEqual([said]);
  expect(findingsOf([], [{ against: 'model' }, { against: 'rule' }])).toEqual([]);
  expect(findingsOf([], [])).toEqual([]);
});
