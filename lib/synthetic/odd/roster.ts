// The truth of a small district: who is there, where, since when, and who reaches them. What files make of it is
// elsewhere.
import { at } from '../random';
import { addDays } from '../plain-date';
import type { Draw } from './draw';

export const DISTRICT_ID = 'district-1';
export const YEAR_START = '2026-08-17';
export const YEAR_END = '2027-06-04';
/** Monday to Friday of the week that is played. */
export const WEEK = ['2026-10-05', '2026-10-06', '2026-10-07', '2026-10-08', '2026-10-09'] as const;

export type Grouping = 'elementary' | 'secondary';

export interface OddSchool {
  sourcedId: string;
  identifier: string;
  name: string;
  grouping: Grouping;
}

export interface OddSession {
  sourcedId: string;
  title: string;
  type: 'schoolYear' | 'term';
  start: string;
  end: string;
  parent: string;
  schoolYear: string;
}

export interface OddCourse {
  sourcedId: string;
  title: string;
  code: string;
  grades: string[];
}

export interface OddClass {
  sourcedId: string;
  title: string;
  courseId: string;
  schoolId: string;
  grades: string[];
  terms: string[];
  periods: string[];
  type: 'homeroom' | 'scheduled';
}

export interface OddPerson {
  sourcedId: string;
  identifier: string;
  role: 'student' | 'teacher' | 'guardian';
  orgs: string[];
  given: string;
  family: string;
  userIds: string[];
  mail: string;
  sms: string;
  phone: string;
  agents: string[];
  grades: string[];
  birthDate: string;
  /** The school a student is counted under. */
  mainSchool: string;
  /** First day of a student at that school in this school year. */
  since: string;
  /** Of a contact: somebody can write to or call them. */
  isReachable: boolean;
}

export interface OddMembership {
  sourcedId: string;
  classId: string;
  schoolId: string;
  userId: string;
  role: 'student' | 'teacher';
  begin: string;
  end: string;
  /** On the last day of the week. */
  time: 'past' | 'current' | 'coming';
  /** Another row says the same: one membership. */
  isRepetition: boolean;
}

export interface OddRoster {
  schools: OddSchool[];
  sessions: OddSession[];
  courses: OddCourse[];
  classes: OddClass[];
  people: OddPerson[];
  memberships: OddMembership[];
}

const SIZES = [60, 40, 40];
const GRADES = [
  ['03', '04'],
  ['06', '07'],
  ['09', '10'],
];
const CLASS_SIZE = 10;
const GIVEN = [
  ...['Ada', 'Bruno', 'Camila', 'Darius', 'Elif', 'Farid', 'Gloria', 'Hanh', 'Ines', 'José'],
  ...['Kofi', 'Lena', 'Mateo', 'Nadia', 'Omar', 'Petra', 'Quinn', 'Rosa', 'Samir', 'Tuyết'],
];
const FAMILY = [
  ...['Alvarez', 'Brandt', 'Castillo', 'Dubois', 'Espinosa', 'Fischer', 'García', 'Haddad'],
  ...['Ibrahim', 'Johnson', 'Kowalski', 'Nguyễn', 'Okafor', 'Peña', 'Rossi', 'Sato', 'Tran'],
];
const AREA_CODES = ['206', '303', '415', '512', '612', '704'];

export const phoneNumber = (draw: Draw): string =>
  `${draw.pick(AREA_CODES)}-555-01${String(draw.number(100)).padStart(2, '0')}`;

