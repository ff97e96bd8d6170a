import { describe, expect, test } from 'vitest';
import { addBusinessMinutes, isBusinessDay, runningMs } from './business-time';
import {
  dueState,
  holdEndsAt,
  isExpired,
  isStaffReminderDue,
  questionReminderDueAt,
  reviewClock,
} from './review-clock';

const LA = 'America/Los_Angeles';
const at = (text: string) => new Date(text);
const facts = (openedAt: string, more: Partial<Parameters<typeof reviewClock>[0]> = {}) => ({
  openedAt: at(openedAt),
  timeZone: LA,
  firstDayOfSchoolDate: null,
  stops: [],
  ...more,
});

test.each([
  ['2026-09-04', true],
  ['2026-09-05', false],
  ['2026-09-06', false],
  ['2026-09-07', true],
  ['1999-12-31', true],
  ['2000-01-01', false],
])('%s is a business day: %s', (date, expected) => {
  expect(isBusinessDay(date)).toBe(expected);
});

// In Los Angeles 09:00 is 16:00Z in summer and 17:00Z in winter.
describe('business hours after an instant', () => {
  test.each([
    ['within the day', '2026-09-01T16:00:00Z', 60, '2026-09-01T17:00:00Z'],
    [
      'to the end of the day, not into the next',
      '2026-09-01T16:00:00Z',
      480,
      '2026-09-02T00:00:00Z',
    ],
    ['over a night', '2026-09-01T23:00:00Z', 120, '2026-09-02T17:00:00Z'],
    ['from before the day begins', '2026-09-01T10:00:00Z', 60, '2026-09-01T17:00:00Z'],
    ['from after it ended', '2026-09-02T03:00:00Z', 60, '2026-09-02T17:00:00Z'],
    ['over a weekend', '2026-09-04T22:00:00Z', 480, '2026-09-07T22:00:00Z'],
    ['from a Saturday', '2026-09-05T18:00:00Z', 480, '2026-09-08T00:00:00Z'],
    ['over the night the clocks go back', '2026-10-30T23:00:00Z', 120, '2026-11-02T18:00:00Z'],
    ['over the night the clocks go forward', '2027-03-12T23:00:00Z', 180, '2027-03-15T17:00:00Z'],
  ])('%s', (_, start, minutes, expected) => {
    const now = at('2026-09-01T00:00:00Z');
    const due = addBusinessMinutes(at(start), minutes, { timeZone: LA, stops: [], now });
    expect(due.toISOString()).toBe(at(expected).toISOString());
  });

  test('the times the clock stood do not count, an open one until now', () => {
    const stops = [
      { stoppedAt: at('2026-09-01T17:00:00Z'), resumedAt: at('2026-09-01T19:00:00Z') },
      { stoppedAt: at('2026-09-02T16:00:00Z'), resumedAt: null },
    ];
    const due = (minutes: number, now: string) =>
      addBusinessMinutes(at('2026-09-01T16:00:00Z'), minutes, {
        timeZone: LA,
        stops,
        now: at(now),
      }).toISOString();
    expect(due(60, '2026-09-02T20:00:00Z')).toBe('2026-09-01T17:00:00.000Z');
    expect(due(120, '2026-09-02T20:00:00Z')).toBe('2026-09-01T20:00:00.000Z');
    expect(due(480, '2026-09-02T20:00:00Z')).toBe('2026-09-02T22:00:00.000Z');
    expect(due(480, '2026-09-02T21:00:00Z')).toBe('2026-09-02T23:00:00.000Z');
  });

  test('more time is never sooner, and a later start never earlier', () => {
    const zone = { timeZone: LA, stops: [], now: at('2026-09-01T00:00:00Z') };
    let last = 0;
    for (let minutes = 0; minutes < 6_000; minutes += 37) {
      const due = addBusinessMinutes(at('2026-10-29T15:30:00Z'), minutes, zone).getTime();
      expect(due).toBeGreaterThanOrEqual(last);
      last = due;
    }
    last = 0;
    for (let hours = 0; hours < 300; hours += 1) {
      const start = new Date(at('2026-10-25T00:00:00Z').getTime() + hours * 3_600_000);
      const due = addBusinessMinutes(start, 240, zone).getTime();
      expect(due).toBeGreaterThanOrEqual(last);
      last = due;
    }
  });
});

