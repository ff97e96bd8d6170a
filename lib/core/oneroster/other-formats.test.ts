import { describe, expect, it, test } from 'vitest';
import { FILE_SPECS } from './files';
import {
  formatOfFile,
  otherFormatLabels,
  recogniseFormat,
  type OtherFormat,
} from './other-formats';

/** Headers as the publishers of the formats show them. */
const published: [OtherFormat, string, string][] = [
  [
    'CLEVER',
    'schools.csv',
    'School_id,School_name,School_number,State_id,Low_grade,High_grade,Principal',
  ],
  [
    'CLEVER',
    'students.csv',
    'School_id,Student_id,Student_number,State_id,Last_name,Middle_name,First_name,Grade,Gender,DOB',
  ],
  [
    'CLEVER',
    'teachers.csv',
    'School_id,Teacher_id,Teacher_number,State_teacher_id,Last_name,First_name,Teacher_email',
  ],
  [
    'CLEVER',
    'sections.csv',
    'School_id,Section_id,Teacher_id,Name,Section_number,Grade,Course_name,Course_number,Period',
  ],
  ['CLEVER', 'enrollments.csv', 'School_id,Section_id,Student_id'],
  ['CLEVER', 'staff.csv', 'School_id,Staff_id,Staff_email,First_name,Last_name,Department,Title'],
  ['SDS_1', 'School.csv', 'SIS ID,Name,School Number,School NCES_ID,State ID,Grade Low,Grade High'],
  ['SDS_1', 'Section.csv', 'SIS ID,School SIS ID,Section Name,Section Number,Term Name'],
  ['SDS_1', 'Student.csv', 'SIS ID,School SIS ID,Username,First Name,Last Name,Grade'],
  ['SDS_1', 'StudentEnrollment.csv', 'Section SIS ID,SIS ID'],
  ['SDS_1', 'TeacherRoster.csv', 'Section SIS ID,SIS ID'],
  ['SDS_1', 'User.csv', 'Email,First Name,Last Name,Phone,SIS ID'],
  [
    'SDS_2',
    'users.csv',
    'sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms',
  ],
  [
    'SDS_2',
    'roles.csv',
    'userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate',
  ],
  ['SDS_2', 'classes.csv', 'sourcedId,orgSourcedId,title,sessionSourcedIds,courseSourcedId,code'],
  ['SDS_2', 'enrollments.csv', 'classSourcedId,userSourcedId,role'],
  ['SDS_2', 'relationships.csv', 'userSourcedId,relationshipUserSourcedId,relationshipRole'],
  ['SDS_2', 'userFlags.csv', 'userSourcedId,flag'],
  [
    'ONEROSTER_1_2',
    'users.csv',
    'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns',
  ],
  [
    'ONEROSTER_1_2',
    'roles.csv',
    'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId',
  ],
  ['ONEROSTER_1_2', 'scoreScales.csv', 'sourcedId,status,dateLastModified,title,type,orgSourcedId'],
  ['ED_FI', 'students.csv', 'studentUniqueId,firstName,lastSurname,birthDate,birthSexDescriptor'],
  [
    'ED_FI',
    'studentSchoolAssociations.csv',
    'schoolReference.schoolId,studentReference.studentUniqueId,entryDate,entryGradeLevelDescriptor',
  ],
  ['ED_FI', 'sections.csv', 'localCourseCode,schoolId,schoolYear,sectionIdentifier,sessionName'],
  ['ED_FI', 'students.json', '[{"id":"1","studentUniqueId":"604822","firstName":"A"}]'],
  ['ED_FI', 'schools.csv', 'School_Id,Name_Of_Institution,Local_Education_Agency_Id'],
  [
    'POWERSCHOOL',
    'students.export.text',
    'Student_Number\tLast_Name\tFirst_Name\tGrade_Level\tSchoolID\tHome_Room',
  ],
  ['POWERSCHOOL', 'users.csv', 'DCID,LastFirst,Student_Number,Enroll_Status'],
  [
    'POWERSCHOOL',
    'enrollments.csv',
    'Course_Number,Section_Number,TermID,SchoolID,StudentID,DateEnrolled',
  ],
  ['POWERSCHOOL', 'teachers.txt', 'TeacherNumber;Last_Name;First_Name;SchoolID'],
  ['POWERSCHOOL', 'users.csv', '[01]student_number,[01]last_name,^(homeroom)'],
];