export function createRoster(draw: Draw): OddRoster {
  const schools: OddSchool[] = [
    { sourcedId: '11', identifier: '911', name: 'Cedar Elementary', grouping: 'elementary' },
    { sourcedId: '12', identifier: '912', name: 'Birch Middle', grouping: 'secondary' },
    { sourcedId: '13', identifier: '913', name: 'Aspen High', grouping: 'secondary' },
  ];
  const roster: OddRoster = {
    schools,
    sessions: [
      session('year-2027', 'schoolYear', '2026-27', YEAR_START, YEAR_END, ''),
      session('fall', 'term', 'Fall', YEAR_START, '2026-12-18', 'year-2027'),
      session('spring', 'term', 'Spring', '2027-01-04', YEAR_END, 'year-2027'),
    ],
    courses: [
      { sourcedId: 'course-home', title: 'Homeroom', code: 'HR', grades: GRADES.flat() },
      { sourcedId: 'course-math', title: 'Mathematics', code: 'MA', grades: GRADES.flat() },
    ],
    classes: [],
    people: [],
    memberships: [],
  };
  let number = 0;
  for (const [index, school] of schools.entries()) {
    const grades = at(GRADES, index);
    for (let i = 0; i < at(SIZES, index); i += 1) {
      number += 1;
      const group = Math.floor(i / CLASS_SIZE);
      const grade = at(grades, group % grades.length);
      if (i % CLASS_SIZE === 0) addClasses(roster, draw, school, group, grade);
      addStudent(roster, draw, { school, grade, number });
      for (const kind of ['home', 'math'])
        roster.memberships.push(
          membership(
            `${kind}-${number}`,
            `${kind}-${school.sourcedId}-${group}`,
            school.sourcedId,
            {
              userId: String(5000 + number),
            },
          ),
        );
    }
  }
  return roster;
}

export function membership(
  sourcedId: string,
  classId: string,
  schoolId: string,
  values: Partial<OddMembership> & { userId: string },
): OddMembership {
  return {
    sourcedId,
    classId,
    schoolId,
    role: 'student',
    begin: YEAR_START,
    end: '',
    time: 'current',
    isRepetition: false,
    ...values,
  };
}

export function session(
  sourcedId: string,
  type: OddSession['type'],
  title: string,
  start: string,
  end: string,
  parent: string,
  schoolYear = '2027',
): OddSession {
  return { sourcedId, type, title, start, end, parent, schoolYear };
}

function addClasses(
  roster: OddRoster,
  draw: Draw,
  school: OddSchool,
  group: number,
  grade: string,
): void {
  const key = `${school.sourcedId}-${group}`;
  const teacher = person(draw, `teacher-${key}`, 'teacher', [school.sourcedId]);
  teacher.mail = `teacher.${key}@example.org`;
  roster.people.push(teacher);
  for (const kind of ['home', 'math'] as const) {
    roster.classes.push({
      sourcedId: `${kind}-${key}`,
      title: `${kind === 'home' ? 'Homeroom' : 'Math'} ${key}`,
      courseId: `course-${kind}`,
      schoolId: school.sourcedId,
      grades: [grade],
      terms: ['fall', 'spring'],
      periods: kind === 'home' ? [] : ['1', '2'],
      type: kind === 'home' ? 'homeroom' : 'scheduled',
    });
    roster.memberships.push(
      membership(`teach-${kind}-${key}`, `${kind}-${key}`, school.sourcedId, {
        userId: teacher.sourcedId,
        role: 'teacher',
      }),
    );
  }
}

interface NewStudent {
  school: OddSchool;
  grade: string;
  number: number;
}

export function addStudent(
  roster: OddRoster,
  draw: Draw,
  { school, grade, number }: NewStudent,
): OddPerson {
  const student = person(draw, String(5000 + number), 'student', [school.sourcedId]);
  student.identifier = String(80_000 + number);
  student.grades = [grade];
  student.mainSchool = school.sourcedId;
  student.birthDate = addDays('2010-09-02', draw.number(2000));
  const contact = person(draw, `contact-${number}`, 'guardian', [school.sourcedId]);
  contact.family = student.family;
  contact.sms = phoneNumber(draw);
  contact.mail = draw.chance(0.5) ? `contact.${number}@example.com` : '';
  contact.isReachable = true;
  contact.agents = [student.sourcedId];
  student.agents = [contact.sourcedId];
  roster.people.push(student, contact);
  return student;
}

function person(draw: Draw, sourcedId: string, role: OddPerson['role'], orgs: string[]): OddPerson {
  return {
    sourcedId,
    role,
    orgs,
    identifier: '',
    userIds: [],
    mail: '',
    sms: '',
    phone: '',
    given: draw.pick(GIVEN),
    family: draw.pick(FAMILY),
    agents: [],
    grades: [],
    birthDate: '',
    mainSchool: '',
    since: YEAR_START,
    isReachable: false,
  };
}
