import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { membershipTime } from './current-member';
import { mainSchool, type MainSchoolFacts, type SchoolMembership } from './main-school';

const SCHOOLS = new Set(['S1', 'S2', 'S3']);
const isSchool = (id: string): boolean => SCHOOLS.has(id);
let classes = 0;
const member = (schoolId: string, of: Partial<SchoolMembership> = {}): SchoolMembership => ({
  schoolId,
  classId: `K${(classes += 1)}`,
  isPrimary: false,
  time: 'current',
  ...of,
});
const facts = (of: Partial<MainSchoolFacts>): MainSchoolFacts => ({
  orgIds: [],
  memberships: [],
  live: null,
  isSchool,
  ...of,
});

const CASES: readonly [string, Partial<MainSchoolFacts>, string | null][] = [
  ['one school', { orgIds: ['S1'] }, 'S1'],
  ['the district before its school', { orgIds: ['D1', 'S1'] }, 'S1'],
  ['the school before its district', { orgIds: ['S1', 'D1'] }, 'S1'],
  ['a department beside a school', { orgIds: ['DEPT', 'S2'] }, 'S2'],
  ['the same school twice', { orgIds: ['S1', 'S1'] }, 'S1'],
  ['a school that left the roster beside one that is there', { orgIds: ['S9', 'S2'] }, 'S2'],
  [
    'one school, whatever the memberships say',
    { orgIds: ['D1', 'S1'], memberships: [member('S2')] },
    'S1',
  ],
  ['the district alone, enrolled', { orgIds: ['D1'], memberships: [member('S2')] }, 'S2'],
  ['the district alone, enrolled nowhere', { orgIds: ['D1'] }, null],
  [
    'two schools, enrolled in the second',
    { orgIds: ['S1', 'S2'], memberships: [member('S2')] },
    'S2',
  ],
  [
    'two schools, one primary membership',
    {
      orgIds: ['S1', 'S2'],
      memberships: [member('S1'), member('S1'), member('S2', { isPrimary: true })],
    },
    'S2',
  ],
  [
    'two schools, most classes',
    { orgIds: ['S1', 'S2'], memberships: [member('S1'), member('S2'), member('S2')] },
    'S2',
  ],
  [
    'the same class twice is one class',
    {
      orgIds: ['S1', 'S2'],
      memberships: [
        member('S1', { classId: 'A' }),
        member('S1', { classId: 'A' }),
        member('S2'),
        member('S2'),
      ],
    },
    'S2',
  ],
  [
    'a school of the list before another',
    { orgIds: ['S1', 'S2'], memberships: [member('S3'), member('S3'), member('S2')] },
    'S2',
  ],
  [
    'enrolled only where the list does not say',
    { orgIds: ['S1', 'S2'], memberships: [member('S3')] },
    'S3',
  ],
  [
    'ended memberships say nothing beside the live roster',
    { orgIds: ['S1', 'S2'], memberships: [member('S1', { time: 'past' })], live: 'S2' },
    'S2',
  ],
  [
    'as many classes in both: as before',
    { orgIds: ['S1', 'S2'], memberships: [member('S1'), member('S2')], live: 'S2' },
    'S2',
  ],
  ['two schools, nothing else: as before', { orgIds: ['S1', 'S2'], live: 'S2' }, 'S2'],
  ['as before is no longer possible', { orgIds: ['S1', 'S2'], live: 'S3' }, 'S1'],
  ['as before was no school', { orgIds: ['D1', 'S1', 'S2'], live: 'D1' }, 'S1'],
  [
    'enrolled from August on, nothing else said',
    {
      orgIds: ['D1'],
      memberships: [member('S1', { time: 'past' }), member('S2', { time: 'coming' })],
    },
    'S2',
  ],
  ['enrolled in the district', { orgIds: ['D1'], memberships: [member('D1')] }, null],
  ['their school left the roster', { orgIds: ['D1', 'S9'], live: 'S9' }, 'S9'],
];

describe('the main school', () => {
  test.each(CASES)('%s', (_, of, expected) => {
    expect(mainSchool(facts(of))).toBe(expected);
  });

  test('is the same in whatever order the list and the memberships stand, when memberships say it', () => {
    const id = fc.constantFrom('S1', 'S2', 'S3', 'D1', 'DEPT', 'S9');
    const row = fc.record({
      schoolId: id,
      classId: fc.constantFrom('K1', 'K2', 'K3'),
      isPrimary: fc.boolean(),
      time: fc.constantFrom('past' as const, 'current' as const, 'coming' as const),
    });
    const given = fc.record({
      orgIds: fc.array(id, { maxLength: 5 }),
      memberships: fc.array(row, { maxLength: 6 }),
      live: fc.constantFrom('S1', 'S2', 'D1', 'S9'),
    });
    const shuffled = given.chain((of) =>
      fc.record({
        of: fc.constant(of),
        orgIds: fc.shuffledSubarray(of.orgIds, { minLength: of.orgIds.length }),
        memberships: fc.shuffledSubarray(of.memberships, { minLength: of.memberships.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ of, orgIds, memberships }) => {
        const before = mainSchool(facts(of));
        // The order says something only where nothing else does: two schools, none of them better than the other.
        const isTie = before !== null && orgIds.filter(isSchool).length > 1;
        const live = isTie ? before : of.live;
        expect(mainSchool(facts({ orgIds, memberships, live }))).toBe(before);
      }),
    );
  });
});

describe('a membership', () => {
  test.each([
    ['without dates', null, null, 'current'],
    ['begins today', '2026-11-19', null, 'current'],
    ['begins tomorrow', '2026-11-20', null, 'coming'],
    ['ends today, which is its last day', null, '2026-11-19', 'current'],
    ['ended yesterday', '2026-08-03', '2026-11-18', 'past'],
    ['of last year', '2025-08-03', '2026-06-12', 'past'],
    ['of next year', '2027-08-03', '2028-06-12', 'coming'],
    ['dates the wrong way round, both past', '2026-09-01', '2026-06-01', 'past'],
  ])('%s', (_, beginDate, endDate, expected) => {
    expect(membershipTime({ beginDate, endDate }, '2026-11-19')).toBe(expected);
  });
});
