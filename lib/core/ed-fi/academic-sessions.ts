// Sessions of a school become terms, each under the school year it is of. Ed-Fi has no dates of a school year: they are those
// of the first and last day of its sessions, of all schools.
import type { PlainDate } from '../calendar/plain-date';
import type { AcademicSessionRecord } from '../oneroster-json/written-records';
import type { PullSettings } from '../pulls/pull-settings';
import { codeKey } from './descriptors';
import { schoolYearId, sessionId } from './ids';
import type { Session } from './resources';

export function termOfSession(session: Session): AcademicSessionRecord {
  const { sessionName, schoolReference, schoolYearTypeReference, termDescriptor } = session;
  const { schoolYear } = schoolYearTypeReference;
  return {
    sourcedId: sessionId({ schoolId: schoolReference.schoolId, schoolYear, sessionName }),
    title: sessionName,
    type: codeKey(termDescriptor).split(' ').includes('semester') ? 'semester' : 'term',
    startDate: session.beginDate,
    endDate: session.endDate,
    parent: schoolYearId(schoolYear),
    schoolYear,
  };
}

/** The school years of sessions, in their order. */
export function schoolYearsOf(sessions: Iterable<Session>): AcademicSessionRecord[] {
  const years = new Map<number, AcademicSessionRecord>();
  for (const { schoolYearTypeReference, beginDate, endDate } of sessions) {
    const { schoolYear } = schoolYearTypeReference;
    const year = years.get(schoolYear);
    if (!year) {
      years.set(schoolYear, {
        sourcedId: schoolYearId(schoolYear),
        title: `${schoolYear - 1}-${schoolYear}`,
        type: 'schoolYear',
        startDate: beginDate,
        endDate,
        schoolYear,
      });
      continue;
    }
    if (beginDate < year.startDate) year.startDate = beginDate;
    if (endDate > year.endDate) year.endDate = endDate;
  }
  return [...years.values()].sort((a, b) => a.schoolYear - b.schoolYear);
}

/**
 * The years whose sections are taken, since an API may hold many: the last that has begun, which goes on until the next begins;
 * where none has, the first. With `nextYear`, the year after it as well.
 */
export function yearsToTake(
  years: readonly AcademicSessionRecord[],
  today: PlainDate,
  nextYear: PullSettings['nextYear'],
): number[] {
  const begun = years.filter(({ startDate }) => startDate <= today);
  const current = begun.at(-1) ?? years[0];
  if (!current) return [];
  const next = years.find(({ schoolYear }) => schoolYear === current.schoolYear + 1);
  return nextYear === 'on' && next ? [current.schoolYear, next.schoolYear] : [current.schoolYear];
}