describe('deadlines', () => {
  const now = at('2026-09-01T16:30:00Z');
  test('first look after four business hours, decision after one day, promise after two', () => {
    const clock = reviewClock(facts('2026-09-01T16:00:00Z'), now);
    expect(clock).toEqual({
      firstLookDueAt: at('2026-09-01T20:00:00Z'),
      decisionDueAt: at('2026-09-02T00:00:00Z'),
      breachAt: at('2026-09-03T00:00:00Z'),
      isTightened: false,
      isStopped: false,
    });
  });

  // The window of 2026-09-11 opens on 2026-09-01, at midnight in Los Angeles.
  test.each([
    ['no first day known', null, '2026-09-02T00:00:00Z', false],
    ['eleven days before', '2026-09-12', '2026-09-02T00:00:00Z', false],
    ['ten days before', '2026-09-11', '2026-09-01T20:00:00Z', true],
    ['on the day itself', '2026-09-01', '2026-09-01T20:00:00Z', true],
    ['the day after', '2026-08-31', '2026-09-02T00:00:00Z', false],
  ])('%s', (_, firstDayOfSchoolDate, decision, isTightened) => {
    const clock = reviewClock(facts('2026-09-01T16:00:00Z', { firstDayOfSchoolDate }), now);
    expect(clock.decisionDueAt).toEqual(at(decision));
    expect(clock.isTightened).toBe(isTightened);
    expect(clock.breachAt).toEqual(at('2026-09-03T00:00:00Z'));
    if (isTightened) expect(clock.firstLookDueAt).toEqual(at('2026-09-01T17:00:00Z'));
  });

  test('a review that runs into the window is due four hours into it, not later than without', () => {
    const clock = reviewClock(
      facts('2026-08-31T23:30:00Z', { firstDayOfSchoolDate: '2026-09-11' }),
      now,
    );
    expect(clock.decisionDueAt).toEqual(at('2026-09-01T20:00:00Z'));
  });

  test('in time, overdue, breached, and none of them while the clock stands', () => {
    const clock = reviewClock(facts('2026-09-01T16:00:00Z'), now);
    expect(dueState(clock, at('2026-09-01T23:59:59Z'))).toBe('in-time');
    expect(dueState(clock, at('2026-09-02T00:00:00Z'))).toBe('overdue');
    expect(dueState(clock, at('2026-09-03T00:00:00Z'))).toBe('breached');
    expect(dueState({ ...clock, isStopped: true }, at('2026-09-03T00:00:00Z'))).toBe('stopped');
  });

  test('a question is repeated after four business hours', () => {
    const due = questionReminderDueAt(at('2026-09-04T22:00:00Z'), { timeZone: LA, stops: [] }, now);
    expect(due).toEqual(at('2026-09-07T18:00:00Z'));
  });
});

describe('days', () => {
  const stop = { stoppedAt: at('2026-09-02T00:00:00Z'), resumedAt: at('2026-09-05T00:00:00Z') };
  test.each([
    ['a second short of seven days', '2026-09-07T23:59:59Z', [], false],
    ['seven days', '2026-09-08T00:00:00Z', [], true],
    ['seven days, three of them paused', '2026-09-08T00:00:00Z', [stop], false],
    ['ten days, three of them paused', '2026-09-11T00:00:00Z', [stop], true],
  ])('expired without newer files: %s', (_, now, stops, expected) => {
    expect(isExpired(at('2026-09-01T00:00:00Z'), stops, at(now))).toBe(expected);
  });

  // Blackouts are known with their end: those of files that came on Sep 1 at midnight, as days of September.
  const days = (from: number, to: number) => ({
    stoppedAt: at(`2026-09-0${from}T00:00:00Z`),
    resumedAt: at(`2026-09-${String(to).padStart(2, '0')}T00:00:00Z`),
  });
  test.each([
    ['no blackout', [], '2026-09-08'],
    ['one from the first day on', [days(1, 11)], '2026-09-18'],
    ['one in the midst of the seven days', [days(3, 5)], '2026-09-10'],
    ['one that begins when they are over', [days(8, 12)], '2026-09-08'],
    ['two, one after the other', [days(2, 4), days(4, 6)], '2026-09-12'],
    ['two that overlap', [days(2, 5), days(4, 6)], '2026-09-12'],
    ['one within a pause', [days(2, 6), days(3, 4)], '2026-09-12'],
    ['two in any order', [days(6, 8), days(2, 3)], '2026-09-11'],
  ])('is not what planned silence brings: %s', (_name, stops, end) => {
    const came = at('2026-09-01T00:00:00Z');
    const ends = at(`${end}T00:00:00Z`);
    expect(isExpired(came, stops, new Date(ends.getTime() - 1))).toBe(false);
    expect(isExpired(came, stops, ends)).toBe(true);
    // What is said on the first day, with all of it planned, is what comes.
    expect(holdEndsAt(came, stops, came)).toEqual(ends);
    expect(holdEndsAt(came, stops, at('2026-09-03T12:00:00Z'))).toEqual(ends);
  });

  test.each([
    ['before the third day', '2026-09-03T23:00:00Z', null, '2026-09-03T12:00:00Z', false],
    ['after it, files came', '2026-09-04T00:00:00Z', null, '2026-09-03T12:00:00Z', true],
    ['after it, no files came', '2026-09-04T00:00:00Z', null, '2026-09-01T00:00:00Z', false],
    [
      'an hour after the last reminder',
      '2026-09-05T01:00:00Z',
      '2026-09-05T00:00:00Z',
      '2026-09-05T00:30:00Z',
      false,
    ],
    [
      'a day after it, files came',
      '2026-09-06T00:00:00Z',
      '2026-09-05T00:00:00Z',
      '2026-09-05T12:00:00Z',
      true,
    ],
    [
      'a day after it, no files came',
      '2026-09-06T00:00:00Z',
      '2026-09-05T00:00:00Z',
      '2026-09-04T12:00:00Z',
      false,
    ],
  ])('staff are reminded: %s', (_, now, reminded, lastArrivalAt, expected) => {
    const remindedAt = reminded === null ? null : at(reminded);
    const openedAt = at('2026-09-01T00:00:00Z');
    expect(
      isStaffReminderDue(
        { openedAt, stops: [], remindedAt, lastArrivalAt: at(lastArrivalAt) },
        at(now),
      ),
    ).toBe(expected);
  });

  test('running time is calendar time without the stops', () => {
    const hours = runningMs(at('2026-09-01T00:00:00Z'), at('2026-09-06T00:00:00Z'), [stop]);
    expect(hours / 3_600_000).toBe(48);
  });
});
