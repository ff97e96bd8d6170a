import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { MAX_RAW_CHARACTERS, rawLine } from './raw-line';

const columns = ['sourcedId', 'givenName', 'email', 'phone', 'grades', 'metadata.homePhone'];

const shown = (line: string, more: Partial<Parameters<typeof rawLine>[1]> = {}) =>
  rawLine(line, { columns, column: null, ...more })
    .parts.map(({ text }) => text)
    .join('');

describe('a line as it came', () => {
  it.each([
    ['as it is', 'u1,Ana,,,05,', 'u1,Ana,,,05,'],
    ['with its quotes', 'u1,"Ana, ""Nan""",,,"05,06",', 'u1,"Ana, ""Nan""",,,"05,06",'],
    ['with what cannot be seen', 'u1,A\u0000n\ta\r,,,\u200b05,', 'u1,A␀n⇥a↵,,,<U+200B>05,'],
    ['without contact details', 'u1,Ana,a@example.org,2065550134,05,', 'u1,Ana,••••••,••••••,05,'],
    ['without a number of the district’s own', 'u1,Ana,,,05,2065550134', 'u1,Ana,,,05,••••••'],
    ['an email address where none belongs', 'u1,ana@example.org,,,05,', 'u1,••••••,,,05,'],
    ['a number written as people do', 'u1,(206) 555-0134,,,05,', 'u1,••••••,,,05,'],
    ['ids and dates stay', '9100001234567,2026-08-17,,,05,', '9100001234567,2026-08-17,,,05,'],
  ])('%s', (_name, line, expected) => {
    expect(shown(line)).toBe(expected);
  });

  it('covers contact details that a comma too many moved on', () => {
    expect(shown('u1,Ana,Maria,secret-login,2065550134,05,')).not.toMatch(/secret|2065550134/);
  });

  it('covers them behind a quote that never closes', () => {
    expect(shown('u1,"Ana,secret-login,2065550134,05,')).toBe('u1,"Ana,••••••,••••••,05,');
  });

  it('shows names of columns in a header, which hold nothing of a person', () => {
    expect(shown(columns.join(','), { columns: [] })).toBe(columns.join(','));
  });

  it('marks the cell the problem is in, however its name is written', () => {
    const { parts } = rawLine('u1,Ana,,,99,', { columns, column: 'Grades' });
    expect(parts.filter(({ isHere }) => isHere)).toEqual([
      { kind: 'text', text: '99', isHere: true },
    ]);
  });

  it('is cut at 500 characters, and says so', () => {
    const whole = 'x'.repeat(MAX_RAW_CHARACTERS);
    expect(rawLine(whole, { columns: [], column: null }).isCut).toBe(false);
    const cut = rawLine(`${whole}y`, { columns: [], column: null });
    expect(cut.isCut).toBe(true);
    expect(cut.parts.map(({ text }) => text).join('')).toBe(whole);
    expect(rawLine(`${whole},`, { columns: [], column: null }).isCut).toBe(true);
  });
});

test('never shows a control character or an at sign, nor more than it may', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 700 }), (line) => {
      const text = shown(line);
      expect(text).not.toMatch(/[\p{Cc}@]/u);
      expect([...text].length).toBeLessThanOrEqual(MAX_RAW_CHARACTERS);
    }),
    { numRuns: 50 },
  );
});
