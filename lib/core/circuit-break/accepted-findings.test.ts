import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceptedOnceApplied, isAccepted, type KnownFinding } from './accepted-findings';
import { evaluate } from './evaluate';
import { inSessionProfile } from './profiles';
import { defaultRules } from './rules';

const ofRows = (rows: readonly number[]): KnownFinding => ({
  measure: 'duplicates',
  subject: 'users.csv',
  count: rows.length,
  rows: new Set(rows),
  against: '',
});
const offBy = (count: number, against = '1000 below'): KnownFinding => ({
  measure: 'expectedCount',
  subject: 'students',
  count,
  rows: null,
  against,
});

test.each<[name: string, found: KnownFinding, accepted: KnownFinding | undefined, is: boolean]>([
  ['nothing was accepted', ofRows([1]), undefined, false],
  ['the same rows', ofRows([1, 2]), ofRows([2, 1]), true],
  ['fewer rows', ofRows([2]), ofRows([1, 2]), true],
  ['one row more', ofRows([1, 2, 3]), ofRows([1, 2]), false],
  ['another row', ofRows([1, 3]), ofRows([1, 2]), false],
  ['as far off', offBy(300), offBy(300), true],
  ['not as far off', offBy(299), offBy(300), true],
  ['further off', offBy(301), offBy(300), false],
  ['off on the other side', offBy(300, '1000 above'), offBy(300), false],
  ['off another number', offBy(300, '1200 below'), offBy(300), false],
  ['rows beside a count', ofRows([1]), offBy(1), false],
])('%s', (_, found, accepted, is) => {
  expect(isAccepted(found, accepted)).toBe(is);
});

const rows = fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 8 });

describe('once applied', () => {
  test('what was seen is accepted, and nothing beside it', () => {
    fc.assert(
      fc.property(rows, rows, fc.boolean(), fc.boolean(), (now, before, wasSeen, isWhole) => {
        const kept = acceptedOnceApplied(ofRows(now), ofRows(before), { wasSeen, isWhole });
        const may = new Set([...before, ...(wasSeen ? now : [])]);
        for (const row of kept?.rows ?? []) expect(may.has(row)).toBe(true);
        if (wasSeen) expect(kept && isAccepted(ofRows(now), kept)).toBe(true);
      }),
    );
  });

  test.each([
    ['a file that was not sent keeps what was accepted', false, [1, 2]],
    ['a whole file without any has none', true, null],
  ])('%s', (_, isWhole, expected) => {
    const kept = acceptedOnceApplied(undefined, ofRows([1, 2]), { wasSeen: false, isWhole });
    expect(kept && [...(kept.rows ?? [])]).toEqual(expected);
  });
});

test('is measured as ever and holds nothing, but what nobody can approve stays what it is', () => {
  const share = { subject: 'users.csv', baseline: 200, isAccepted: true } as const;
  const verdictOf = (count: number) =>
    evaluate(
      {
        isFirstRun: false,
        district: {},
        schools: [],
        measures: [{ measure: 'invalidRows', count, ...share }],
      },
      defaultRules,
      inSessionProfile,
    );
  expect(verdictOf(30)).toMatchObject({
    outcome: 'pass',
    trips: [{ ruleId: 'invalidRows', changeCount: 30, tripped: false, isAccepted: true }, {}],
  });
  expect(verdictOf(120).outcome).toBe('invalid');
});
