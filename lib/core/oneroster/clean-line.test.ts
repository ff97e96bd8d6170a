import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLanguageMapper } from '@/lib/core/languages';
import { createCleanLines } from './clean-line';
import { fileSpecForEntity, storedColumns } from './files';
import { readHeader } from './header';
import { createRowReader } from './row';
import type { RowSettings } from './row/row-state';

const spec = fileSpecForEntity('enrollment');
const SETTINGS: RowSettings = {
  mode: 'bulk',
  languages: createLanguageMapper(),
  acceptUsDates: false,
  readOtherRolesAsStaff: false,
  readAidesAsProctors: true,
  allowMissingCourse: false,
};
const HEADER = spec.columns.map((column) => column.name);

function open(names: readonly string[], settings: Partial<RowSettings> = {}) {
  const header = readHeader(spec, [...names]);
  if (!header.ok) throw new Error('the header of the test is wrong');
  const reader = createRowReader(spec, header, { ...SETTINGS, ...settings });
  const lines = createCleanLines(spec, header, { ...SETTINGS, ...settings });
  const isClean = (cells: readonly string[]): boolean => {
    const bytes = Buffer.from(cells.join(','));
    const bounds = new Int32Array(2 * cells.length);
    let at = 0;
    for (const [i, cell] of cells.entries()) {
      bounds[2 * i] = at;
      bounds[2 * i + 1] = at + cell.length;
      at += cell.length + 1;
    }
    return lines?.isClean(bytes, bounds) ?? false;
  };
  return { reader, lines, isClean };
}

const CLEAN: Readonly<Record<string, string>> = {
  sourcedId: 'e-1',
  classSourcedId: 'k_1',
  schoolSourcedId: '0010',
  userSourcedId: 'u@1/2.3',
  role: 'student',
  primary: 'false',
  beginDate: '2028-02-29',
  endDate: '2028-02-29',
};
const row = (changes: Readonly<Record<string, string>>, names = HEADER): string[] =>
  names.map((name) => ({ ...CLEAN, ...changes })[name] ?? '');

describe('a line is clean', () => {
  const { isClean } = open(HEADER);
  test.each([
    ['as it is', {}],
    ['of each role', { role: 'administrator' }],
    ['without saying whether it is the primary one', { primary: '' }],
    ['without dates', { beginDate: '', endDate: '' }],
    ['on the last day of a month', { beginDate: '2026-08-31', endDate: '2027-05-31' }],
    ['with an id of 255 characters', { userSourcedId: 'u'.repeat(255) }],
  ])('%s', (_, changes) => expect(isClean(row(changes))).toBe(true));
});

describe('a line is read', () => {
  const { isClean } = open(HEADER);
  test.each([
    ['without its id', { sourcedId: '' }],
    ['without its class', { classSourcedId: '' }],
    ['with an id that is too long', { userSourcedId: 'u'.repeat(256) }],
    ['with an id of unusual characters', { userSourcedId: 'u 1' }],
    ['with a rounded id', { userSourcedId: '9.1E+11' }],
    ['with a role in capitals', { role: 'Student' }],
    ['with a role of another list', { role: 'aide' }],
    ['with a role that begins like another', { role: 'students' }],
    ['with a number for yes', { primary: '1' }],
    ['on a day that does not exist', { beginDate: '2027-02-29' }],
    ['in the month 13', { beginDate: '2027-13-01' }],
    ['with a date in slashes', { beginDate: '9/05/2026' }],
    ['with letters in its date', { beginDate: '2O26-09-05' }],
    ['that ends before it begins', { beginDate: '2026-09-05', endDate: '2026-09-04' }],
    ['with a status', { status: 'active' }],
    ['with a time of change', { dateLastModified: '2026-09-05T00:00:00Z' }],
  ])('%s', (_, changes) => expect(isClean(row(changes))).toBe(false));

  test('when a column of the district has something', () => {
    const names = [...HEADER, 'metadata.track'];
    const extended = open(names);
    expect(extended.isClean(row({}, names))).toBe(true);
    expect(extended.isClean(row({ 'metadata.track': 'b' }, names))).toBe(false);
  });

  test('when it is the header again', () => expect(isClean(HEADER)).toBe(false));

  test('in a delta', () => expect(open(HEADER, { mode: 'delta' }).lines).toBeNull());
});

test('whatever is clean the reader accepts without a word, and keeps as it stands', () => {
  const cell = fc.oneof(
    fc.constantFrom(...Object.values(CLEAN), '', 'teacher', 'true', '2027-01-01', '2026-12-31'),
    fc.string({
      maxLength: 12,
      unit: fc.integer({ min: 33, max: 126 }).map((n) => String.fromCharCode(n)),
    }),
  );
  const changed = fc.dictionary(fc.constantFrom(...HEADER), cell, { maxKeys: 3 });
  let cleanLines = 0;
  fc.assert(
    fc.property(changed, (changes) => {
      const cells = row(changes).map((text) => text.replaceAll(/[",\\]/g, '.'));
      const { reader, isClean } = open(HEADER);
      if (!isClean(cells)) return;
      cleanLines += 1;
      const outcome = reader.read(cells);
      expect(outcome).toMatchObject({ kind: 'accepted', issues: null });
      expect(reader.notes()).toEqual([]);
      const values = outcome.kind === 'accepted' ? outcome.values : [];
      for (const [i, value] of values.entries()) {
        const kept = cells[reader.cellIndexes[i] ?? -1] ?? '';
        if (kept === '') expect(value).toBe(reader.emptyValues[i]);
        else expect(String(value)).toBe(kept);
      }
      expect(values).toHaveLength(storedColumns('enrollment').length);
    }),
    { numRuns: 3_000 },
  );
  expect(cleanLines).toBeGreaterThan(200);
});
