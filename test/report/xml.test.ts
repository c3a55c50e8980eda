import { element, escapeText } from '../../src/report/xml.js';
import { parseXml } from '../support/xml.js';

test('attributes without a value are left out; zero and nothing written are values', () => {
  expect(element('a', { one: undefined, two: 0, three: '' }, [])).toBe('<a two="0" three=""/>');
});

test('elements stand on lines of their own, text does not', () => {
  expect(element('a', {}, [element('b', {}, []), element('c', {}, ['x'])])).toBe('<a>\n<b/>\n<c>x</c>\n</a>');
  expect(element('a', {}, ['x', 'y'])).toBe('<a>xy</a>');
});

test('what is special in XML arrives as it was', () => {
  const text = `<b a="1" c='2'> & ]]> &amp; &lt;`;
  expect(parseXml(element('a', { value: text }, [escapeText(text)]))).toMatchObject({
    attributes: { value: text },
    text,
  });
  expect(escapeText(text)).not.toMatch(/<|>|&(?!(amp|lt|gt);)/);
});

test('an attribute is one line', () => {
  expect(element('a', { value: 'x\ny\r\nz\t.' }, [])).toMatch(/^<a value="x y {1,2}z \."\/>$/);
});

test('characters that XML does not have are not written, others are', () => {
  const strange = escapeText('a\u0000\u0001\u001b\ud800\ufffe\uffffb');
  expect(strange).toMatch(/^a[\x20-\x7e]+b$/);
  expect(escapeText('\t\n µ \ud7ff \ue000 \ufffd \u{1f600} \u{10ffff}')).toBe(
    '\t\n µ \ud7ff \ue000 \ufffd \u{1f600} \u{10ffff}',
  );
});
