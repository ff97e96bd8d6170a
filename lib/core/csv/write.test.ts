import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { CSV_BYTE_ORDER_MARK, toCsvRow } from './write';

describe('toCsvRow', () => {
  it.each<[string, readonly (string | number | boolean | null)[], string]>([
    ['plain values', ['a', 1, true, null], 'a,1,true,\r\n'],
    ['a comma', ['a,b'], '"a,b"\r\n'],
    ['a quote', ['say "hi"'], '"say ""hi"""\r\n'],
    ['a line break', ['a\nb'], '"a\nb"\r\n'],
    ['equals', ['=1+1'], "'=1+1\r\n"],
    ['plus', ['+1'], "'+1\r\n"],
    ['minus', ['-1'], "'-1\r\n"],
    ['at', ['@SUM(A1)'], "'@SUM(A1)\r\n"],
    ['tab', ['\t=1'], "'\t=1\r\n"],
    ['carriage return', ['\r=1'], '"\'\r=1"\r\n'],
    ['null character', ['\0=1'], "'\0=1\r\n"],
    ['full-width equals', ['＝1'], "'＝1\r\n"],
    ['full-width plus', ['＋1'], "'＋1\r\n"],
    ['full-width minus', ['－1'], "'－1\r\n"],
    ['full-width at', ['＠a'], "'＠a\r\n"],
    [
      'a formula with a comma is prefixed and quoted',
      ['=HYPERLINK("x","y")'],
      '"\'=HYPERLINK(""x"",""y"")"\r\n',
    ],
    ['a number below zero stays a number', [-4.5], '-4.5\r\n'],
    ['a sign inside is text', ['a=b'], 'a=b\r\n'],
  ])('%s', (_name, values, expected) => {
    expect(toCsvRow(values)).toBe(expected);
  });

  it('starts files with the mark Excel needs', () => {
    expect(CSV_BYTE_ORDER_MARK).toBe('\ufeff');
  });

  it('reads back as what was written, and never as a formula', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }),
        (values) => {
          const line = toCsvRow(values);
          const [row] = Papa.parse<string[]>(line, { delimiter: ',', newline: '\r\n' }).data;
          expect(row?.map((cell) => cell.replace(/^'/, ''))).toEqual(
            values.map((value) => value.replace(/^'/, '')),
          );
          for (const cell of row ?? []) expect(cell).not.toMatch(/^[=+\-@\t\r\0＝＋－＠]/);
        },
      ),
    );
  });
});
