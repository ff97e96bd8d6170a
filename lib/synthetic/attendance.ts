/**
 * Believable daily attendance of a synthetic district: Mondays and Fridays, illnesses that last some days, flu weeks,
 * students who are often away, schools that differ, and an afternoon file that corrects the morning's. Like every
 * value of a synthetic district, a cell follows from where it stands, so any day can be made by itself.
 */
import { type DayState, COHORTS, readDay } from './day-state';
import type { Day } from './district';
import { gradeLevel, type Level } from './layout';
import { emptyStudent, readStudent, studentId } from './people';
import { at, hash, pick, threshold } from './random';

export const ATTENDANCE_COLUMNS = [
  'school_id',
  'student_id',
  'attendance_event_date',
  'attendance_event_category',
  'attendance_event_reason',
  'attendance_event_duration',
  'attendance_event_description',
] as const;

export interface AttendanceOptions {
  /** Schools of these levels: a file per group of schools. All of them when not given. */
  readonly levels?: readonly Level[];
  /** The file of the morning, or the later one with its corrections. */
  readonly file?: 'morning' | 'afternoon';
  /** Usual share of students away on a day. */
  readonly absentShare?: number;
}

export interface AttendanceRow {
  readonly schoolId: string;
  readonly studentId: string;
  readonly date: string;
  readonly category: string;
  readonly reason: string;
  readonly duration: string;
  readonly description: string;
}

const USUAL_SHARE = 0.05;
const CHRONIC_SHARE = 0.07;
const CHRONIC_TIMES = 4;
const FLU_TIMES = 2.2;
const EXCUSED_REASONS = ['Sick', 'Doctor Appointment', 'Family Emergency', 'Religious Holiday'];
const UNEXCUSED_REASONS = ['Unknown', 'Family Matter', 'No Call', 'Overslept'];
const TARDY_REASONS = ['Late Bus', 'Traffic', 'Overslept'];
const ACTIVITIES = ['Field Trip', 'Athletics', 'School Activity'];

/** Purposes of the hashes; far from those of the roster. */
const PURPOSE = {
  chronic: 901,
  day: 902,
  illness: 903,
  school: 904,
  kind: 905,
  part: 906,
  later: 907,
};

export function* attendanceRows(
  day: Day,
  date: string,
  options: AttendanceOptions = {},
): Generator<AttendanceRow> {
  const state = readDay(day);
  const { layout } = state;
  const student = emptyStudent();
  const dayNumber = Math.floor(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
  for (let cohort = state.firstCohort; cohort < state.firstCohort + COHORTS; cohort += 1)
    for (let seat = 0; seat < layout.seats; seat += 1) {
      if (!readStudent(state, cohort, seat, student)) continue;
      const level = gradeLevel(student.grade);
      if (options.levels && !options.levels.includes(level)) continue;
      const said = statusOf(state, student, level, dayNumber, options);
      if (!said) continue;
      yield {
        schoolId: state.orgId(at(layout.schools, student.school).sourcedId),
        studentId: studentId(state, student.number),
        date,
        ...said,
      };
    }
}

export function attendanceFile(rows: Iterable<AttendanceRow>): string {
  const lines = [ATTENDANCE_COLUMNS.join(',')];
  for (const row of rows)
    lines.push(
      [
        row.schoolId,
        row.studentId,
        row.date,
        row.category,
        row.reason,
        row.duration,
        row.description,
      ].join(','),
    );
  return `${lines.join('\n')}\n`;
}

type Status = Omit<AttendanceRow, 'schoolId' | 'studentId' | 'date'>;

function statusOf(
  { layout: { seed } }: DayState,
  student: { number: number; school: number },
  level: Level,
  dayNumber: number,
  { file = 'morning', absentShare = USUAL_SHARE }: AttendanceOptions,
): Status | null {
  const { number, school } = student;
  const draw = (purpose: number, key: number): number => hash(seed ^ key, purpose, number);
  const isChronic = draw(PURPOSE.chronic, 0) < threshold(CHRONIC_SHARE);
  const share =
    absentShare *
    (isChronic ? CHRONIC_TIMES : 0.77) *
    weekdayTimes(dayNumber) *
    schoolTimes(seed, school) *
    (isFluWeek(seed, school, dayNumber) ? FLU_TIMES : 1);
  // An illness lasts up to three days; other absences stand alone.
  const isIll =
    draw(PURPOSE.illness, Math.floor((dayNumber + (number % 3)) / 3)) < threshold(share / 2);
  const isAway = isIll || draw(PURPOSE.day, dayNumber) < threshold(share / 2);
  const kind = draw(PURPOSE.kind, dayNumber);
  if (isAway) return absence(draw, dayNumber, isIll, kind, file);
  const tardyShare = level === 'high' ? 0.014 : level === 'middle' ? 0.009 : 0.006;
  if (draw(PURPOSE.part, dayNumber) < threshold(tardyShare))
    return { ...blank('Tardy'), reason: pick(TARDY_REASONS, kind) };
  // A class trip takes whole schools' grades; here it is enough that it comes by school and day.
  if (hash(seed ^ dayNumber, PURPOSE.school, school) < threshold(0.03) && kind < threshold(0.04))
    return { ...blank('Excused Present'), reason: pick(ACTIVITIES, hash(seed, dayNumber, school)) };
  return null;
}

function absence(
  draw: (purpose: number, key: number) => number,
  dayNumber: number,
  isIll: boolean,
  kind: number,
  file: 'morning' | 'afternoon',
): Status | null {
  const later = draw(PURPOSE.later, dayNumber) % 100;
  const isExcused = isIll ? kind % 10 < 8 : kind % 10 < 4;
  if (file === 'afternoon' && !isExcused) {
    // A parent called, or the student came after all.
    if (later < 12) return { ...blank('Excused Absence'), reason: 'Sick', duration: '1' };
    if (later < 20) return { ...blank('Tardy'), reason: 'Late Bus' };
    if (later < 25) return null;
  }
  const part = draw(PURPOSE.part, dayNumber) % 100;
  const duration = part < 8 ? '0.5' : part < 11 ? '0.25' : '1';
  return isExcused
    ? {
        ...blank('Excused Absence'),
        reason: isIll ? 'Sick' : pick(EXCUSED_REASONS, kind >>> 4),
        duration,
      }
    : {
        ...blank('Unexcused Absence'),
        reason: pick(UNEXCUSED_REASONS, kind >>> 4),
        duration,
        description: later > 95 ? 'Do not call' : '',
      };
}

function blank(category: string): Status {
  return { category, reason: '', duration: '', description: '' };
}

/** Monday and Friday are the days to stay away. */
function weekdayTimes(dayNumber: number): number {
  // The first of January 1970 was a Thursday.
  const weekday = (dayNumber + 4) % 7;
  if (weekday === 1) return 1.2;
  return weekday === 5 ? 1.3 : 0.9;
}

function schoolTimes(seed: number, school: number): number {
  return 0.65 + (hash(seed, PURPOSE.school, school) % 80) / 100;
}

/** One week in December and one in February, not everywhere the same. */
function isFluWeek(seed: number, school: number, dayNumber: number): boolean {
  const month = new Date(dayNumber * 86_400_000).getUTCMonth();
  const week = Math.floor((dayNumber + 3) / 7);
  return (month === 11 || month === 1) && (hash(seed, PURPOSE.illness, school) + week) % 4 === 0;
}
