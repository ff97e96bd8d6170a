/** The four districts and what happened to them, as data. Names and people are made up, and say so. */
import { addDays, type PlainDate } from '@/lib/core/calendar/plain-date';
import { instantOf, localDate } from '@/lib/core/calendar/zoned-time';
import { createDistrict, nextDay, type Change } from '@/lib/synthetic/district';
import { nextWeekday } from '@/lib/synthetic/plain-date';
import {
  FETCHED_TIME_ZONE,
  fetchedStory,
  USUAL_FETCHED_STUDENTS,
  type FetchedStory,
} from './api/story';
import {
  attendanceDays,
  firstDayOfSchool,
  inSecondSemester,
  isSecondSemester,
  lastSchoolDay,
  onOrAfter,
  schoolDaysUpTo,
  schoolYearOf,
} from './calendar';
import { filesOf, withBadRows, withoutPhysicalEducation, type Edit } from './day-edits';
import type { AttendanceStory } from './play-attendance';
import type { Evening } from './play-day';

export interface Story {
  tenant: {
    slug: string;
    name: string;
    kind: 'DISTRICT' | 'CHARTER_NETWORK';
    state: string;
    timeZone: string;
    sis: string;
    firstDayOfSchoolDate: PlainDate;
  };
  contact: { name: string; email: string };
  /** Staff make the district and invite its contact, who sets the connection up the school day after. */
  invitedDate: PlainDate;
  evenings: readonly Evening[];
  /** Of a district that sends no files: how it is fetched from. */
  fetched?: FetchedStory;
  /** Sent after the last evening: attendance needs a live roster. */
  attendance?: AttendanceStory;
  /** What to say when it has been played. */
  ending: string;
}

export interface StorySize {
  liveStudents: number;
  heldStudents: number;
  fetchedStudents: number;
}

export const USUAL_SIZE: StorySize = {
  liveStudents: 1_200,
  heldStudents: 700,
  fetchedStudents: USUAL_FETCHED_STUDENTS,
};

/** In the order in which they are played; `now` is when the demo was first started. */
export function listStories(now: Date, size: StorySize = USUAL_SIZE): Story[] {
  return [
    waitingStory(now),
    heldStory(now, size.heldStudents),
    liveStory(now, size.liveStudents),
    storyOfFetched(now, size.fetchedStudents),
  ];
}

function waitingStory(now: Date): Story {
  const timeZone = 'America/New_York';
  const today = localDate(now, timeZone);
  return {
    tenant: {
      slug: 'riverbend-charter-demo',
      name: 'Riverbend Charter Schools (demo)',
      kind: 'CHARTER_NETWORK',
      state: 'NC',
      timeZone,
      sis: 'Infinite Campus',
      firstDayOfSchoolDate: firstDayOfSchool(schoolYearOf(today)),
    },
    contact: { name: 'Riverbend Tech Contact', email: 'riverbend.tech@example.com' },
    invitedDate: daysBefore(lastSchoolDay(now, timeZone), 1),
    evenings: [],
    ending: 'is set up and waits for its first files',
  };
}

/** In force since spring, silent over the summer, back with the files of another school year. */
function heldStory(now: Date, students: number): Story {
  const timeZone = 'America/Chicago';
  const back = lastSchoolDay(now, timeZone);
  const schoolYear = schoolYearOf(back);
  const first = onOrAfter(`${schoolYear - 1}-04-12`);
  const last = onOrAfter(`${schoolYear - 1}-05-27`);
  const springs = inSecondSemester(
    createDistrict({
      seed: 'cedar-hollow',
      students,
      name: 'Cedar Hollow Public Schools',
      schoolYear: schoolYear - 1,
      date: first,
    }),
  );
  const beforePause = nextDay(springs, { kind: 'churn', share: 0.02, date: last });
  const promoted = nextDay(beforePause, { kind: 'promotion', date: back });
  const afterPause = isSecondSemester(back, schoolYear) ? inSecondSemester(promoted) : promoted;
  return {
    tenant: {
      slug: 'cedar-hollow-demo',
      name: 'Cedar Hollow Public Schools (demo)',
      kind: 'DISTRICT',
      state: 'TX',
      timeZone,
      sis: 'Skyward',
      firstDayOfSchoolDate: firstDayOfSchool(schoolYear),
    },
    contact: { name: 'Cedar Hollow Tech Contact', email: 'cedarhollow.tech@example.org' },
    invitedDate: daysBefore(first, 4),
    evenings: [
      {
        date: first,
        sentAt: '21:04',
        files: () => filesOf(springs),
        approval: {
          date: nextWeekday(first),
          at: '10:22',
          comment: 'Counts agree with the planning form.',
        },
      },
      {
        date: last,
        sentAt: '21:03',
        files: () => filesOf(beforePause),
        // Weeks without files: whatever comes next is looked at once.
        approval: {
          date: nextWeekday(last),
          at: '09:40',
          comment:
            'The district was silent while its server moved; the few changes are as expected.',
        },
      },
      { date: back, sentAt: '21:05', files: () => filesOf(afterPause) },
    ],
    ending: 'is back from its summer pause and waits for a review',
  };
}

