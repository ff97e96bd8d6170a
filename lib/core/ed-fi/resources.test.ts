// The hand-cut types against the schemas that Ed-Fi publishes, of data standards 3.3 to 6.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { samplesFolder } from '@/lib/testing/samples/sample-sets';
import type { EdFiResource, EdFiResources } from './resources';

type Need<Resource, Field extends keyof Resource> =
  Resource extends Record<Field, Resource[Field]> ? 'required' : 'optional';

/** Every field of every type, and whether the type says it is always there: the compiler holds this to the types. */
const FIELDS: {
  [Name in EdFiResource]: {
    [Field in keyof EdFiResources[Name]]-?: Need<EdFiResources[Name], Field>;
  };
} = {
  schools: {
    schoolId: 'required',
    nameOfInstitution: 'required',
    localEducationAgencyReference: 'optional',
    identificationCodes: 'optional',
  },
  localEducationAgencies: {
    localEducationAgencyId: 'required',
    nameOfInstitution: 'required',
    parentLocalEducationAgencyReference: 'optional',
    identificationCodes: 'optional',
  },
  sessions: {
    sessionName: 'required',
    schoolReference: 'required',
    schoolYearTypeReference: 'required',
    beginDate: 'required',
    endDate: 'required',
    termDescriptor: 'required',
  },
  courses: {
    courseCode: 'required',
    educationOrganizationReference: 'required',
    courseTitle: 'required',
    offeredGradeLevels: 'optional',
    academicSubjects: 'optional',
    academicSubjectDescriptor: 'optional',
  },
  courseOfferings: {
    localCourseCode: 'required',
    courseReference: 'required',
    schoolReference: 'required',
    sessionReference: 'required',
    localCourseTitle: 'optional',
    offeredGradeLevels: 'optional',
  },
  sections: {
    sectionIdentifier: 'required',
    courseOfferingReference: 'required',
    sectionName: 'optional',
    locationReference: 'optional',
    offeredGradeLevels: 'optional',
    classPeriods: 'optional',
  },
  staffs: {
    staffUniqueId: 'required',
    firstName: 'required',
    lastSurname: 'required',
    middleName: 'optional',
    loginId: 'optional',
    electronicMails: 'optional',
    telephones: 'optional',
  },
  staffDirectories: {
    staffReference: 'required',
    electronicMails: 'optional',
    telephones: 'optional',
  },
  staffSectionAssociations: {
    staffReference: 'required',
    sectionReference: 'required',
    classroomPositionDescriptor: 'required',
    beginDate: 'optional',
    endDate: 'optional',
  },
  staffEducationOrganizationAssignmentAssociations: {
    staffReference: 'required',
    educationOrganizationReference: 'required',
    staffClassificationDescriptor: 'required',
    beginDate: 'required',
    endDate: 'optional',
  },
  students: {
    studentUniqueId: 'required',
    firstName: 'required',
    lastSurname: 'required',
    middleName: 'optional',
    birthDate: 'required',
    birthSexDescriptor: 'optional',
    birthCity: 'optional',
    birthCountryDescriptor: 'optional',
    birthStateAbbreviationDescriptor: 'optional',
  },
  studentSchoolAssociations: {
    studentReference: 'required',
    schoolReference: 'required',
    entryDate: 'required',
    entryGradeLevelDescriptor: 'required',
    exitWithdrawDate: 'optional',
    primarySchool: 'optional',
    calendarReference: 'optional',
  },
  studentEducationOrganizationAssociations: studentFacts(),
  studentDemographics: studentFacts(),
  studentDirectories: studentFacts(),
  contacts: { contactUniqueId: 'required', ...contactFields() },
  parents: { parentUniqueId: 'required', ...contactFields() },
  studentContactAssociations: { contactReference: 'required', ...relationFields() },
  studentParentAssociations: { parentReference: 'required', ...relationFields() },
  studentSectionAssociations: {
    studentReference: 'required',
    sectionReference: 'required',
    beginDate: 'required',
    endDate: 'optional',
    homeroomIndicator: 'optional',
  },
  studentSchoolAttendanceEvents: {
    studentReference: 'required',
    schoolReference: 'required',
    sessionReference: 'required',
    eventDate: 'required',
    attendanceEventCategoryDescriptor: 'required',
    attendanceEventReason: 'optional',
    eventDuration: 'optional',
  },
  calendars: {
    calendarCode: 'required',
    schoolReference: 'required',
    schoolYearTypeReference: 'required',
  },
  calendarDates: { date: 'required', calendarReference: 'required', calendarEvents: 'required' },
};

function studentFacts() {
  return {
    studentReference: 'required',
    educationOrganizationReference: 'required',
    loginId: 'optional',
    electronicMails: 'optional',
    telephones: 'optional',
    languages: 'optional',
    limitedEnglishProficiencyDescriptor: 'optional',
    sexDescriptor: 'optional',
    races: 'optional',
    hispanicLatinoEthnicity: 'optional',
  } as const;
}

function contactFields() {
  return {
    firstName: 'required',
    lastSurname: 'required',
    middleName: 'optional',
    loginId: 'optional',
    electronicMails: 'optional',
    telephones: 'optional',
    languages: 'optional',
  } as const;
}

function relationFields() {
  return {
    studentReference: 'required',
    relationDescriptor: 'optional',
    legalGuardian: 'optional',
    contactRestrictions: 'optional',
  } as const;
}

/** Resources that the published files beside us were cut without. */
const NOT_PUBLISHED_HERE: readonly string[] = [
  'staffDirectories',
  'staffEducationOrganizationAssignmentAssociations',
  'studentDemographics',
  'studentDirectories',
];

interface Schema {
  required?: string[];
  properties: Record<string, unknown>;
}

interface Published {
  paths: Record<string, unknown>;
  components: { schemas: Record<string, Schema> };
}

function schemaOf(published: Published, resource: string): Schema | undefined {
  const get = JSON.stringify(published.paths[`/ed-fi/${resource}`] ?? null);
  const name = /"#\/components\/schemas\/(edFi_\w+)"/.exec(get)?.[1];
  return name === undefined ? undefined : published.components.schemas[name];
}

const folder = join(samplesFolder(process.env.CONNECTOR_SAMPLES), 'ed-fi');
const isThere = existsSync(folder);

test.skipIf(!isThere)('the published schemas have every field, and need those we rely on', () => {
  const versions = ['3.3', '4.0', '5.0', '6.0'].map(
    (version) =>
      [
        version,
        JSON.parse(readFileSync(join(folder, `resources-ds-${version}.json`), 'utf8')) as Published,
      ] as const,
  );
  for (const [resource, fields] of Object.entries(FIELDS)) {
    const schemas = versions.flatMap(([version, published]) => {
      const schema = schemaOf(published, resource);
      return schema ? [{ version, schema }] : [];
    });
    expect(schemas.length > 0, resource).toBe(!NOT_PUBLISHED_HERE.includes(resource));
    if (schemas.length === 0) continue;
    for (const [field, need] of Object.entries(fields)) {
      const having = schemas.filter(({ schema }) => field in schema.properties);
      expect(having.length, `${resource}.${field}`).toBeGreaterThan(0);
      const needing = schemas.filter(({ schema }) => schema.required?.includes(field));
      // What every version needs may be relied on, and nothing else.
      if (need === 'required')
        expect(
          needing.map(({ version }) => version),
          `${resource}.${field}`,
        ).toEqual(schemas.map(({ version }) => version));
    }
  }
});

test.skipIf(isThere)('no published schemas beside the project: set CONNECTOR_SAMPLES', () => {
  expect(Object.keys(FIELDS)).toContain('schools');
});
