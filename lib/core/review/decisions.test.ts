import { describe, expect, test } from 'vitest';
import { approveReasonsFor, isApproveReason, isRejectReason } from './decision-reasons';
import { groupHashes } from './group-hashes';
import { canPreClear, isWithinPreClear, type ReachedLimit } from './pre-clear';
import { compareInQueue } from './queue-order';
import {
  needsSecondPerson,
  secondPersonAnswer,
  secondPersonReasons,
  type ApprovalEffect,
} from './second-person';

describe('two people have to look', () => {
  const harmless: ApprovalEffect = {
    schoolsRemoved: 0,
    students: { removed: 0, baseline: 1_000 },
    contacts: { removed: 0, baseline: 2_000 },
    peopleRemoved: 0,
    isNeverRelaxedReached: false,
  };
  test.each<[string, Partial<ApprovalEffect>, string[]]>([
    ['nothing is removed', {}, []],
    ['a school goes', { schoolsRemoved: 1 }, ['school-removed']],
    ['249 of 1,000 students', { students: { removed: 249, baseline: 1_000 } }, []],
    [
      '250 of 1,000 students',
      { students: { removed: 250, baseline: 1_000 } },
      ['students-removed'],
    ],
    [
      '500 of 2,000 contacts',
      { contacts: { removed: 500, baseline: 2_000 } },
      ['contacts-removed'],
    ],
    ['5,000 people', { peopleRemoved: 5_000 }, []],
    ['5,001 people', { peopleRemoved: 5_001 }, ['many-people']],
    ['a limit that is never relaxed', { isNeverRelaxedReached: true }, ['never-relaxed']],
    ['of nobody, nobody', { students: { removed: 0, baseline: 0 } }, []],
  ])('%s', (_, effect, expected) => {
    expect(secondPersonReasons({ ...harmless, ...effect })).toEqual(expected);
  });

  test.each([
    ['one person is enough', [], null, false],
    ['nobody approved yet', ['school-removed'], null, true],
    ['only the reader did', ['school-removed'], { isMe: true }, true],
    ['the reader confirms', ['school-removed'], { isMe: false }, false],
  ] as const)('whether one more has to agree after the reader: %s', (_, why, firstYes, needs) => {
    expect(needsSecondPerson(why, firstYes)).toBe(needs);
  });

  const staff = { userId: 1, isLead: false };
  const otherStaff = { userId: 2, isLead: false };
  const lead = { userId: 3, isLead: true };
  test.each([
    ['the first', staff, [], false, 'waits'],
    ['a lead who is the first', lead, [], false, 'waits'],
    ['the same again', staff, [staff], true, 'same-person'],
    ['the same lead again', lead, [lead], true, 'same-person'],
    ['two without a lead', otherStaff, [staff], false, 'lead-needed'],
    ['a lead after staff', lead, [staff], false, 'decided'],
    ['staff after a lead', staff, [lead], false, 'decided'],
    ['a lead after two of staff', lead, [staff, otherStaff], false, 'decided'],
  ] as const)('%s', (_, approver, others, hasApproved, expected) => {
    expect(secondPersonAnswer(approver, others, hasApproved)).toBe(expected);
  });
});

describe('follow-ups of an approval', () => {
  const limit = (changeCount: number, more: Partial<ReachedLimit> = {}): ReachedLimit => ({
    ruleId: 'students.REMOVE',
    scope: 'district',
    scopeSourcedId: '',
    subject: '',
    changeCount,
    isNeverRelaxed: false,
    ...more,
  });
  test.each<[string, ReachedLimit[], boolean]>([
    ['the same size', [limit(100)], true],
    ['ten percent more', [limit(110)], true],
    ['more than that', [limit(111)], false],
    ['another rule', [limit(50, { ruleId: 'contacts.REMOVE' })], false],
    ['one school', [limit(50, { scope: 'school', scopeSourcedId: 'S1' })], false],
    ['another field', [limit(50, { subject: 'email' })], false],
    ['never relaxed', [limit(50, { isNeverRelaxed: true })], false],
    ['one of two too large', [limit(100), limit(5, { ruleId: 'staff.REMOVE' })], false],
    ['nothing reached', [], true],
  ])('%s', (_, followUp, expected) => {
    expect(isWithinPreClear([limit(100)], followUp)).toBe(expected);
  });
});

test('a group of changes is known again whatever the order of schools, and by its count', () => {
  const group = (hashSum: string, count = 1, entity = 'students') => ({
    entity,
    action: 'REMOVE' as const,
    count,
    hashSum,
  });
  const one = groupHashes([group('5'), group('-9'), group('1', 2, 'staff')]);
  const other = groupHashes([group('1', 3, 'staff'), group('-9'), group('5')]);
  expect(one['students REMOVE']).toBe(other['students REMOVE']);
  expect(one['staff REMOVE']).not.toBe(other['staff REMOVE']);
  expect(groupHashes([group('5', 0)])).toEqual({});
});

test('the queue: by when it is due, then two people, then most people, then most records', () => {
  const row = (breakId: number, dueDate: string, more = {}) => ({
    breakId,
    dueAt: new Date(`${dueDate}T17:00:00Z`),
    openedAt: new Date('2026-08-31T12:00:00Z'),
    needsSecondPerson: false,
    peopleRemoved: 0,
    removed: 0,
    ...more,
  });
  const rows = [
    row(1, '2026-09-02', { needsSecondPerson: true }),
    row(2, '2026-09-01'),
    row(3, '2026-09-01', { removed: 9 }),
    row(4, '2026-09-01', { peopleRemoved: 5 }),
    row(5, '2026-09-01', { needsSecondPerson: true }),
    row(6, '2026-09-01'),
  ];
  expect(rows.sort(compareInQueue).map(({ breakId }) => breakId)).toEqual([5, 4, 3, 2, 6, 1]);
});

test('a first roster has its own reasons', () => {
  expect(Object.keys(approveReasonsFor({ isFirst: true }))).toEqual([
    'first-roster',
    'district-confirmed',
    'other',
  ]);
  expect(Object.keys(approveReasonsFor({ isFirst: false }))).not.toContain('first-roster');
});

test('reasons are codes of the lists', () => {
  expect([isApproveReason('planned-change'), isApproveReason('toString')]).toEqual([true, false]);
  expect([isRejectReason('wrong-year'), isRejectReason('planned-change')]).toEqual([true, false]);
});

test.each([
  ['the whole of an update', 'LIMITS', 'ALL', true],
  ['a part of it', 'LIMITS', 'SLICE', false],
  ['all but its removals', 'LIMITS', 'ADDITIONS', false],
  ['nothing yet', 'LIMITS', null, false],
  ['a first roster', 'ONBOARDING', 'ALL', false],
] as const)('follow-ups of an approval of %s', (_, kind, scope, expected) => {
  expect(canPreClear({ kind, scope })).toBe(expected);
});
