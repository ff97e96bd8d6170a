// Which school year a district is in, and which of its schools are in another one or count theirs from another day.
import { addDays, type PlainDate } from '../calendar/plain-date';
import { usualSchoolYear, type TermSpan } from './calendar';

export interface SchoolYear {
  /** The year in which it ends. */
  schoolYear: number;
  startDate: PlainDate;
  endDate: PlainDate;
}

export interface YearOfSchool extends SchoolYear {
  schoolId: string;
}

export interface YearSession {
  id: string;
  type: string;
  schoolYear: number;
  startDate: PlainDate;
  endDate: PlainDate;
  parentId: string | null;
  /** Left the files since. */
  isRemoved: boolean;
}

export interface SchoolYears {
  district: SchoolYear;
  /** Schools that differ, with the terms that are theirs. */
  schools: (YearOfSchool & { terms: TermSpan[] })[];
  /** Until then no day alone changes the answer. */
  validUntil: PlainDate;
}

interface Year extends SchoolYear {
  /** Of its terms: a session for the whole year may begin long before them, and go on long after. */
  firstDate: PlainDate;
  lastDate: PlainDate;
}

/**
 * `namedBySchool`: the sessions that classes of a school name. A school differs only where years touch: a few classes that
 * name half of a year's terms say nothing about when the year began. `everNamed`: also what they named before.
 */
export function schoolYearsAt(
  today: PlainDate,
  sessions: readonly YearSession[],
  namedBySchool: ReadonlyMap<string, readonly string[]>,
  everNamed: ReadonlyMap<string, readonly string[]> = namedBySchool,
): SchoolYears {
  const live = sessions.filter(({ isRemoved }) => !isRemoved);
  const ofAll = yearsOf(live);
  const found = yearAt(ofAll, today);
  const district = found ? spanOf(found) : usualSchoolYear(today);
  const validUntil = nextChange(live, today);
  if (!found) return { district, schools: [], validUntil };
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const withParents = new Map(
    [...namedBySchool].map(([schoolId, ids]) => [schoolId, namedWithParents(ids, byId)]),
  );
  const named = new Set([...withParents.values()].flatMap((ids) => [...ids]));
  const schools = [...withParents].flatMap(([schoolId, ids]) => {
    const own = sessions.filter(({ id }) => ids.has(id));
    const everIds = namedWithParents(everNamed.get(schoolId) ?? [], byId);
    const everOwn = sessions.filter(({ id }) => ids.has(id) || everIds.has(id));
    const year = yearOfSchool({ own, everOwn }, found, ofAll, today);
    if (!year || isSameSpan(year, district)) return [];
    const ofNobody = live.filter(({ id }) => !named.has(id));
    const before = everOwn.filter(
      (session) => !ids.has(session.id) && session.schoolYear < year.schoolYear,
    );
    const terms = termsOf([...own, ...before, ...ofNobody], year.schoolYear);
    return [{ schoolId, ...year, terms }];
  });
  return { district, schools, validUntil };
}

/** Null: the district's. */
function yearOfSchool(
  { own, everOwn }: Readonly<Record<'own' | 'everOwn', readonly YearSession[]>>,
  district: Year,
  ofAll: readonly Year[],
  today: PlainDate,
): SchoolYear | null {
  const everYears = yearsOf(everOwn);
  const everLive = yearsOf(everOwn.filter(({ isRemoved }) => !isRemoved));
  const years = yearsOf(own.filter(({ isRemoved }) => !isRemoved)).map((year) => {
    const shared = ofAll.find(({ schoolYear }) => schoolYear === year.schoolYear) ?? year;
    // Days on which its year before still went on are no days of this one because another school has begun it.
    const followsLate = everYears.some(
      ({ startDate, lastDate }) => startDate < year.startDate && lastDate >= shared.startDate,
    );
    const first = everLive.find(({ schoolYear }) => schoolYear === year.schoolYear) ?? year;
    return {
      ...year,
      shared,
      startDate: followsLate ? first.firstDate : year.startDate,
      followsLate,
    };
  });
  const chosen = yearAt(years, today);
  if (!chosen) return null;
  const { schoolYear, lastDate, startDate, shared, followsLate } = chosen;
  if (schoolYear !== district.schoolYear && lastDate < today) {
    // Its year is over. It waits for its next one, unless nothing says that it has one of its own.
    const hasNext = years.some((year) => year.schoolYear === district.schoolYear);
    if (!hasNext && lastDate < district.startDate) return null;
  }
  return {
    schoolYear,
    startDate: followsLate ? startDate : shared.startDate,
    endDate: shared.endDate,
  };
}