describe('a file of another format is told by its columns', () => {
  test.each(published)('%s %s', (format, name, header) => {
    expect(formatOfFile(name, header)).toBe(format);
  });

  test.each([
    ['capital letters', (header: string) => header.toUpperCase()],
    ['small letters', (header: string) => header.toLowerCase()],
    [
      'quotes',
      (header: string) =>
        header
          .split(',')
          .map((name) => `"${name}"`)
          .join(','),
    ],
    ['a byte order mark', (header: string) => `\ufeff${header}`],
    ['semicolons', (header: string) => header.replaceAll(',', ';')],
    ['tabs', (header: string) => header.replaceAll(',', '\t')],
    ['bars', (header: string) => header.replaceAll(',', '|')],
    ['blanks around names', (header: string) => header.replaceAll(',', ' , ')],
    ['columns in another order', (header: string) => header.split(',').reverse().join(',')],
    ['a column more', (header: string) => `${header},Local_code`],
  ])('also with %s', (_what, vary) => {
    for (const [format, name, header] of published.filter(([, each]) => each.endsWith('.csv')))
      expect(formatOfFile(name, vary(header)), `${name}: ${vary(header)}`).toBe(format);
  });

  test.each([
    ['every column of OneRoster 1.1', null],
    [
      'and columns of other products',
      'activeDirectoryMatchId,preferredGivenName,studentUniqueId,SIS ID,School_id,School_name,DCID',
    ],
  ])('a file of OneRoster 1.1 is none: %s', (_what, more) => {
    for (const { fileName, columns } of FILE_SPECS) {
      const header = columns.map(({ name }) => name).join(',');
      expect(formatOfFile(fileName, more ? `${header},${more}` : header), fileName).toBeNull();
    }
  });

  test.each([
    [
      'users.csv',
      'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,username,givenName,familyName',
    ],
    ['users.csv', 'sourcedId,enabledUser,username,givenName,familyName,identifier,email'],
    ['users.csv', '1001,Ana,Diaz,5'],
    ['enrollments.csv', 'id,class,user'],
    ['students.csv', 'Name,Room,Bus'],
    ['absences.csv', 'school_id,student_id,attendance_event_date,attendance_event_category'],
    ['absences.csv', 'School_id,Section_id,Student_id,Absence_date'],
    ['notes.csv', ''],
  ])('a file that proves nothing is called nothing: %s %s', (name, header) => {
    expect(formatOfFile(name, header)).toBeNull();
  });
});

describe('a set', () => {
  it('is of the format that most of its files show', () => {
    const files = published
      .filter(([format]) => format === 'CLEVER')
      .map(([, name, header]) => ({ name, header }));
    expect(
      recogniseFormat([...files, { name: 'orgs.csv', header: 'sourcedId,name,type' }]),
    ).toEqual({
      format: 'CLEVER',
      fileNames: [
        'enrollments.csv',
        'schools.csv',
        'sections.csv',
        'staff.csv',
        'students.csv',
        'teachers.csv',
      ],
    });
  });

  it('is told by names where no file could be looked at, and not by one name', () => {
    const withoutHeaders = (...names: string[]) => names.map((name) => ({ name, header: null }));
    expect(recogniseFormat(withoutHeaders('students.csv'))).toBeNull();
    expect(recogniseFormat(withoutHeaders('students.csv', 'sections.csv'))?.format).toBe('CLEVER');
    expect(recogniseFormat(withoutHeaders('Student.csv', 'TeacherRoster.csv'))?.format).toBe(
      'SDS_1',
    );
    expect(recogniseFormat(withoutHeaders('roles.csv', 'userProfiles.csv'))?.format).toBe(
      'ONEROSTER_1_2',
    );
    expect(recogniseFormat(withoutHeaders('users.csv', 'orgs.csv'))).toBeNull();
    expect(recogniseFormat([])).toBeNull();
  });
});

test('every format has a name of its own', () => {
  expect(new Set(Object.values(otherFormatLabels)).size).toBe(
    Object.keys(otherFormatLabels).length,
  );
});
