import fc from 'fast-check';

import {
  escapeSoql,
  rawSoql,
  soql,
  soqlName,
  soqlPattern,
  type SoqlValue,
} from '../../../../server/src/providers/connectors/soql';

/** Reads the text between quotes as Salesforce does; null where it ends early or never. */
function readQuoted(text: string): string | null {
  const content = /^'((?:[^'\\\n\r]|\\.)*)'$/s.exec(text)?.[1];
  const letters: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  return content?.replace(/\\(.)/gs, (_all, letter: string) => letters[letter] ?? letter) ?? null;
}

describe('a value in a query', () => {
  it.each<[SoqlValue, string]>([
    ["O'Hara", "'O\\'Hara'"],
    ["\\' OR Name != '", "'\\\\\\' OR Name != \\''"],
    ['two\nlines', "'two\\nlines'"],
    [12.5, '12.5'],
    [true, 'true'],
    [null, 'NULL'],
    [new Date(Date.UTC(2026, 0, 31, 9, 30)), '2026-01-31T09:30:00.000Z'],
    [['a', "b'"], "('a', 'b\\'')"],
    [soqlName('Owner.Shelf__c'), 'Owner.Shelf__c'],
  ])('%j is written as %s', (value, expected) => {
    expect(soql`SELECT Id FROM Book__c WHERE A = ${value} LIMIT 1`.text).toBe(
      `SELECT Id FROM Book__c WHERE A = ${expected} LIMIT 1`,
    );
  });

  it('is read back as it was, whatever it holds', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom("'", '\\', '"', '\n', '%', '_', 'n', 'x') }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(readQuoted(soql`${text}`.text)).toBe(text);
        expect(readQuoted(`'${escapeSoql(text)}'`)).toBe(text);
      }),
    );
  });

  it.each([undefined, NaN, Infinity, 1e21, {}, [], [[]], () => 1, Symbol('a')])(
    'cannot be %p',
    (value) => {
      expect(() => soql`SELECT Id FROM A WHERE B = ${value as SoqlValue}`).toThrow(TypeError);
    },
  );

  it('cannot stand between quotes, where it would end them', () => {
    const name = ' OR Name != ';
    expect(() => soql`SELECT Id FROM A WHERE Name = '${name}'`).toThrow('write none around them');
    expect(() => soql`SELECT Id FROM A WHERE Name = '%${name}%'`).toThrow(TypeError);
    expect(soql`SELECT Id FROM A WHERE B = 'it\\'s' AND Name = ${name}`.text).toContain("= ' OR");
  });
});

describe('a pattern', () => {
  it('has the placeholders that were written into it and no others', () => {
    const start = "50%_o'";
    expect(soql`SELECT Id FROM A WHERE Name LIKE ${soqlPattern`${start}%`}`.text).toBe(
      "SELECT Id FROM A WHERE Name LIKE '50\\%\\_o\\'%'",
    );
  });
});

describe('a name', () => {
  it.each(['Account', 'Owner.Name', 'Shelf__c', 'ns__Shelf__r.Name'])('may be %s', (name) => {
    expect(soqlName(name).text).toBe(name);
  });

  it.each(['', 'Id FROM User', "Name'", 'A.', '.A', '1A', 'A--', 'Ä', 'A\n'])(
    'cannot be %j',
    (name) => {
      expect(() => soqlName(name)).toThrow(TypeError);
    },
  );
});

it('a query that was vouched for stays as it is', () => {
  expect(rawSoql("SELECT Id FROM A WHERE B = 'x'").text).toBe("SELECT Id FROM A WHERE B = 'x'");
});
