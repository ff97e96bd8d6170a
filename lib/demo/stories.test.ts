import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf } from '@/lib/core/calendar/zoned-time';
import { parseCsvLines } from '@/lib/core/csv';
import { weekday } from '@/lib/synthetic/plain-date';
import { addDays } from '@/lib/core/calendar/plain-date';
import { dueDay } from '@/lib/core/pulls/schedule';
import { onOrAfter } from './calendar';
import type { FileSet } from './day-edits';
import { daysWithoutSchool } from '@/lib/core/calendar/us-school-holidays';
import { listStories } from './stories';

const size = { liveStudents: 60, heldStudents: 40, fetchedStudents: 50 };
const now = new Date('2026-11-21T20:00:00Z');

const table = (files: FileSet | undefined, name: string): string[][] =>
  parseCsvLines(files?.get(name)?.toString('utf8').trimEnd() ?? '').rows.slice(1);

describe('the stories', () => {
  it('lie in the past and on school days, in the order in which they happened, on any day of any year', () => {
    const anyInstant = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2031-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(anyInstant, (played) => {
        for (const { tenant, invitedDate, evenings } of listStories(played, size)) {
          const dates = [invitedDate, ...evenings.map((evening) => evening.date)];
          expect(dates).toEqual([...dates].sort());
          expect(dates).toEqual(dates.map(onOrAfter));
          const instants = evenings.flatMap(({ date, sentAt, approval }) => [
            instantOf(date, sentAt, tenant.timeZone),
            ...(approval ? [instantOf(approval.date, approval.at, tenant.timeZone)] : []),
          ]);
          expect(instants).toEqual([...instants].sort((one, other) => +one - +other));
          for (const instant of instants) expect(+instant).toBeLessThan(+played);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('have no attendance of a day without school, on any day of any year', () => {
    const anyInstant = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2031-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(anyInstant, (played) => {
        const attendance = listStories(played, size).find((story) => story.attendance)?.attendance;
        if (!attendance) throw new Error('the live district has attendance');
        const without = daysWithoutSchool(attendance.schoolYear);
        expect(attendance.dates.filter((date) => without.has(date))).toEqual([]);
        expect(attendance.dates.filter((date) => [0, 6].includes(weekday(date)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('fetch on each night up to the last one, after the first pull was reviewed, on any day of any year', () => {
    const anyInstant = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2031-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(anyInstant, (played) => {
        const story = listStories(played, size).find(({ fetched }) => fetched);
        if (!story?.fetched) throw new Error('one district is fetched from');
        const { firstPull, nights } = story.fetched;
        const dates = nights.map(({ date }) => date);
        expect(dates).toEqual(dates.map((_, i) => addDays(dates[0] ?? '', i)));
        expect(firstPull.approval.date < (dates[0] ?? '')).toBe(true);
        expect(firstPull.date < firstPull.approval.date).toBe(true);
        expect(onOrAfter(firstPull.date)).toBe(firstPull.date);
        expect(+instantOf(dates.at(-1) ?? '', '02:00', story.tenant.timeZone)).toBeLessThan(
          +played,
        );
        // What is due then is no night of the story but, early in the morning, the one after.
        const times = { timeZone: story.tenant.timeZone, pullAt: '00:30', quietHours: null };
        expect([null, addDays(dates.at(-1) ?? '', 1)]).toContain(
          dueDay(times, dates.at(-1) ?? null, played),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('can be written, whatever the season', () => {
    for (const month of [1, 4, 7, 10]) {
      const played = new Date(Date.UTC(2027, month - 1, 7, 18));
      for (const { evenings } of listStories(played, size))
        for (const { files } of evenings) expect(files().get('manifest.csv')).toBeDefined();
    }
  }, 30_000);

  const [waiting, held, live] = listStories(now, {
    liveStudents: 1_200,
    heldStudents: 700,
    fetchedStudents: 480,
  });

  it('have one district that has sent nothing', () => {
    expect(waiting?.evenings).toEqual([]);
  });

  it('bring the held district back with another school year', () => {
    const years = held?.evenings.map(({ files }) =>
      table(files(), 'academicSessions.csv')[0]?.[8]?.trim(),
    );
    expect(years).toEqual(['2026', '2026', '2027']);
  });

  it('spoil some rows on one day and leave classes out from another day on', () => {
    const physicalEducation = live?.evenings.map(
      ({ files }) =>
        table(files(), 'classes.csv').filter((row) => row.includes('08038')).length > 0,
    );
    expect(physicalEducation).toEqual([...Array(12).fill(true), false, false, false]);
    const spoiled = table(live?.evenings[8]?.files(), 'users.csv');
    const right = table(live?.evenings[9]?.files(), 'users.csv');
    expect(spoiled.filter((row) => row.includes('grandmother'))).toHaveLength(3);
    expect(right.filter((row) => row.includes('grandmother'))).toHaveLength(0);
  });
});
