import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isHeaderAgain, isNobodysLine, rowShape } from './row-shape';

test.each([
  [['a', 'b', 'c'], 'fits'],
  [['a', 'b'], 'padded'],
  [['a'], 'short'],
  [['a', 'b', 'c', '', ' ', '\0'], 'extra-blank'],
  [['a', 'b', 'c', '', 'd'], 'long'],
] as const)('%o beside three columns, of which two are needed, %s', (cells, shape) => {
  expect(rowShape(cells, 3, 1)).toBe(shape);
});

test('what is left out at the end is padded wherever it was cut, up to the last value that is needed', () => {
  const value = fc.constantFrom('', 'a', ' ', '7001');
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 3, maxLength: 9 }),
      fc.nat(8),
      fc.nat(9),
      (row, needed, kept) => {
        const last = Math.min(needed, row.length - 1);
        const shape = rowShape(row.slice(0, kept), row.length, last);
        expect(shape).toBe(kept >= row.length ? 'fits' : kept > last ? 'padded' : 'short');
      },
    ),
  );
});

const NAMES = ['school_id', 'student_id', 'Date'];
test.each([
  [['school_id', 'student_id', 'Date'], true],
  [['SCHOOL_ID', 'Student_Id', 'date'], true],
  [['\ufeff"school_id"', ' student id ', 'DATE', ''], true],
  [['school_id', 'student_id'], false],
  [['school_id', 'student_id', '2026-11-19'], false],
])('%o is the header again: %s', (cells, is) => {
  expect(isHeaderAgain(cells, NAMES)).toBe(is);
});

describe('a line that is nobody’s', () => {
  test.each([
    '---,---',
    '-,-,-,-',
    '-------',
    '=====,=====,=====',
    ';;;;',
    '|||||',
    '――――――――',
    '────┼────,────',
    '::::::::',
    '+----+----+',
    '\x1a',
    ', ,\0,',
    '(30 rows affected)',
    '(1 row affected)',
    '(0 rows)',
    '30 rows selected.',
    'no rows selected',
    '1,234 records exported',
    '30 row(s) returned',
    '30 rows in set (0.01 sec)',
    '30 rows copied.',
    'Total: 30,,,,',
    'Total,30',
    'TOTAL,,,,30',
    'Grand Total: 1,234',
    'Total records: 30',
    'Total number of students: 30',
    'Record count = 30',
    'Number of rows: 30',
    'Records: 30',
    'Count,30,,',
    'TRAILER,30',
    'TRL|000030|20261119',
    'EOF',
    '<EOF>',
    'End of report',
    '*** END OF FILE ***',
    '--- end ---',
    'Page 1 of 3',
    'Page 2',
    'Generated on 11/19/2026 10:15 AM',
    'Report generated: 2026-11-19',
    'Created by,PowerSchool',
    'Run date: 11/19/2026',
    'As of,11/19/2026',
    'Completion time: 2026-11-19T10:15:32.1234567-07:00',
    'Elapsed: 00:00:01.23',
    'SQL> spool off',
    '11/19/2026 10:15:32 AM',
    '2026-11-19T10:15:32Z',
    'Thu Nov 19 2026 10:15:32',
    'Confidential',
    'Copyright 2026 Example SIS',
  ])('%s', (line) => {
    const cells = line.includes('1,234') ? [line] : line.split(',');
    expect(isNobodysLine(cells)).toBe(true);
  });

  test.each([
    'school-1',
    'school-1,s4',
    '30',
    '7001,7002',
    's1,2026-11-19',
    '2026-11-19',
    '2026-11-19 00:00:00',
    '11/19/2026 12:00:00 AM',
    'Lincoln High School',
    'school-1,,2026-11-19,Unexcused Absence',
    'Total Learning Academy,s4,2026-11-19,Unexcused Absence,Sick,1,',
    'st-001,,,student,Page,Turner',
    'End Street School,s1,2026-11-19',
    'ROW-12',
    'count-1,7',
    '-1',
    'End,Ana',
  ])('could be somebody’s: %s', (line) => {
    expect(isNobodysLine(line.split(','))).toBe(false);
  });

  test('a sentence is nobody’s where no row begins with several words', () => {
    const cells = ['and said he is ill today'];
    expect(isNobodysLine(cells, { isSentenceNobodys: true })).toBe(true);
    expect(isNobodysLine(cells)).toBe(false);
    expect(isNobodysLine(['school-1'], { isSentenceNobodys: true })).toBe(false);
  });

  test('is told at once, however long it is', () => {
    const long = '-'.repeat(1_000_000);
    expect(isNobodysLine([long])).toBe(true);
    expect(isNobodysLine([`${long}x`])).toBe(false);
  });
});
