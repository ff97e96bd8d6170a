import { describe, expect, test } from 'vitest';
import { KINDS_OF_PAUSE, kindsThatStop, type PausedWork } from './kinds-of-pause';
import { blackoutOf, findStop, stopsOfExpiryAlone, wasStopped, type Pause } from './pauses';

const CHICAGO = 'America/Chicago';
const at = (text: string): Date => new Date(text);

describe('what stands still', () => {
  test.each<[PausedWork, boolean, boolean]>([
    ['CHECK_ROSTER', true, true],
    ['APPLY_ROSTER', true, true],
    ['EXPIRE_REVIEWS', true, true],
    ['DECIDE_REVIEWS', true, false],
    ['REVIEW_DEADLINES', true, false],
    ['READ_ATTENDANCE', true, false],
    ['SFTP_SESSIONS', true, false],
  ])('%s: in a pause %s, in a blackout %s', (work, inPause, inBlackout) => {
    const now = at('2026-09-02T12:00Z');
    const pause: Pause = { kind: 'PAUSE', startsAt: at('2026-09-01T12:00Z'), endsAt: null };
    const blackout: Pause = { ...pause, kind: 'BLACKOUT', endsAt: at('2026-09-03T05:00Z') };
    expect(findStop(work, [pause], now)).toBe(inPause ? pause : null);
    expect(findStop(work, [blackout], now)).toBe(inBlackout ? blackout : null);
    expect(kindsThatStop(work)).toEqual([
      ...(inPause ? ['PAUSE'] : []),
      ...(inBlackout ? ['BLACKOUT'] : []),
    ]);
  });

  test('every kind says of all work whether it goes on', () => {
    const [first, ...others] = Object.values(KINDS_OF_PAUSE).map(({ stops }) => Object.keys(stops));
    for (const works of others) expect(works).toEqual(first);
  });
});

describe('the days of a blackout', () => {
  const days = (startDate: string, endDate: string, endedAt: string | null = null) => ({
    startDate,
    endDate,
    endedAt: endedAt === null ? null : at(endedAt),
  });

  test.each([
    ['an ordinary day', CHICAGO, days('2026-10-14', '2026-10-14'), '2026-10-14T05:00Z', 24],
    ['a last day of 23 hours', CHICAGO, days('2026-03-08', '2026-03-08'), '2026-03-08T06:00Z', 23],
    ['a last day of 25 hours', CHICAGO, days('2026-11-01', '2026-11-01'), '2026-11-01T05:00Z', 25],
    ['over the change', CHICAGO, days('2026-10-30', '2026-11-01'), '2026-10-30T05:00Z', 73],
    ['no change', 'America/Phoenix', days('2026-03-08', '2026-03-08'), '2026-03-08T07:00Z', 24],
    [
      'a midnight that is skipped',
      'America/Havana',
      days('2026-03-08', '2026-03-08'),
      '2026-03-08T05:00Z',
      23,
    ],
    [
      'a midnight that comes twice',
      'America/Havana',
      days('2026-11-01', '2026-11-01'),
      '2026-11-01T04:00Z',
      25,
    ],
    [
      'ended within it',
      CHICAGO,
      days('2026-10-14', '2026-10-20', '2026-10-14T06:00Z'),
      '2026-10-14T05:00Z',
      1,
    ],
    [
      'ended after its last day',
      CHICAGO,
      days('2026-10-14', '2026-10-14', '2026-10-16T06:00Z'),
      '2026-10-14T05:00Z',
      24,
    ],
  ])('%s', (_name, timeZone, given, startsAt, hours) => {
    expect(blackoutOf(given, timeZone)).toEqual({
      kind: 'BLACKOUT',
      startsAt: at(startsAt),
      endsAt: new Date(at(startsAt).getTime() + hours * 3_600_000),
    });
  });

  test.each(['2026-10-01T12:00Z', '2026-10-14T05:00Z'])('ended at %s it never was', (endedAt) => {
    expect(blackoutOf(days('2026-10-14', '2026-10-20', endedAt), CHICAGO)).toBeNull();
  });
});

describe('several at once', () => {
  const span = (kind: Pause['kind'], from: string, to: string | null): Pause => ({
    kind,
    startsAt: at(from),
    endsAt: to === null ? null : at(to),
  });
  const early = span('BLACKOUT', '2026-09-01T05:00Z', '2026-09-05T05:00Z');
  const late = span('BLACKOUT', '2026-09-04T05:00Z', '2026-09-08T05:00Z');
  const pressed = span('PAUSE', '2026-09-02T12:00Z', '2026-09-02T13:00Z');
  const all = [pressed, early, late];

  test.each([
    ['before all', '2026-09-01T04:59Z', null],
    ['the first instant', '2026-09-01T05:00Z', early],
    ['a pause within a blackout', '2026-09-02T12:30Z', pressed],
    ['after that pause', '2026-09-02T13:00Z', early],
    ['where two overlap', '2026-09-04T12:00Z', late],
    ['after the first of two', '2026-09-05T05:00Z', late],
    ['after all', '2026-09-08T05:00Z', null],
  ])('%s', (_name, now, expected) => {
    expect(findStop('CHECK_ROSTER', all, at(now))).toBe(expected);
  });

  test.each([
    ['since it was over', '2026-09-02T13:00Z', '2026-09-03T12:00Z', false],
    ['since it ran', '2026-09-02T12:59Z', '2026-09-03T12:00Z', true],
    ['since before it began', '2026-09-01T12:00Z', '2026-09-03T12:00Z', true],
    ['it is yet to come', '2026-09-01T12:00Z', '2026-09-02T11:59Z', false],
  ])('what was made before may be out of date: %s', (_name, since, now, expected) => {
    const found = wasStopped('READ_ATTENDANCE', all, { since: at(since), now: at(now) });
    expect(found).toBe(expected);
  });

  test('of expiry alone: the blackouts, a review keeps the rest itself', () => {
    expect(stopsOfExpiryAlone(all)).toEqual(
      [early, late].map(({ startsAt, endsAt }) => ({ stoppedAt: startsAt, resumedAt: endsAt })),
    );
  });
});
