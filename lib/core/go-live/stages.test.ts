import { describe, expect, test } from 'vitest';
import { stageSentence } from './stage-text';
import { goLive, goLiveStages, type GoLiveFacts } from './stages';

const day = (n: number) => new Date(Date.UTC(2026, 7, n, 15));

const nothing: GoLiveFacts = {
  invitedAt: null,
  hasContact: false,
  connectedAt: null,
  hasConnected: false,
  isFetched: false,
  newestSet: 'none',
  firstSetCheckedAt: null,
  review: null,
  isPaused: false,
  rosterLiveAt: null,
  hasRoster: false,
  wasUndone: false,
  site: null,
  firstDayOfSchoolDate: '2026-08-24',
  today: '2026-08-10',
};
const invited = { ...nothing, invitedAt: day(1) };
const signedIn = { ...invited, hasContact: true };
const connected = { ...signedIn, hasConnected: true, connectedAt: day(2) };
const held: GoLiveFacts = {
  ...connected,
  newestSet: 'checked',
  firstSetCheckedAt: day(3),
  review: { state: 'OPEN', openedAt: day(3), decidedAt: null, dueAt: day(4) },
};
const approved: GoLiveFacts = {
  ...held,
  review: { state: 'APPROVED', openedAt: day(3), decidedAt: day(4), dueAt: null },
};
const applied = { ...approved, hasRoster: true, rosterLiveAt: day(5) };
const requested: GoLiveFacts = {
  ...applied,
  site: { how: 'WEBHOOK', requestedAt: day(6), addressWrittenAt: null },
};
const live: GoLiveFacts = {
  ...applied,
  site: { how: 'WEBHOOK', requestedAt: day(6), addressWrittenAt: day(7) },
};

/** "✓✓◉○○○", whose turn it is, since when, by when, and why. */
function shown(facts: GoLiveFacts) {
  const { rows, now } = goLive(facts);
  const marks = { done: '✓', now: '◉', 'to-come': '○' };
  const row = rows.find(({ id }) => id === now) ?? rows.at(-1);
  const by = row?.by ? ('at' in row.by ? row.by.at.getUTCDate() : row.by.date) : null;
  return [
    rows.map(({ state }) => marks[state]).join(''),
    row?.owner,
    row?.since?.getUTCDate() ?? null,
    by,
    row?.detail,
  ];
}

