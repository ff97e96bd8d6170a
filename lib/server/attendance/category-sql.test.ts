import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ATTENDANCE_CATEGORIES, CATEGORY_TRAITS } from '@/lib/core/attendance/categories';
import { CATEGORY_SQL, categorySql } from './category-sql';

const columns = { TARDY: 'tardy', TRUANT: 'truant', UNEXCUSED_ABSENCE: 'unexcused' };
const planted = categorySql({ ...CATEGORY_TRAITS, TRUANT: { countsAsAbsence: true } }, columns);

test('another absence shows up wherever absences or events are asked for', () => {
  expect(planted.isAbsence('e')).toBe("e.category IN ('TRUANT', 'UNEXCUSED_ABSENCE')");
  expect(planted.counts('e')).toContain("FILTER (WHERE e.category = 'TRUANT') AS truant");
  expect(planted.absent('t')).toBe('t.truant + t.unexcused');
  expect(planted.events()).toBe('tardy + truant + unexcused');
});

test('every category of core is counted', () => {
  for (const category of ATTENDANCE_CATEGORIES)
    expect(CATEGORY_SQL.counts('e')).toContain(`e.category = '${category}'`);
  expect(CATEGORY_SQL.events().split(' + ')).toHaveLength(ATTENDANCE_CATEGORIES.length);
});

test('no other SQL lists absences or adds up categories by itself', () => {
  const files = globSync('lib/server/**/*.ts').filter(
    (file) => !/\.test\.ts$|generated|category-sql\.ts$/.test(file),
  );
  expect(files.length).toBeGreaterThan(100);
  const listing = files.filter((file) =>
    /'(?:UN)?EXCUSED_ABSENCE'(?:, '|[^']*meaning === ')|\bexcused \+ |\bunexcused \+ /.test(
      readFileSync(file, 'utf8'),
    ),
  );
  expect(listing).toEqual([]);
});
