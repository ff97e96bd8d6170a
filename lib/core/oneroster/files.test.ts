import { describe, expect, it } from 'vitest';
import {
  FILE_SPECS,
  fileSpec,
  fileSpecForEntity,
  ROSTER_ENTITIES,
  storedColumns,
  type RosterEntity,
} from './files';
import { REFERENCES, referencesFrom } from './references';

const names = (fileName: string) =>
  fileSpec(fileName)
    ?.columns.map((column) => column.name)
    .filter((name) => !name.startsWith('metadata.'))
    .join(',');

describe('the columns of the standard, in its order', () => {
  it.each([
    ['manifest.csv', 'propertyName,value'],
    [
      'academicSessions.csv',
      'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear',
    ],
    ['orgs.csv', 'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId'],
    [
      'courses.csv',
      'sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes',
    ],
    [
      'classes.csv',
      'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods',
    ],
    [
      'users.csv',
      'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password',
    ],
    [
      'enrollments.csv',
      'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
    ],
    [
      'demographics.csv',
      'sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus',
    ],
    ['categories.csv', 'sourcedId,status,dateLastModified,title'],
    [
      'lineItems.csv',
      'sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,gradingPeriodSourcedId,resultValueMin,resultValueMax',
    ],
    [
      'results.csv',
      'sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment',
    ],
    [
      'resources.csv',
      'sourcedId,status,dateLastModified,vendorResourceId,title,roles,importance,vendorId,applicationId',
    ],
    [
      'classResources.csv',
      'sourcedId,status,dateLastModified,title,classSourcedId,resourceSourcedId',
    ],
    [
      'courseResources.csv',
      'sourcedId,status,dateLastModified,title,courseSourcedId,resourceSourcedId',
    ],
  ])('%s', (fileName, expected) => {
    expect(names(fileName)).toBe(expected);
  });

  it('covers the manifest and thirteen files', () => {
    expect(FILE_SPECS).toHaveLength(14);
    expect(fileSpec('roles.csv')).toBeUndefined();
  });

  it('asks for what the TalkingPoints guide asks for', () => {
    expect(FILE_SPECS.filter((spec) => spec.required).map((spec) => spec.fileName)).toEqual([
      'manifest.csv',
      'academicSessions.csv',
      'classes.csv',
      'courses.csv',
      'enrollments.csv',
      'orgs.csv',
      'users.csv',
    ]);
  });

  it('explains every file and column in one sentence', () => {
    for (const spec of FILE_SPECS) {
      for (const { help } of [spec, ...spec.columns]) expect(help).toMatch(/^\S.*\.$/);
    }
  });

  it('names every person column private', () => {
    const open = fileSpecForEntity('user')
      .columns.filter((column) => !column.private)
      .map((column) => column.name);
    expect(open).toEqual([
      'sourcedId',
      'status',
      'dateLastModified',
      'enabledUser',
      'orgSourcedIds',
      'role',
      'agentSourcedIds',
      'grades',
      'metadata.language',
      'metadata.ell',
    ]);
  });
});

describe('storedColumns', () => {
  it.each<[RosterEntity, string]>([
    ['org', 'sourced_id name type identifier parent_sourced_id metadata:jsonb'],
    [
      'academicSession',
      'sourced_id title type start_date:date end_date:date parent_sourced_id school_year:integer metadata:jsonb',
    ],
    [
      'course',
      'sourced_id school_year_sourced_id title course_code grades:text[] org_sourced_id subjects:text[] subject_codes:text[] metadata:jsonb',
    ],
    [
      'class',
      'sourced_id title grades:text[] course_sourced_id class_code class_type location school_sourced_id term_sourced_ids:text[] subjects:text[] subject_codes:text[] periods:text[] metadata:jsonb has_course_title:boolean',
    ],
    [
      'user',
      'sourced_id enabled_user:boolean org_sourced_ids:text[] role username user_ids:text[] given_name family_name middle_name identifier email sms phone agent_sourced_ids:text[] grades:text[] language_code language_text ell:boolean metadata:jsonb school_sourced_id name_key given_key email_key sms_e164 phone_e164',
    ],
    [
      'enrollment',
      'sourced_id class_sourced_id school_sourced_id user_sourced_id role is_primary:boolean begin_date:date end_date:date metadata:jsonb',
    ],
    [
      'demographics',
      'sourced_id birth_date:date sex american_indian_or_alaska_native:boolean asian:boolean black_or_african_american:boolean native_hawaiian_or_other_pacific_islander:boolean white:boolean demographic_race_two_or_more_races:boolean hispanic_or_latino_ethnicity:boolean country_of_birth_code state_of_birth_abbreviation city_of_birth public_school_residence_status metadata:jsonb',
    ],
  ])('%s', (entity, expected) => {
    const layout = storedColumns(entity).map(({ field, pgType }) =>
      pgType === 'text' ? field : `${field}:${pgType}`,
    );
    expect(layout.join(' ')).toBe(expected);
  });

  it('never holds a password', () => {
    for (const entity of ROSTER_ENTITIES) {
      expect(storedColumns(entity).map(({ field }) => field)).not.toContain('password');
    }
  });
});

describe('references', () => {
  it('are those of the standard', () => {
    expect(
      REFERENCES.map(
        ({ entity, field, target, onMissing }) => `${entity}.${field} → ${target} ${onMissing}`,
      ),
    ).toEqual([
      'org.parent_sourced_id → org warn',
      'academicSession.parent_sourced_id → academicSession warn',
      'course.school_year_sourced_id → academicSession warn',
      'course.org_sourced_id → org warn',
      'class.course_sourced_id → course reject',
      'class.school_sourced_id → org reject',
      'class.term_sourced_ids → academicSession reject',
      'user.org_sourced_ids → org reject',
      'user.agent_sourced_ids → user warn',
      'enrollment.class_sourced_id → class reject',
      'enrollment.school_sourced_id → org reject',
      'enrollment.user_sourced_id → user reject',
      'demographics.sourced_id → user reject',
    ]);
  });

  it('point back in load order, so one pass resolves them', () => {
    for (const { entity, target } of REFERENCES) {
      expect(ROSTER_ENTITIES.indexOf(target)).toBeLessThanOrEqual(ROSTER_ENTITIES.indexOf(entity));
    }
    expect(referencesFrom('enrollment')).toHaveLength(3);
  });
});
