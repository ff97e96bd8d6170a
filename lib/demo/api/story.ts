/** What happens to the district that is fetched from: what its source has on each night, and what goes wrong there. */
import { addDays, type PlainDate } from '@/lib/core/calendar/plain-date';
import { createDistrict, nextDay, type Change, type Day } from '@/lib/synthetic/district';
import {
  inSecondSemester,
  isSecondSemester,
  lastNight,
  onOrAfter,
  onOrBefore,
  schoolYearOf,
} from '../calendar';
import type { Approval } from '../settle-run';

export type Trouble = 'BUSY' | 'OUTAGE';

/** A pull of a night; `day` is the place of what its source has then in `days`. */
export interface Night {
  date: PlainDate;
  day: number;
  trouble: Trouble | null;
}

export interface FetchedStory {
  students: number;
  /** What the source has: on the day of the first pull, then before each night. */
  days: readonly Day[];
  firstPull: { date: PlainDate; approval: Approval };
  nights: readonly Night[];
}

export const FETCHED_TIME_ZONE = 'America/Denver';
export const USUAL_FETCHED_STUDENTS = 480;

/** What happened at the source before each night, and what is wrong with the source in it. */
const NIGHTS: readonly { change: Change; trouble?: Trouble }[] = [
  { change: { kind: 'churn' } },
  { change: { kind: 'churn', share: 0.02 } },
  // Its server is away until the pull is given up; the next night brings both days.
  { change: { kind: 'churn' }, trouble: 'OUTAGE' },
  { change: { kind: 'churn', share: 0.02 } },
  // A school is switched off by mistake: the update is held, and the night after makes it void.
  { change: { kind: 'lostSchool' } },
  { change: { kind: 'repaired' } },
  { change: { kind: 'churn', share: 0.02 } },
  { change: { kind: 'churn' }, trouble: 'BUSY' },
];

export function fetchedStory(now: Date, students: number): FetchedStory {
  const last = lastNight(now, FETCHED_TIME_ZONE);
  const dates = NIGHTS.map((_, i) => addDays(last, i + 1 - NIGHTS.length));
  const approvedOn = onOrBefore(addDays(dates[0] ?? last, -1));
  const pulledOn = onOrBefore(addDays(approvedOn, -1));
  const schoolYear = schoolYearOf(last);
  const first = createDistrict({
    seed: 'foxglove-valley',
    students,
    name: 'Foxglove Valley Schools',
    schoolYear,
    date: pulledOn,
  });
  const days = [isSecondSemester(pulledOn, schoolYear) ? inSecondSemester(first) : first];
  const nights = NIGHTS.map(({ change, trouble = null }, i): Night => {
    const date = dates[i] ?? last;
    const before = addDays(date, -1);
    // Nobody moves in or out of an office that is closed.
    const isQuiet = change.kind === 'churn' && onOrAfter(before) !== before;
    const day = days.at(-1) ?? first;
    days.push(nextDay(day, { ...(isQuiet ? { kind: 'unchanged' } : change), date: before }));
    return { date, day: i + 1, trouble };
  });
  return {
    students,
    days,
    firstPull: {
      date: pulledOn,
      approval: {
        date: approvedOn,
        at: '09:25',
        comment: 'Schools and counts agree with what the district sees in its own system.',
      },
    },
    nights,
  };
}