/**
 * A school year goes on until its last term ends: one of the next year that begins meanwhile does not end it, and its
 * days lie in both. Between two years the one that has begun last.
 */
function yearAt<Kind extends Year>(years: readonly Kind[], today: PlainDate): Kind | undefined {
  const begun = years
    .filter(({ startDate }) => startDate <= today)
    .sort((a, b) =>
      a.startDate === b.startDate
        ? b.schoolYear - a.schoolYear
        : a.startDate < b.startDate
          ? -1
          : 1,
    );
  const running = begun.find(({ lastDate }) => lastDate >= today);
  if (running) return running;
  const lastStart = begun.at(-1)?.startDate;
  return begun.find(({ startDate }) => startDate === lastStart);
}

function yearsOf(sessions: readonly YearSession[]): Year[] {
  const numbers = new Set(sessions.map(({ schoolYear }) => schoolYear));
  return [...numbers].map((schoolYear) => {
    const ofYear = sessions.filter((session) => session.schoolYear === schoolYear);
    const terms = withoutWholeYears(ofYear);
    return {
      schoolYear,
      startDate: earliest(ofYear.map(({ startDate }) => startDate)),
      endDate: latest(ofYear.map(({ endDate }) => endDate)),
      firstDate: earliest(terms.map(({ startDate }) => startDate)),
      lastDate: latest(terms.map(({ endDate }) => endDate)),
    };
  });
}

/** Terms leave the summer out that a school year may include. */
export function withoutWholeYears<Session extends { type: string }>(
  sessions: readonly Session[],
): readonly Session[] {
  const terms = sessions.filter(({ type }) => type !== 'schoolYear');
  return terms.length > 0 ? terms : sessions;
}

/** What it has finished with stays, also when the files have left it out since. */
function termsOf(sessions: readonly YearSession[], schoolYear: number): TermSpan[] {
  const kept = sessions.filter((session) => !session.isRemoved || session.schoolYear < schoolYear);
  return withoutWholeYears(kept).map(({ startDate, endDate }) => ({ startDate, endDate }));
}

function namedWithParents(
  ids: readonly string[],
  byId: ReadonlyMap<string, YearSession>,
): Set<string> {
  const found = new Set<string>();
  for (const id of ids)
    for (
      let session = byId.get(id);
      session && !found.has(session.id);
      session = session.parentId === null ? undefined : byId.get(session.parentId)
    )
      found.add(session.id);
  return found;
}

/** The day before the next session begins, or the day on which the next one ends. */
function nextChange(sessions: readonly YearSession[], today: PlainDate): PlainDate {
  const days = sessions.flatMap(({ startDate, endDate }) => [addDays(startDate, -1), endDate]);
  const coming = days.filter((date) => date >= today);
  return coming.length > 0 ? earliest(coming) : today;
}

const spanOf = ({ schoolYear, startDate, endDate }: Year): SchoolYear => ({
  schoolYear,
  startDate,
  endDate,
});

export function isSameSpan(a: SchoolYear, b: SchoolYear): boolean {
  return a.schoolYear === b.schoolYear && a.startDate === b.startDate && a.endDate === b.endDate;
}

const earliest = (dates: readonly PlainDate[]): PlainDate =>
  dates.reduce((a, b) => (a < b ? a : b));
const latest = (dates: readonly PlainDate[]): PlainDate => dates.reduce((a, b) => (a > b ? a : b));
