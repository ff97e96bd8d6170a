import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { requiredFileNames } from '@/lib/core/names/required-files';
import {
  completeness,
  type Completeness,
  type CompletenessInput,
  type ManifestMode,
  type ReceivedFile,
} from './completeness';

const start = new Date('2026-11-21T08:00:00Z').getTime();
const minute = (count: number) => new Date(start + count * 60_000);

const file = (name: string, minutes = 0, isComplete = true): ReceivedFile => ({
  name,
  receivedAt: minute(minutes),
  isComplete,
});
const allSeven = requiredFileNames.map((name) => file(name));
const without = (...names: string[]) => allSeven.filter(({ name }) => !names.includes(name));

const bulkSeven: Record<string, ManifestMode> = {
  'academicSessions.csv': 'bulk',
  'orgs.csv': 'bulk',
  'courses.csv': 'bulk',
  'classes.csv': 'bulk',
  'users.csv': 'bulk',
  'enrollments.csv': 'bulk',
  'demographics.csv': 'absent',
  'results.csv': 'absent',
};

const check = (given: Partial<CompletenessInput>): Completeness =>
  completeness({
    files: allSeven,
    manifestModes: bulkSeven,
    manifestRequired: true,
    quietSeconds: 600,
    settledSeconds: 60,
    client: { isConnected: true, seenAt: minute(0) },
    incompleteAfterSeconds: 6 * 3600,
    now: minute(10),
    ...given,
  });

const receiving = (missing: string[], quietMinutes: number, againMinutes: number) => ({
  kind: 'receiving',
  missing,
  quietUntil: minute(quietMinutes),
  checkAgainAt: minute(againMinutes),
  canSettle: expect.any(Boolean),
});

/** The client has gone, so many minutes after the first file. */
const gone = (minutes = 0) => ({ client: { isConnected: false, seenAt: minute(minutes) } });
const archive = (minutes = 0, isArchiveOfRoster = true): ReceivedFile => ({
  ...file('lakeview.zip', minutes),
  isArchiveOfRoster,
});

const cases: [name: string, given: Partial<CompletenessInput>, expected: object][] = [
  ['all files, quiet for ten minutes', {}, { kind: 'complete' }],
  ['all files, still within the quiet time', { now: minute(9) }, receiving([], 10, 10)],
  [
    'a late file starts the quiet time again',
    { files: [...without('users.csv'), file('users.csv', 30)], now: minute(35) },
    receiving([], 40, 40),
  ],
  [
    'enrollments missing, still waiting',
    { files: without('enrollments.csv'), now: minute(60) },
    receiving(['enrollments.csv'], 10, 360),
  ],
  [
    'enrollments missing after six hours',
    { files: without('enrollments.csv'), now: minute(360) },
    { kind: 'incomplete', missing: ['enrollments.csv'] },
  ],
  [
    'the six hours count from the last file that came',
    {
      files: [...without('enrollments.csv', 'orgs.csv'), file('orgs.csv', 120)],
      now: minute(360),
    },
    receiving(['enrollments.csv'], 130, 480),
  ],
  [
    'a whole set is never incomplete, however late it is looked at',
    { now: minute(10_000) },
    { kind: 'complete' },
  ],
  [
    'demographics is awaited when the manifest says bulk',
    { manifestModes: { ...bulkSeven, 'demographics.csv': 'bulk' } },
    receiving(['demographics.csv'], 10, 360),
  ],
  [
    'delta files are awaited like bulk ones',
    { manifestModes: { ...bulkSeven, 'demographics.csv': 'delta' } },
    receiving(['demographics.csv'], 10, 360),
  ],
  [
    'without a manifest, where none is written: the other six are a set',
    { files: without('manifest.csv'), manifestModes: null, manifestRequired: false },
    { kind: 'complete' },
  ],
  [
    'a file the manifest calls absent is not awaited',
    { files: without('courses.csv'), manifestModes: { ...bulkSeven, 'courses.csv': 'absent' } },
    { kind: 'complete' },
  ],
  [
    'a manifest alone that calls everything absent means no updates',
    { files: [file('manifest.csv')], manifestModes: { 'users.csv': 'absent' } },
    { kind: 'complete' },
  ],
  [
    'no manifest yet: the seven files are awaited',
    { files: [file('users.csv')], manifestModes: null },
    receiving(
      [
        'academicSessions.csv',
        'classes.csv',
        'courses.csv',
        'enrollments.csv',
        'manifest.csv',
        'orgs.csv',
      ],
      10,
      360,
    ),
  ],
  [
    'an unreadable manifest leaves the seven files, all here',
    { manifestModes: null },
    { kind: 'complete' },
  ],
  [
    'a cut upload does not count',
    { files: [...without('users.csv'), file('users.csv', 0, false)] },
    receiving(['users.csv'], 10, 360),
  ],
  [
    'a cut replacement of a whole file is waited for',
    { files: [...allSeven, file('users.csv', 5, false)], now: minute(20) },
    receiving(['users.csv'], 15, 365),
  ],
  [
    'the upload after a cut one counts',
    {
      files: [...without('users.csv'), file('users.csv', 0, false), file('users.csv', 3)],
      now: minute(13),
    },
    { kind: 'complete' },
  ],
  [
    'a wrong-case name is not the file',
    { files: [...without('users.csv'), file('Users.csv')] },
    receiving(['users.csv'], 10, 360),
  ],
  [
    'a lone zip is a set',
    { files: [file('lakeview.zip')], manifestModes: null },
    { kind: 'complete' },
  ],
  [
    'a zip waits for quiet too',
    { files: [file('LAKEVIEW.ZIP')], manifestModes: null, now: minute(2) },
    receiving([], 10, 10),
  ],
  [
    'a cut zip is waited for by name',
    { files: [file('lakeview.zip', 0, false)], manifestModes: null },
    receiving(['lakeview.zip'], 10, 360),
  ],
  [
    'a quiet time longer than the limit is still kept',
    { files: without('orgs.csv'), quietSeconds: 7 * 3600, now: minute(400) },
    receiving(['orgs.csv'], 420, 420),
  ],
];

