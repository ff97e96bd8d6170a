// 2,000 cells, two files a day and two groupings, compared with a count made from the files' own lines: nothing here
// asks the code under test what a line means.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '@/lib/core/calendar/plain-date';
import { createAttendanceDistrict, ATTENDANCE_HEADER } from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { getDistrictAttendance } from './queries/district';
import { findSchoolGrid } from './queries/school-grid';
import { findStudentYear } from './queries/student';
import { listSchools } from './queries/schools';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const STUDENTS = 100;
const WORDS: Record<string, string> = {
  'Unexcused Absence': 'UNEXCUSED_ABSENCE',
  Illness: 'EXCUSED_ABSENCE',
  'excused absence': 'EXCUSED_ABSENCE',
  TARDY: 'TARDY',
  'Field Trip': 'EXCUSED_PRESENT',
};
const FILES = [
  { name: 'attendance_elementary.csv', school: 'school-1', first: 1 },
  { name: 'attendance_middle.csv', school: 'school-2', first: 2 },
] as const;

/** A fixed sequence of numbers from 0 to 1. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

const isWeekday = (date: string): boolean => ![0, 6].includes(new Date(date).getUTCDay());
const dates = Array.from({ length: 28 }, (_, i) => addDays('2026-10-19', i)).filter(isWeekday);

interface Kept {
  status: string;
  share: number;
}

test('every cell and every total is what the lines of the files say', async () => {
  ctx.clock.set(`${dates[0]}T15:00:00Z`);
  const district = await createAttendanceDistrict(ctx, { students: STUDENTS });
  const next = sequence(20_261_119);
  const cells = new Map<string, Kept>();
  const heard = new Set<string>();
  const sendFile = async (date: string, file: (typeof FILES)[number]): Promise<void> => {
    const lines: string[] = [];
    for (let student = file.first; student <= STUDENTS; student += 2) {
      // A few are away half of the time.
      if (next() > (student % 10 === 1 ? 0.5 : 0.16)) continue;
      const words = Object.keys(WORDS);
      const word = words[Math.floor(next() * words.length)] ?? '';
      const duration = word.toLowerCase().includes('absence')
        ? (['1', '0.5', '0.35', ''][Math.floor(next() * 4)] ?? '')
        : '';
      lines.push(
        `${file.school},s${student},${date},${word},Reason ${Math.floor(next() * 3)},${duration},`,
      );
    }
    const run = await district.send(file.name, `${ATTENDANCE_HEADER}\n${lines.join('\n')}\n`);
    expect(run.state).toBe('APPLIED');
    // The count: a file replaces what its grouping said about the day.
    for (const key of [...cells.keys()])
      if (key.startsWith(`${date} ${file.school} `)) cells.delete(key);
    for (const line of lines) {
      const [school = '', student = '', , word = '', , duration = ''] = line.split(',');
      const status = WORDS[word] ?? '';
      const isAbsence = status.endsWith('ABSENCE');
      const share = duration === '' ? (isAbsence ? 1 : 0) : Number(duration);
      cells.set(`${date} ${school} ${student}`, { status, share });
    }
    heard.add(`${date} ${file.school}`);
  };
  for (const [i, date] of dates.entries())
    for (const [hour, part] of [
      ['17', 'morning'],
      ['21', 'afternoon'],
    ] as const) {
      ctx.clock.set(`${date}T${hour}:00:00Z`);
      await sendFile(date, FILES[0]);
      // The middle school's file does not come on two days, and once only in the morning.
      if (i === 4 || i === 11 || (i === 7 && part === 'afternoon')) continue;
      await sendFile(date, FILES[1]);
    }

  const from = dates[0] ?? '';
  const to = dates.at(-1) ?? '';
  const common = { tenantId: district.tenantId, grade: null, classId: null, band: null };
  let compared = 0;
  let different = 0;
  for (const { school } of FILES) {
    const grid = await findSchoolGrid(ctx, {
      ...common,
      schoolId: school,
      from,
      to,
      search: null,
      sort: 'name',
      page: 1,
      pageSize: STUDENTS,
    });
    expect(grid?.days.map(({ date }) => date)).toEqual(dates);
    for (const student of grid?.students ?? []) {
      let absent = 0;
      for (const [i, date] of dates.entries()) {
        const kept = cells.get(`${date} ${school} ${student.studentId}`);
        const expected = kept?.status ?? (heard.has(`${date} ${school}`) ? 'NO_ROW' : 'NO_FILE');
        const cell = student.cells[i];
        compared += 1;
        if (
          cell?.status !== expected ||
          (kept && cell.percentOfDay !== Math.round(kept.share * 100))
        )
          different += 1;
        if (kept?.status.endsWith('ABSENCE')) absent += Math.round(kept.share * 100);
      }
      expect(student.year.absentPercent).toBe(absent);
      expect(student.year.countedDays).toBe(school === 'school-1' ? 20 : 18);
    }
  }
  expect(compared).toBe(2_000);
  expect(different).toBe(0);

  const all = [...cells.values()];
  const ofStatus = (status: string): number => all.filter((kept) => kept.status === status).length;
  const overview = await getDistrictAttendance(ctx, { tenantId: district.tenantId, from, to });
  expect(overview.types).toEqual({
    excused: ofStatus('EXCUSED_ABSENCE'),
    unexcused: ofStatus('UNEXCUSED_ABSENCE'),
    tardy: ofStatus('TARDY'),
    excusedPresent: ofStatus('EXCUSED_PRESENT'),
  });
  const absentShares = all
    .filter(({ status }) => status.endsWith('ABSENCE'))
    .reduce((sum, { share }) => sum + Math.round(share * 100), 0);
  const enrolledDays = 50 * 20 + 50 * 18;
  expect(overview.averageDailyAttendance.rate).toBeCloseTo(
    1 - absentShares / 100 / enrolledDays,
    10,
  );
  expect(overview.trend.filter(({ status }) => status === 'NO_FILE')).toEqual([]);
  expect(overview.grades.reduce((sum, { enrolledDays: days }) => sum + days, 0)).toBe(enrolledDays);
  expect(overview.languages.reduce((sum, { unexcused }) => sum + unexcused, 0)).toBe(
    ofStatus('UNEXCUSED_ABSENCE'),
  );

  // Chronic: a tenth of counted days, for students of the school with 20 of them.
  const absentOf = new Map<string, number>();
  for (const [key, kept] of cells) {
    const [, school, student = ''] = key.split(' ');
    if (school === 'school-1' && kept.status.endsWith('ABSENCE'))
      absentOf.set(student, (absentOf.get(student) ?? 0) + Math.round(kept.share * 100));
  }
  const chronic = [...absentOf.values()].filter((absent) => absent >= 200).length;
  expect(overview.chronic).toMatchObject({ students: chronic, ofStudents: 50, tooFewDays: 50 });
  expect(Object.values(overview.bands).reduce((sum, count) => sum + count, 0)).toBe(50);
  const { tenantId } = district;
  const ofYear = { tenantId, sort: 'name', direction: 'asc', search: null } as const;
  const { rows: schools } = await listSchools(ctx, { ...ofYear, page: 1, pageSize: 50 });
  expect(schools.map(({ schoolId, daysReceived }) => [schoolId, daysReceived])).toEqual([
    ['school-2', 18],
    ['school-1', 20],
  ]);
  const student = await findStudentYear(ctx, district.tenantId, 's1');
  expect(student?.totals.absentPercent).toBe(absentOf.get('s1') ?? 0);
}, 120_000);
