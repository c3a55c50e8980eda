import { readDocument } from '../../src/spec/document.js';
import { UserError } from '../../src/units/user-error.js';

/** `line:column message` of the one fault of a text. */
function faultOf(text: string): string {
  try {
    readDocument(text, 'a.yaml');
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [{ line, column, message } = { message: '' }] = error.problems;
    return `${line ?? ''}:${column ?? ''} ${message}`;
  }
  return 'no fault';
}

test.each([
  [
    'rulespice: 1\nrule: { kind: trace, tau: 20 ms\nverify:\n  - { max: 5 % }\n',
    '2:7 found "{" without its "}"; close it',
  ],
  ['verify:\n  - { quantity: tau, max: 5 %\n  - { quantity: w }\n', '2:5 found "{" without its "}"; close it'],
  ['variations:\n  corners: [tt, ff\n  temperature: [0 C]\n', '2:12 found "[" without its "]"; close it'],
  ['rule: { kind: trace, # a }\n  tau: 20 ms\nverify: 1\n', '1:7 found "{" without its "}"; close it'],
  ['rule: { kind: trace ]\n', '1:21 found "]" where "}" has to close the "{"; write "}"'],
  [
    'rule: { kind: trace }}\n',
    '1:22 found "}" without a "{" before it; there is one too many, or one is missing before',
  ],
  ['rule: { kind: trace tau: 20 ms }\n', 'without a comma between them; put one between "trace" and "tau"'],
  ['description: "a b\nname: c\n', '1:14 found " without the " that ends the text; close it on the same line'],
  ["description: 'a b\nname: c\n", "1:14 found ' without the ' that ends the text"],
  ['rulespice: 1\nname t\n', '2:1 found "name t" without a colon; expected "key: value"'],
  ['rulespice:1\nname: t\n', '1:1 found "rulespice:1"; put a space after the colon: "rulespice: 1"'],
  [
    'description: A trace: of 20 ms\n',
    '1:14 found a second ":" in one value, "A trace: of 20 ms"; put the value in quotes',
  ],
  ['rule:\n  kind: trace\n    tau: 20 ms\n', '2:9 the next line is indented deeper than this one'],
  ['rule:\n  kind: trace\n tau: 20 ms\n', 'this line starts in another column than what it belongs to'],
  ['max: %5\n', '1:6 a value cannot start with "%"; write "5 %"'],
])('%j says where the slip is and what to write', (text, said) => {
  expect(faultOf(text)).toContain(said);
});

test.each([
  ['rule: { kind: trace, tau: 16,8 ms }\n', '1:27 found "16,8 ms" with a decimal comma; write "16.8 ms"'],
  ['rule: { amplitude: 0,02, tau: 5 ms }\n', '1:20 found "0,02" with a decimal comma; write "0.02"'],
  ['spikes: { pre: [10,5 ms, 20 ms] }\n', '1:17 found "10,5 ms" with a decimal comma; write "10.5 ms"'],
])('%j is a decimal comma, which YAML takes for the next entry', (text, said) => {
  expect(faultOf(text)).toBe(said);
});

test.each([
  'range: [0,1]\n',
  'sizes: [2,4,8]\n',
  'spikes: { pre: [10 ms,20 ms] }\n',
  'spikes: { pre: [0, 20 ms] }\n',
  'synapses: [{ from: 1, to: 2 }]\n',
])('%j is none', (text) => {
  expect(faultOf(text)).toBe('no fault');
});
