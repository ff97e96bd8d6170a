import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_RECORD_CHARACTERS, RecordReader, type CsvRecord } from './read-records';

const isRow = (cells: readonly string[]): boolean => cells.length === 3 && /^\d+$/.test(cells[0]!);

function readAll(text: string, pieces: readonly number[] = []): CsvRecord[] {
  const reader = new RecordReader(isRow);
  const records: CsvRecord[] = [];
  let at = 0;
  for (const size of pieces) {
    records.push(...[...reader.take(text.slice(at, at + size))].flat());
    at += size;
  }
  return [...records, ...[...reader.take(text.slice(at))].flat(), ...[...reader.end()].flat()];
}

const shown = ({ line, cells, problem }: CsvRecord): string =>
  `${line} ${problem ?? cells.map((cell) => `[${cell}]`).join('')}`;

describe('records', () => {
  test.each<[string, string, string[]]>([
    ['plain rows', '1,a,b\n2,c,d', ['1 [1][a][b]', '2 [2][c][d]']],
    ['every line end', '1,a,b\r\n2,c,d\r3,e,f\n', ['1 [1][a][b]', '2 [2][c][d]', '3 [3][e][f]']],
    ['a note with line breaks', '1,"x\ny\n\nz",b\n2,c,d', ['1 [1][x\ny\n\nz][b]', '5 [2][c][d]']],
    ['a note in two columns', '1,"x\ny","z\n"\n2,c,d', ['1 [1][x\ny][z\n]', '4 [2][c][d]']],
    ['doubled quotes', '1,"say ""hi""\n""",b', ['1 [1][say "hi"\n"][b]']],
    ['a quote inside a value', '1,5\' 2",b\n2,c,d', ['1 [1][5\' 2"][b]', '2 [2][c][d]']],
    ['blanks after a closing quote', '1,"a"  ,b', ['1 [1][a][b]']],
    ['a stray quote', '1,"x"y,b\n2,c,d', ['1 QUOTE', '2 [2][c][d]']],
    [
      'a quote that never closes',
      '1,"x,b\n2,c,d\n3,e,f',
      ['1 QUOTE', '2 [2][c][d]', '3 [3][e][f]'],
    ],
    [
      'two stray quotes, rows apart',
      '1,"x,b\n2,c,d\n3,62",f\n4,g,h',
      ['1 QUOTE', '2 [2][c][d]', '3 [3][62"][f]', '4 [4][g][h]'],
    ],
    [
      'a note that quotes a row',
      '1,"he wrote:\n2,c,d\nbye",b\n3,e,f',
      ['1 [1][he wrote:\n2,c,d\nbye][b]', '4 [3][e][f]'],
    ],
    [
      'a stray quote before a note',
      '1,"x,b\n2,"y\nz",d\n3,e,f',
      ['1 QUOTE', '2 [2][y\nz][d]', '4 [3][e][f]'],
    ],
  ])('%s', (_name, text, rows) => {
    expect(readAll(text).map(shown)).toEqual(rows);
  });

  test.each([22, 500, 5000])(
    'a note of %i lines is one value, and lines after it keep their numbers',
    (lines) => {
      const note = Array.from({ length: lines }, (_, index) => `Line ${index}, of a note`).join(
        '\n',
      );
      const records = readAll(`1,"${note}",b\n2,"x"y,d\n3,e,f\n`);
      expect(records.map(({ line, problem }) => [line, problem])).toEqual([
        [1, null],
        [1 + lines, 'QUOTE'],
        [2 + lines, null],
      ]);
      expect(records[0]?.cells[1]).toBe(note);
    },
  );

  test('a line longer than a record may be is skipped, whatever came before it', () => {
    const long = 'a,'.repeat(MAX_RECORD_CHARACTERS);
    for (const text of [`1,a,b\n${long}\n2,c,d`, `1,a,b\n${long}`, `1,"a,b\n${long}\n2,c,d`])
      expect(readAll(text)[1]).toEqual({ line: 2, cells: [], problem: 'TOO_LONG' });
  });

  // A trim of quotes leaves the first; each line then opens a value that the next one closes and opens again.
  test.each(['2026-09-01","s1","Absent\n', 'a","b\n', '"""\n,"x"y\n', '"a\n'])(
    'a file of a megabyte of %j is read a few times at most, not once for each line',
    (line) => {
      const lines = Math.ceil(1e6 / line.length);
      let longest = 0;
      let count = 0;
      const reader = new RecordReader(isRow);
      const pieces = [line.repeat(lines), '7,"a\nb",c\n'];
      for (const text of pieces) {
        for (const records of reader.take(text)) {
          longest = Math.max(longest, records.length);
          count += records.length;
        }
      }
      for (const records of reader.end()) count += records.length;
      // What may be read again at once, and nine times what there is: where every line is read as often as a record may
      // be long, it is thousands of times.
      expect(reader.charactersScanned).toBeLessThan(
        16 * MAX_RECORD_CHARACTERS + 9 * pieces.join('').length,
      );
      expect(longest).toBeLessThanOrEqual(4096);
      expect(count).toBeGreaterThan(lines / 2);
    },
  );

  test('a value that does not close costs no value that does, however many there are', () => {
    const note = `"${'a note\n'.repeat(100)}"`;
    const text = `1,"x,b\n${'2,c,d\n'.repeat(60_000)}`.repeat(3) + `3,${note},d\n`.repeat(20);
    const records = readAll(text);
    expect(records.filter(({ problem }) => problem !== null)).toHaveLength(3);
    expect(records.filter(({ cells }) => cells[1]?.includes('a note\n'))).toHaveLength(20);
  });

  test('the same in whatever pieces the text comes', () => {
    const part = fc.constantFrom(
      '1',
      'x',
      ',',
      '"',
      '""',
      '\n',
      '\r',
      '\r\n',
      ',"',
      '",',
      '2,c,d\n',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 40 }),
        fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 }),
        (parts, pieces) => {
          const text = parts.join('');
          expect(readAll(text, pieces)).toEqual(readAll(text));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('what was written is read back', () => {
    const cell = fc.stringMatching(/^[ab",\n]{0,8}$/);
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(rows, (values) => {
        const written = values.map((cells) =>
          ['row', ...cells].map((value) => `"${value.replaceAll('"', '""')}"`).join(','),
        );
        expect(readAll(`${written.join('\n')}\n`).map(({ cells }) => cells.slice(1))).toEqual(
          values,
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
