import { containedText, isolatedText } from '../../../admin/src/components/isolated-text';

const LRI = '\u2066';
const FSI = '\u2068';
const PDI = '\u2069';
const RLO = '\u202e';

test.each([
  ['plain', 'plain'],
  [`a ${RLO}b`, `a ${RLO}b`],
  ['an end that it has not begun', 'a b', `a${PDI}b`],
  ['ends that it has begun', `${LRI}a${PDI}b c`, `${LRI}a${PDI}b${PDI}c`],
  ['beginnings without an end', `${LRI}${LRI}a${PDI}${PDI}`, `${LRI}${LRI}a`],
  ['separators of paragraphs', 'a b c d', 'a\u2029b\u0085c\u001cd'],
  ['ends of lines', 'a\nb\nc\nd', 'a\nb\r\nc\rd'],
])('a text contains what it sets: %s', (text, expected, given = text) => {
  expect(containedText(given)).toBe(expected);
});

test('it can be isolated with nothing around it', () => {
  expect(isolatedText(`a${PDI}${RLO}b`)).toBe(`${FSI}a ${RLO}b${PDI}`);
});
