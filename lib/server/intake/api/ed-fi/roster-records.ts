/**
 * The records of each file, made of what is kept of an Ed-Fi API: a batch of people or sections at a time, with what belongs to
 * them, so that memory does not grow with the district.
 */
import { schoolYearsOf, termOfSession } from '@/lib/core/ed-fi/academic-sessions';
import { classRecord, courseOfOffering, courseRecord } from '@/lib/core/ed-fi/classes';
import { studentDemographics } from '@/lib/core/ed-fi/demographics';
import { staffEnrollment, studentEnrollment } from '@/lib/core/ed-fi/enrollments';
import { naturalKeyOf } from '@/lib/core/ed-fi/natural-keys';
import { agencyOrg, schoolOrg } from '@/lib/core/ed-fi/orgs';
import { classId } from '@/lib/core/ed-fi/ids';
import type { SectionReference } from '@/lib/core/ed-fi/resources';
import type { OneRosterCollection } from '@/lib/core/oneroster-json/collections';
import type { RosterContext } from './roster-context';
import { contactBatches, staffBatches, studentBatches } from './roster-people';

/** Records as lib/core/oneroster-json/written-records.ts has them. */
export function recordsOf(
  context: RosterContext,
  collection: OneRosterCollection,
): AsyncIterable<readonly object[]> {
  switch (collection) {
    case 'orgs':
      return orgs(context);
    case 'academicSessions':
      return academicSessions(context);
    case 'courses':
      return courses(context);
    case 'classes':
      return classes(context);
    case 'users':
      return users(context);
    case 'enrollments':
      return enrollments(context);
    case 'demographics':
      return demographics(context);
  }
}

async function* orgs({ reader }: RosterContext): AsyncGenerator<readonly object[]> {
  for await (const batch of reader.batches('localEducationAgencies'))
    yield batch.map(({ body }) => agencyOrg(body));
  for await (const batch of reader.batches('schools'))
    yield batch.map(({ body }) => schoolOrg(body));
}

async function* academicSessions({
  sessions,
  years,
}: RosterContext): AsyncGenerator<readonly object[]> {
  yield schoolYearsOf(sessions).filter(({ schoolYear }) => years.has(schoolYear));
  yield sessions
    .filter(({ schoolYearTypeReference }) => years.has(schoolYearTypeReference.schoolYear))
    .map(termOfSession);
}

/** Those that are shown, and for offerings whose course is not, one that is made of the offering. */
async function* courses(context: RosterContext): AsyncGenerator<readonly object[]> {
  const { reader, standard, years } = context;
  for await (const batch of reader.batches('courses'))
    yield batch.map(({ body }) => courseRecord(body));
  const made = new Set<string>();
  for await (const batch of reader.batches('courseOfferings')) {
    const taken = batch
      .map(({ body }) => body)
      .filter(({ sessionReference }) => years.has(sessionReference.schoolYear))
      .map((offering) => ({ offering, key: courseKey(offering, standard) }));
    const shown = await reader.known(
      'courses',
      taken.map(({ key }) => key),
    );
    const records: object[] = [];
    for (const { offering, key } of taken) {
      if (shown.has(key) || made.has(key)) continue;
      made.add(key);
      records.push(courseOfOffering(offering));
    }
    yield records;
  }
}

const courseKey = ({ courseReference }: { courseReference: object }, standard: number): string =>
  naturalKeyOf('courses', courseReference, standard) ?? '';

async function* classes(context: RosterContext): AsyncGenerator<readonly object[]> {
  const { reader, standard, years } = context;
  const homerooms = new Set(
    [...(await reader.homerooms())].map((text) => classId(JSON.parse(text) as SectionReference)),
  );
  for await (const batch of reader.batches('sections')) {
    const sections = batch
      .map(({ body }) => body)
      .filter(({ courseOfferingReference }) => years.has(courseOfferingReference.schoolYear))
      .map((section) => ({
        section,
        offeringKey: naturalKeyOf('courseOfferings', section, standard) ?? '',
      }));
    const offerings = await reader.of(
      'courseOfferings',
      sections.map(({ offeringKey }) => offeringKey),
    );
    const coursesByKey = await reader.of(
      'courses',
      [...offerings.values()].flat().map((offering) => courseKey(offering, standard)),
    );
    yield sections.map(({ section, offeringKey }) => {
      const offering = offerings.get(offeringKey)?.[0];
      const id = classId({
        ...section.courseOfferingReference,
        sectionIdentifier: section.sectionIdentifier,
      });
      return classRecord(section, {
        offering,
        course: offering && coursesByKey.get(courseKey(offering, standard))?.[0],
        isHomeroom: homerooms.has(id),
      });
    });
  }
}

async function* users(context: RosterContext): AsyncGenerator<readonly object[]> {
  for await (const batch of studentBatches(context)) yield batch.map(({ user }) => user);
  for await (const batch of staffBatches(context)) yield batch.map(({ user }) => user);
  yield* contactBatches(context);
}

/** Of people who are in the roster alone, in sections of the years that are taken. */
async function* enrollments(context: RosterContext): AsyncGenerator<readonly object[]> {
  const { reader, years } = context;
  for await (const batch of studentBatches(context)) {
    const sections = await reader.of(
      'studentSectionAssociations',
      batch.map(({ key }) => key),
    );
    yield batch.flatMap(({ key }) =>
      (sections.get(key) ?? [])
        .filter(({ sectionReference }) => years.has(sectionReference.schoolYear))
        .map(studentEnrollment),
    );
  }
  for await (const batch of staffBatches(context))
    yield batch.flatMap(({ sections }) => sections.map(staffEnrollment));
}

async function* demographics(context: RosterContext): AsyncGenerator<readonly object[]> {
  for await (const batch of studentBatches(context))
    yield batch.map(({ student, known, schoolIds }) =>
      studentDemographics(student, known, schoolIds),
    );
}
