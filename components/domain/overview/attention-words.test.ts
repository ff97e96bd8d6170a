import { expect, test } from 'vitest';
import { attentionKinds } from '@/lib/core/attention/attention-kinds';
import { attentionHref, attentionText, type AttentionFacts } from './attention-words';

const item = (changes: Partial<AttentionFacts>): AttentionFacts => ({
  kind: 'REVIEW',
  tenant: { slug: 'maple-grove' },
  count: 1,
  breakId: null,
  isOnboarding: false,
  runNumber: null,
  fixState: null,
  isAllMeantEmpty: false,
  mailId: null,
  ...changes,
});

test.each<[Partial<AttentionFacts>, string, string]>([
  [{ breakId: 7 }, 'Decide on the held changes', '/reviews/7'],
  [
    { breakId: 7, isAsked: true },
    'Decide on the held changes: the district was asked',
    '/reviews/7',
  ],
  [{ breakId: 7, isOnboarding: true }, 'Review the first roster', '/reviews/7'],
  [
    { kind: 'FAILED_RUN', runNumber: 12 },
    'Try run 12 again: it failed',
    '/districts/maple-grove/runs/run-12',
  ],
  [
    { kind: 'HELD_NOTICES', count: 2 },
    'Release the notices for 2 schools',
    '/districts/maple-grove/attendance/notices',
  ],
  [
    { kind: 'HELD_FILE' },
    'Decide on 1 held attendance file',
    '/districts/maple-grove/attendance/feeds',
  ],
  [
    { kind: 'NEAR_NAME', count: 2 },
    'Decide on 2 file names that are almost right',
    '/districts/maple-grove/attendance/feeds',
  ],
  [
    { kind: 'UNMAPPED_WORDS' },
    'Map 1 unrecognized category',
    '/districts/maple-grove/attendance/mapping',
  ],
  [{ kind: 'LATE' }, 'Find out why no roster files arrived', '/districts/maple-grove/connection'],
  [
    { kind: 'LATE_ATTENDANCE', count: 2 },
    'Find out why 2 attendance files did not arrive today',
    '/districts/maple-grove/attendance/feeds',
  ],
  [
    { kind: 'NEEDS_FIX', runNumber: 3, fixState: 'INVALID' },
    'Waiting for the district to correct the files',
    '/districts/maple-grove/runs/run-3/problems',
  ],
  [
    { kind: 'NEEDS_FIX', runNumber: 3, fixState: 'INVALID', isAllMeantEmpty: true },
    'Waiting for the district to send the same files again',
    '/districts/maple-grove/runs/run-3',
  ],
  [
    { kind: 'NEEDS_FIX', runNumber: 3, fixState: 'INCOMPLETE' },
    'Waiting for the district to send the whole set again',
    '/districts/maple-grove/runs/run-3',
  ],
  [
    { kind: 'NEEDS_FIX', runNumber: 3, fixState: 'REJECTED' },
    'Waiting for the district: the last update was rejected',
    '/districts/maple-grove/runs/run-3',
  ],
  [
    { kind: 'NEEDS_FIX', runNumber: 3, fixState: 'EXPIRED' },
    'Waiting for the district to send the whole set again',
    '/districts/maple-grove/runs/run-3',
  ],
  [
    { kind: 'NEEDS_FIX' },
    'See what the attendance file needs',
    '/districts/maple-grove/attendance/feeds',
  ],
  [{ kind: 'FAILED_MAIL', mailId: 5 }, 'See why 1 email could not be sent', '/outbox/5'],
  [{ kind: 'FAILED_MAIL', mailId: 5, count: 2 }, 'See why 2 emails could not be sent', '/outbox'],
  [
    { kind: 'INVITATION', count: 2 },
    'Send 2 invitations again: expired or about to expire',
    '/districts/maple-grove/contacts',
  ],
  [
    { kind: 'INVITATION', tenant: null },
    'Send 1 invitation again: expired or about to expire',
    '/people',
  ],
])('%j', (changes, text, href) => {
  expect([attentionText(item(changes), true), attentionHref(item(changes))]).toEqual([text, href]);
});

test('who cannot do it is told what waits, and not to do it', () => {
  const told = (changes: Partial<AttentionFacts>) => attentionText(item(changes), false);
  expect(told({})).toBe('Held changes');
  expect(told({ isOnboarding: true })).toBe('First roster under review');
  expect(told({ kind: 'FAILED_RUN', runNumber: 4 })).toBe('Run 4 failed');
  expect(told({ kind: 'LATE' })).toBe('Find out why no roster files arrived');
  const ACTS = /^(Decide|Try|Release|Answer|Map|Send|Review)/;
  for (const kind of attentionKinds.filter((each) => each !== 'NEEDS_FIX'))
    expect(told({ kind, runNumber: 4 })).not.toMatch(ACTS);
});