/** When the check starts; every case is looked at in the moment of the last file. */
const afterTheClientHasGone: [name: string, given: Partial<CompletenessInput>, minutes: number][] =
  [
    ['every file of the manifest is here: a minute', gone(), 1],
    ['the minute counts from when the client went', gone(3), 4],
    [
      'and from the last file, where that came later by another client',
      { ...gone(0), files: [...without('users.csv'), file('users.csv', 5)] },
      6,
    ],
    [
      'nobody knows when the client went: from the last file',
      { client: { isConnected: false, seenAt: null } },
      1,
    ],
    ['a client that looks in again and again keeps no set open', gone(9.5), 10],
    ['a client is connected: ten minutes', {}, 10],
    ['a shorter quiet time of the district stays shorter', { ...gone(), quietSeconds: 30 }, 0.5],
    ['a district that wants the full time gets it', { ...gone(), settledSeconds: 600 }, 10],
    ['no manifest: nobody knows what was promised', { ...gone(), manifestModes: null }, 10],
    [
      'demographics as promised',
      {
        ...gone(),
        files: [...allSeven, file('demographics.csv')],
        manifestModes: { ...bulkSeven, 'demographics.csv': 'bulk' },
      },
      1,
    ],
    [
      'a file of another name beside them',
      { ...gone(), files: [...allSeven, file('Orgs.csv'), file('notes.csv')] },
      1,
    ],
    [
      'a newer file is on its way under a temporary name',
      { ...gone(), files: [...allSeven, { ...file('users.csv.part'), isTemporary: true }] },
      10,
    ],
    [
      'an upload of another name was cut',
      { ...gone(), files: [...allSeven, file('tmp81', 0, false)] },
      10,
    ],
    [
      'the upload after a cut one',
      {
        ...gone(),
        files: [file('users.csv', 0, false), ...without('users.csv'), file('users.csv', 1)],
      },
      2,
    ],
    ['one archive with a roster', { ...gone(), files: [archive()], manifestModes: null }, 1],
    [
      'an archive that nobody could look into',
      { ...gone(), files: [archive(0, false)], manifestModes: null },
      10,
    ],
    [
      'half a set beside an archive',
      { ...gone(), files: [archive(), file('users.csv')], manifestModes: null },
      10,
    ],
    ['a whole set beside an archive', { ...gone(), files: [archive(), ...allSeven] }, 1],
    ['deltas', { ...gone(), manifestModes: { ...bulkSeven, 'users.csv': 'delta' } }, 1],
  ];

describe('completeness', () => {
  test.each(afterTheClientHasGone)('once the client has gone: %s', (_name, given, minutes) => {
    const files = given.files ?? allSeven;
    const now = new Date(Math.max(...files.map(({ receivedAt }) => receivedAt.getTime())));
    expect(check({ ...given, now })).toMatchObject({ missing: [], quietUntil: minute(minutes) });
    expect(check({ ...given, now: minute(minutes) })).toEqual({ kind: 'complete' });
  });

  it('waits as long for missing files, whether or not a client is connected', () => {
    const files = without('users.csv');
    for (const now of [0, 1, 10, 359, 360].map(minute))
      expect(check({ files, now, ...gone() })).toEqual(check({ files, now }));
  });

  it('never checks later because a client has gone, nor ever half a set', () => {
    fc.assert(
      fc.property(
        fc.subarray(allSeven, { minLength: 1 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 20 }),
        (files, minutes, goneAfter) => {
          const here = check({ files, now: minute(minutes) });
          const left = check({ files, now: minute(minutes), ...gone(goneAfter) });
          if (here.kind === 'complete') expect(left.kind).toBe('complete');
          if (files.length < 7) expect(left.kind).not.toBe('complete');
        },
      ),
    );
  });

  test.each(cases)('%s', (_name, given, expected) => {
    expect(check(given)).toEqual(expected);
  });

  it('does not depend on the order in which files are listed', () => {
    const files = [...allSeven, file('users.csv', 4, false), file('users.csv', 8)];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(files, { minLength: files.length }),
        fc.integer({ min: 0, max: 800 }),
        (shuffled, minutes) => {
          const now = minute(minutes);
          expect(check({ files: shuffled, now })).toEqual(check({ files, now }));
        },
      ),
    );
  });

  it('can only change at the time it names', () => {
    fc.assert(
      fc.property(
        fc.subarray(allSeven, { minLength: 1 }),
        fc.integer({ min: 0, max: 1000 }),
        (files, minutes) => {
          const seen = check({ files, now: minute(minutes) });
          if (seen.kind !== 'receiving') return;
          const justBefore = new Date(seen.checkAgainAt.getTime() - 1);
          expect(check({ files, now: justBefore })).toEqual(seen);
          expect(check({ files, now: seen.checkAgainAt }).kind).not.toBe('receiving');
        },
      ),
    );
  });
});
