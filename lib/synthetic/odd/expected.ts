// What is right at the end of the week, by what the generator meant when it wrote each odd form.
import { isAbsence, isInFile, slotOf, YEAR_TO_DATE, type Category, type Fact } from './facts';
import { dateOfSlot } from './daily-files';
import { WEEK, type OddRoster } from './roster';
import type { Plan } from './week-plan';

export interface ExpectedEvent {
  studentId: string;
  date: string;
  /** Of the child who had this id before, as whose day it is kept. */
  isFormer: boolean;
  category: Category;
  /** Of an absence, in hundredths of a day. */
  percentOfDay: number | null;
  /** Null where two schools said it: either is right. */
  schoolId: string | null;
}

export interface ExpectedNotice {
  studentId: string;
  date: string;
  isFormer: boolean;
  /** Null where two schools said it, and each has a list of its own. */
  state: NoticeState | null;
}

type NoticeState = 'LISTED' | 'RETRACTED' | 'WAITING' | 'WITHDRAWN';

export interface ExpectedClass {
  classId: string;
  current: string[];
  past: string[];
  coming: string[];
}

export interface Expected {
  events: ExpectedEvent[];
  notices: ExpectedNotice[];
  heldLists: { schoolId: string; date: string }[];
  classes: ExpectedClass[];
  students: { studentId: string; schoolId: string; since: string; isReachable: boolean }[];
  enrolled: { schoolId: string; students: number }[];
  /** Ids that another child has now, who has no day of the one before. */
  usedAgain: string[];
  /** calendar.csv says there is no school. */
  closed: { schoolId: string; date: string }[];
}

export function expectedOf(plan: Plan, last: OddRoster): Expected {
  const contacts = new Map(
    last.people.flatMap(({ role, sourcedId, isReachable }) =>
      role === 'guardian' ? [[sourcedId, isReachable] as const] : [],
    ),
  );
  const students = last.people.filter(({ role }) => role === 'student');
  const came = new Map(
    students.flatMap(({ sourcedId, since }) =>
      plan.usedAgain.includes(sourcedId) ? [[sourcedId, since]] : [],
    ),
  );
  const isFormer: IsFormer = ({ studentId, date }) => date < (came.get(studentId) ?? '');
  return {
    events: sorted(
      plan.facts
        .filter(({ until }) => until === YEAR_TO_DATE)
        .flatMap((each) => eventOf(each, isFormer)),
    ),
    notices: sorted(noticesOf(plan, isFormer)),
    heldLists: plan.heldLists,
    classes: classesOf(last),
    students: students
      .map(({ sourcedId, mainSchool, since, agents }) => ({
        studentId: sourcedId,
        schoolId: mainSchool,
        since,
        isReachable: agents.some((agent) => contacts.get(agent) ?? false),
      }))
      .sort((a, b) => (a.studentId < b.studentId ? -1 : 1)),
    enrolled: last.schools.map(({ sourcedId }) => ({
      schoolId: sourcedId,
      students: students.filter(({ mainSchool }) => mainSchool === sourcedId).length,
    })),
    usedAgain: plan.usedAgain,
    closed: plan.closed,
  };
}

type IsFormer = (of: { studentId: string; date: string }) => boolean;

function eventOf(of: Fact, isFormer: IsFormer): ExpectedEvent[] {
  const { studentId, date, counts, schoolId, isSchoolOpen, duration } = of;
  if (counts === null) return [];
  const percentOfDay = isAbsence(counts) ? Math.round(Number(duration || '1') * 100) : null;
  return [
    {
      studentId,
      date,
      isFormer: isFormer(of),
      category: counts,
      percentOfDay,
      schoolId: isSchoolOpen ? null : schoolId,
    },
  ];
}

/** Notices are of their day: who was on the list and turned out to be there is retracted. */
function noticesOf(plan: Plan, isFormer: IsFormer): ExpectedNotice[] {
  return WEEK.flatMap((date, dayIndex) => {
    const states = new Map<string, NoticeState | null>();
    for (const slot of [slotOf(dayIndex, false), slotOf(dayIndex, true)]) {
      const absent = plan.facts.filter(
        (each) =>
          each.date === date &&
          isAbsence(each.counts) &&
          !each.isMappedLater &&
          isInFile(each, { grouping: each.grouping, slot }, dateOfSlot),
      );
      const isHeld = (schoolId: string) =>
        plan.heldLists.some((list) => list.date === date && list.schoolId === schoolId);
      const away = new Map(absent.map((each) => [each.studentId, each]));
      for (const [studentId, state] of states)
        if (!away.has(studentId))
          states.set(studentId, state === 'LISTED' ? 'RETRACTED' : 'WITHDRAWN');
      for (const [studentId, { schoolId, isSchoolOpen }] of away)
        states.set(studentId, isSchoolOpen ? null : isHeld(schoolId) ? 'WAITING' : 'LISTED');
    }
    return [...states].map(([studentId, state]) => ({
      studentId,
      date,
      state,
      isFormer: isFormer({ studentId, date }),
    }));
  });
}

function classesOf({ classes, memberships }: OddRoster): ExpectedClass[] {
  return classes.map(({ sourcedId }) => {
    const members = (time: string): string[] =>
      memberships
        .filter(
          (each) =>
            each.classId === sourcedId &&
            each.role === 'student' &&
            each.time === time &&
            !each.isRepetition,
        )
        .map(({ userId }) => userId)
        .sort();
    return {
      classId: sourcedId,
      current: members('current'),
      past: members('past'),
      coming: members('coming'),
    };
  });
}

function sorted<T extends { studentId: string; date: string }>(list: T[]): T[] {
  const key = ({ studentId, date }: T): string => `${date} ${studentId}`;
  return list.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
