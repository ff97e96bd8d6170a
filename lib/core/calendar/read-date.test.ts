import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPlainDate } from './plain-date';
import { readDate, readInstant, type DateRules } from './read-date';

const US: DateRules = { acceptsUsDates: true, acceptsAnyTime: false, acceptsShortYears: true };
const ISO: DateRules = { acceptsUsDates: false, acceptsAnyTime: false, acceptsShortYears: false };

describe('the day that is written', () => {
  test.each([
    ['2026-08-10', null],
    ['20260810', 'no-marks'],
    ['20260810T000000Z', 'no-marks'],
    ['20260810000000', 'no-marks'],
    ['20260810 00:00', 'no-marks'],
    ['2026/08/10', 'year-first'],
    ['2026-8-10', 'year-first'],
    ['2026.08.10 0:00', 'year-first'],
    ['2026-08-10T00:00:00', 'with-time'],
    ['2026-08-10 00:00:00.0000000', 'with-time'],
    ['2026-08-10T00:00:00-07:00', 'with-time'],
    ['2026-08-10T00:00:00.000Z', 'with-time'],
    ['2026-08-10T00:00:00+1400', 'with-time'],
    ['2026-08-10T00:00-07:00[America/Denver]', 'with-time'],
    ['2026-08-10 12:00:00 AM', 'with-time'],
    ['2026-08-10Z', 'with-time'],
    ['2026-08-10-07:00', 'with-time'],
    ['10-Aug-2026', 'month-name'],
    ['10 August 2026', 'month-name'],
    ['Aug 10, 2026', 'month-name'],
    ['Monday, August 10, 2026', 'month-name'],
    ['Aug 10 2026 12:00AM', 'month-name'],
    ['Mon Aug 10 2026 00:00:00 GMT-0700 (Mountain Daylight Time)', 'month-name'],
    ['Mon Aug 10 00:00:00 MDT 2026', 'month-name'],
  ])('"%s" needs no setting', (text, form) => {
    expect(readDate(text, ISO)).toEqual({ ok: true, date: '2026-08-10', form });
    expect(readDate(text, US)).toEqual({ ok: true, date: '2026-08-10', form });
  });

  test.each([
    '8/10/2026',
    '08/10/2026',
    '8-10-2026',
    '8/10/26',
    '8/10/2026 12:00:00 AM',
    '8/10/2026 12:00:00\u202fAM',
    '8/10/2026, 12:00:00 AM',
    '8/10/2026 12:00 a.m.',
    '8/10/2026 0:00',
    '08/10/2026 00:00:00',
    '8/10/2026 00:00:00.000',
    '8/10/2026T00:00:00-07:00',
  ])('"%s" needs the setting for month/day/year', (text) => {
    expect(readDate(text, US)).toEqual({ ok: true, date: '2026-08-10', form: 'month-first' });
    expect(readDate(text, ISO)).toEqual({ ok: false, because: 'us-form' });
  });

  test.each([
    ['2026-02-29', 'impossible'],
    ['2026-13-01', 'impossible'],
    ['20260230', 'impossible'],
    ['2/30/2026', 'impossible'],
    ['13/20/2026', 'impossible'],
    ['30-Feb-2026', 'impossible'],
    ['0000-00-00', 'impossible'],
    ['2026-08-10T08:15:00', 'time'],
    ['8/10/2026 12:00:00 PM', 'time'],
    ['2026-08-10T06:00:00Z', 'time'],
    ['2026-08-10T00:00:01', 'time'],
    ['2026-08-10 24:00', 'unreadable'],
    ['2026-08-10 13:00 AM', 'unreadable'],
    ['2026-08-10T', 'unreadable'],
    ['2026-08-10 yesterday', 'unreadable'],
    ['2026-08-1012', 'unreadable'],
    ['46244', 'unreadable'],
    ['202608', 'unreadable'],
    ['1785801600', 'unreadable'],
    ['10.08.2026', 'unreadable'],
    ['Sept 5', 'unreadable'],
    ['10-Agu-2026', 'unreadable'],
    ['8/10-2026', 'unreadable'],
    ['', 'unreadable'],
  ])('"%s" is refused as %s', (text, because) => {
    expect(readDate(text, US)).toEqual({ ok: false, because });
  });

  test('day/month/year is not taken for month/day/year, whose setting would not help', () => {
    expect(readDate('31/12/2026', ISO)).toEqual({ ok: false, because: 'unreadable' });
    expect(readDate('31/12/2026', US)).toEqual({ ok: false, because: 'impossible' });
  });

  test('a time is left aside, and two digits are a year, where the column says so', () => {
    const anyTime = { ...ISO, acceptsAnyTime: true };
    expect(readDate('2024-09-05 23:59:59', anyTime)).toMatchObject({ date: '2024-09-05' });
    expect(readDate('10-AUG-26', ISO)).toEqual({ ok: false, because: 'short-year' });
    expect(readDate('10-AUG-26', US)).toMatchObject({ date: '2026-08-10' });
  });
});