test.each<[string, GoLiveFacts, unknown[]]>([
  ['nobody invited', nothing, ['◉○○○○○', 'TalkingPoints', null, null, 'no-invitation']],
  ['invited', invited, ['✓◉○○○○', 'district', 1, null, 'not-signed-in']],
  ['signed in', signedIn, ['✓◉○○○○', 'district', 1, null, 'waiting-for-sign-in']],
  [
    'a contact without an invitation that is kept',
    { ...nothing, hasContact: true },
    ['✓◉○○○○', 'district', null, null, 'waiting-for-sign-in'],
  ],
  [
    'an API that passed no test',
    { ...signedIn, isFetched: true },
    ['✓◉○○○○', 'district', 1, null, 'waiting-for-test'],
  ],
  ['connected', connected, ['✓✓◉○○○', 'district', 2, null, 'files-none']],
  [
    'part of a set',
    { ...connected, newestSet: 'waiting' },
    ['✓✓◉○○○', 'district', 2, null, 'files-waiting'],
  ],
  [
    'a set that was never whole',
    { ...connected, newestSet: 'incomplete' },
    ['✓✓◉○○○', 'district', 2, null, 'files-incomplete'],
  ],
  [
    'files arriving',
    { ...connected, newestSet: 'arriving' },
    ['✓✓◉○○○', 'nobody', 2, null, 'files-arriving'],
  ],
  [
    'files by somebody whom nobody invited',
    { ...nothing, newestSet: 'arriving' },
    ['✓✓◉○○○', 'nobody', null, null, 'files-arriving'],
  ],
  [
    'a failure of ours',
    { ...connected, newestSet: 'failed' },
    ['✓✓◉○○○', 'TalkingPoints', 2, null, 'files-failed'],
  ],
  [
    'undone, and the next files were refused',
    { ...connected, wasUndone: true, newestSet: 'refused' },
    ['✓✓◉○○○', 'district', 2, null, 'files-refused'],
  ],
  [
    'files refused',
    { ...connected, newestSet: 'refused' },
    ['✓✓◉○○○', 'district', 2, null, 'files-refused'],
  ],
  ['under review', held, ['✓✓✓◉○○', 'TalkingPoints', 3, 4, 'under-review']],
  [
    'the clock of the review stands',
    { ...held, review: { state: 'OPEN', openedAt: day(3), decidedAt: null, dueAt: null } },
    ['✓✓✓◉○○', 'TalkingPoints', 3, null, 'under-review'],
  ],
  ['paused', { ...held, isPaused: true }, ['✓✓✓◉○○', 'nobody', 3, null, 'review-paused']],
  [
    'the first review was rejected',
    {
      ...connected,
      newestSet: 'rejected',
      firstSetCheckedAt: day(3),
      review: { state: 'OVER', openedAt: day(3), decidedAt: day(4), dueAt: null },
    },
    ['✓✓◉○○○', 'district', 2, null, 'files-rejected'],
  ],
  [
    'rejected, and corrected files are here',
    {
      ...connected,
      newestSet: 'arriving',
      review: { state: 'OVER', openedAt: day(3), decidedAt: day(4), dueAt: null },
    },
    ['✓✓◉○○○', 'nobody', 2, null, 'files-arriving'],
  ],
  [
    'the first review expired',
    { ...connected, newestSet: 'expired' },
    ['✓✓◉○○○', 'district', 2, null, 'files-expired'],
  ],
  [
    'approved, not applied yet',
    approved,
    ['✓✓✓✓◉○', 'TalkingPoints', 4, '2026-08-24', 'site-not-started'],
  ],
  [
    'applied, after the first day of school',
    { ...applied, today: '2026-08-25' },
    ['✓✓✓✓◉○', 'TalkingPoints', 4, null, 'site-not-started'],
  ],
  ['requested', requested, ['✓✓✓✓◉○', 'TalkingPoints', 6, '2026-08-24', 'site-requested']],
  [
    'by hand',
    { ...applied, site: { how: 'BY_HAND', requestedAt: day(6), addressWrittenAt: null } },
    ['✓✓✓✓◉○', 'TalkingPoints', 6, '2026-08-24', 'site-by-hand'],
  ],
  [
    'the site is there before the roster',
    { ...live, hasRoster: false, rosterLiveAt: null },
    ['✓✓✓✓✓◉', 'nobody', 7, '2026-08-24', 'roster-not-live'],
  ],
  ['live', live, ['✓✓✓✓✓✓', 'nobody', 7, null, 'live']],
  [
    'the roster came after the site',
    { ...live, rosterLiveAt: day(9) },
    ['✓✓✓✓✓✓', 'nobody', 9, null, 'live'],
  ],
  [
    'the first roster of a live site was undone',
    { ...live, hasRoster: false, rosterLiveAt: null, wasUndone: true, newestSet: 'none' },
    ['✓✓◉○✓○', 'district', 2, null, 'files-undone'],
  ],
  [
    'undone, and the next files are held',
    { ...held, wasUndone: true, site: live.site },
    ['✓✓✓◉✓○', 'TalkingPoints', 3, 4, 'under-review'],
  ],
  [
    'live before sites were recorded, of which only the roster is known',
    {
      ...nothing,
      hasRoster: true,
      rosterLiveAt: day(5),
      newestSet: 'checked',
      site: { how: 'BEFORE_RECORDS', requestedAt: null, addressWrittenAt: null },
    },
    ['✓✓✓✓✓✓', 'nobody', 5, null, 'live'],
  ],
])('%s', (_what, facts, expected) => {
  expect(shown(facts)).toEqual(expected);
});

describe('of all of them', () => {
  test('one stage is now unless all are done, and stages to come say whose turn it will be', () => {
    for (const facts of [nothing, invited, connected, held, approved, requested, live]) {
      const { rows, isLive } = goLive(facts);
      expect(rows.map(({ id }) => id)).toEqual(goLiveStages.map(({ id }) => id));
      expect(rows.filter(({ state }) => state === 'now')).toHaveLength(isLive ? 0 : 1);
      for (const row of rows) expect(row.since === null || row.state !== 'to-come').toBe(true);
    }
    expect(goLive(nothing).rows.map(({ owner }) => owner)).toEqual([
      'TalkingPoints',
      'district',
      'district',
      'TalkingPoints',
      'TalkingPoints',
      'nobody',
    ]);
    expect(goLive(nothing).rows.at(-1)?.by).toEqual({ date: '2026-08-24' });
  });

  test('staff are told what to do, contacts that they need not', () => {
    expect(stageSentence('under-review', 'staff', false)).toContain('required data');
    expect(stageSentence('under-review', 'contact', false)).toContain('Nothing for you to do');
    expect(stageSentence('files-refused', 'staff', false)).toBe(
      stageSentence('files-refused', 'contact', false),
    );
  });

  test('whoever is fetched from is asked to send nothing', () => {
    const details = ['waiting-for-test', 'not-signed-in', 'files-undone'] as const;
    const sets = [
      'none',
      'arriving',
      'failed',
      'incomplete',
      'refused',
      'rejected',
      'expired',
    ] as const;
    for (const detail of [...details, ...sets.map((set) => `files-${set}` as const)])
      for (const reader of ['staff', 'contact'] as const)
        expect(stageSentence(detail, reader, true)).not.toMatch(
          /\bfiles?\b|\bsend\b|sign-in details/i,
        );
    expect(stageSentence('under-review', 'contact', true)).toContain('Nothing for you to do');
  });
});