/** Each school day of the live district after its first: what changed, what the export made of it. */
const LIVE_DAYS: readonly { change: Change; edit?: Edit; comment?: string }[] = [
  { change: { kind: 'churn' } },
  { change: { kind: 'churn' } },
  { change: { kind: 'headerDrift' } },
  { change: { kind: 'churn', share: 0.02 } },
  { change: { kind: 'churn' } },
  { change: { kind: 'unchanged' } },
  { change: { kind: 'churn', share: 0.02 } },
  { change: { kind: 'churn' }, edit: withBadRows },
  { change: { kind: 'churn' } },
  { change: { kind: 'missingFile' } },
  { change: { kind: 'churn', share: 0.02 } },
  {
    change: { kind: 'churn' },
    edit: withoutPhysicalEducation,
    comment: 'Physical education is no longer scheduled as a class; the district confirmed it.',
  },
  { change: { kind: 'churn' } },
  { change: { kind: 'churn', share: 0.02 } },
];

function liveStory(now: Date, students: number): Story {
  const timeZone = 'America/Los_Angeles';
  const dates = schoolDaysUpTo(lastSchoolDay(now, timeZone), LIVE_DAYS.length + 1);
  const [first = '', ...later] = dates;
  const schoolYear = schoolYearOf(dates.at(-1) ?? first);
  const firstDay = createDistrict({
    seed: 'lakeview',
    students,
    name: 'Lakeview Unified School District',
    schoolYear,
    date: first,
  });
  const approval = (date: PlainDate, at: string, comment: string) => ({
    date: nextWeekday(date),
    at,
    comment,
  });
  let day = isSecondSemester(first, schoolYear) ? inSecondSemester(firstDay) : firstDay;
  const firstFiles = day;
  let isWithoutPhysicalEducation = false;
  const evenings: Evening[] = later.map((date, i) => {
    const { change, edit, comment } = LIVE_DAYS[i] ?? { change: { kind: 'unchanged' } };
    day = nextDay(day, { ...change, date });
    if (edit === withoutPhysicalEducation) isWithoutPhysicalEducation = true;
    const edits = isWithoutPhysicalEducation ? [withoutPhysicalEducation] : edit ? [edit] : [];
    const today = day;
    return {
      date,
      sentAt: `20:${String(12 + ((i * 5) % 9)).padStart(2, '0')}`,
      files: () => filesOf(today, edits),
      ...(comment ? { approval: approval(date, '09:41', comment) } : {}),
    };
  });
  return {
    tenant: {
      slug: 'lakeview-unified-demo',
      name: 'Lakeview Unified (demo)',
      kind: 'DISTRICT',
      state: 'OR',
      timeZone,
      sis: 'PowerSchool',
      firstDayOfSchoolDate: firstDayOfSchool(schoolYear),
    },
    contact: { name: 'Lakeview Tech Contact', email: 'lakeview.tech@example.org' },
    invitedDate: daysBefore(first, 6),
    evenings: [
      {
        date: first,
        sentAt: '16:48',
        files: () => filesOf(firstFiles),
        approval: approval(first, '09:15', 'Checked with the district: schools and counts agree.'),
      },
      ...evenings,
    ],
    attendance: { day, schoolYear, dates: attendanceDates(now, timeZone, schoolYear) },
    ending: 'is live, with three weeks of history',
  };
}

function storyOfFetched(now: Date, students: number): Story {
  const fetched = fetchedStory(now, students);
  return {
    tenant: {
      slug: 'foxglove-valley-demo',
      name: 'Foxglove Valley Schools (demo)',
      kind: 'DISTRICT',
      state: 'CO',
      timeZone: FETCHED_TIME_ZONE,
      sis: 'Synergy',
      firstDayOfSchoolDate: firstDayOfSchool(schoolYearOf(fetched.firstPull.date)),
    },
    contact: { name: 'Foxglove Tech Contact', email: 'foxglove.tech@example.org' },
    // Its contact comes on the day of the first pull.
    invitedDate: daysBefore(fetched.firstPull.date, 1),
    evenings: [],
    fetched,
    ending: 'is live, and is fetched from every night',
  };
}

/** At least this long ago: a morning's files and their corrections are over then. */
const FILES_SENT_BY = '10:30';

/** Days with school up to today, once its files would be there; at most a hundred. */
function attendanceDates(now: Date, timeZone: string, schoolYear: number): PlainDate[] {
  const today = localDate(now, timeZone);
  const isSent = now > instantOf(today, FILES_SENT_BY, timeZone);
  return attendanceDays(isSent ? today : addDays(today, -1), schoolYear, 100);
}

/** So many school days earlier. */
function daysBefore(date: PlainDate, count: number): PlainDate {
  return schoolDaysUpTo(date, count + 1)[0] ?? date;
}