test('every day is read back from every way to write it', () => {
  const day = fc
    .date({ min: new Date('1930-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const times = ['', 'T00:00:00', ' 0:00', ' 12:00:00 AM', 'T00:00:00Z', 'T00:00:00-07:00'];
  fc.assert(
    fc.property(day, fc.constantFrom(...times), (date, time) => {
      const [year = '', month = '', of = ''] = date.split('-');
      const plain = `${Number(month)}/${Number(of)}/${year}`;
      for (const text of [date, date.replaceAll('-', ''), date.replaceAll('-', '/'), plain])
        expect(readDate(text + time, US)).toMatchObject({ ok: true, date });
    }),
  );
});

test('whatever it is given, it answers with a day of the calendar or a reason', () => {
  const part = fc.constantFrom(
    '2026',
    '26',
    '8',
    '08',
    '31',
    '/',
    '-',
    ':',
    ' ',
    'T',
    'Aug',
    'AM',
    '00',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 9 }), (parts) => {
      const read = readDate(parts.join(''), US);
      if (read.ok) expect(isPlainDate(read.date)).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});

describe('readInstant', () => {
  const NOON = Date.UTC(2026, 10, 26, 12);
  const HOUR = 3_600_000;
  test.each<[text: string, at: number | null]>([
    ['2026-11-26T12:00:00Z', NOON],
    ['2026-11-26T12:00:00.000Z', NOON],
    ['2026-11-26T12:00:00,250Z', NOON + 250],
    ['2026-11-26 12:00:00', NOON],
    ['2026-11-26T04:00:00-08:00', NOON],
    ['2026-11-26T17:30:00+0530', NOON],
    ['2026-11-26T13:00+01', NOON],
    ['2026-11-26T06:00:00-06:00[America/Chicago]', NOON],
    ['2026-11-26 12:00:00 UTC', NOON],
    ['2026-11-26 05:00:00 AM MST', NOON],
    ['Thu Nov 26 07:00:00 EST 2026', NOON],
    ['Thu, 26 Nov 2026 12:00:00 GMT', NOON],
    ['20261126T120000Z', NOON],
    ['20261126120000', NOON],
    ['2026/11/26 12:00', NOON],
    ['26-Nov-2026 12:00:00', NOON],
    ['2026-11-26', NOON - 12 * HOUR],
    ['2026-11-26Z', NOON - 12 * HOUR],
    ['2026-11-26-06:00', NOON - 6 * HOUR],
    ['20261126', NOON - 12 * HOUR],
    ['11/26/2026 12:00:00 PM', NOON],
    ['11/26/2026 12:00:00 AM', NOON - 12 * HOUR],
    ['11/26/2026 12:00', NOON],
    ['11/26/2026 4:00 pm', NOON + 4 * HOUR],
    // Whether it is summer there is not said.
    ['11/26/2026 12:00 ET', null],
    ['2026-02-30T12:00:00Z', null],
    ['2026-11-26T25:00:00Z', null],
    ['11/26/26', null],
    ['yesterday', null],
    ['', null],
  ])('%j', (text, at) => {
    expect(readInstant(text, { acceptsUsDates: true })).toBe(at);
  });

  test('month and day in front only where the district writes them so', () => {
    expect(readInstant('11/26/2026 12:00', { acceptsUsDates: false })).toBeNull();
  });

  test('in whatever zone it is written, it is the same instant', () => {
    const instants = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2090, 0) });
    fc.assert(
      fc.property(instants, fc.integer({ min: -12 * 60, max: 14 * 60 }), (at, offset) => {
        const there = new Date(at + offset * 60_000).toISOString().slice(0, -1);
        const part = (value: number) => String(Math.abs(Math.trunc(value))).padStart(2, '0');
        const zone = `${offset < 0 ? '-' : '+'}${part(offset / 60)}:${part(offset % 60)}`;
        expect(readInstant(`${there}${zone}`, { acceptsUsDates: false })).toBe(at);
      }),
    );
  });
});
