import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  completeness,
  requiredFileNames,
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
    quietSeconds: 600,
    incompleteAfterSeconds: 6 * 3600,
    now: minute(10),
    ...given,
  });

const receiving = (missing: string[], quietMinutes: number, againMinutes: number) => ({
  kind: 'receiving',
  missing,
  quietUntil: minute(quietMinutes),
  checkAgainAt: minute(againMinutes),
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

describe('completeness', () => {
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
