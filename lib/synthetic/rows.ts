/**
 * The rows of each file, in numbered groups: a group is a school, a student's seat or a family. What
 * belongs to one record never wanders to another group from one day to the next, so two days can be
 * compared group by group without holding either.
 */
import {
  baseCohortOf,
  childrenOfSeat,
  COHORTS,
  type DayState,
  FIRST_COHORT,
  readFamily,
} from './day-state';
import type { DataFile } from './district';
import { DISTRICT_ID, districtStaff, GRADE_CODES, type School } from './layout';
import { COMMUNITIES, type Community, csvCell, ENGLISH } from './names';
import {
  communityOf,
  emptyMoves,
  emptyStudent,
  familyName,
  type FullName,
  givenName,
  placeStudent,
  readMoves,
  readStaff,
  readStudent,
  sectionOf,
  staffId,
  type StaffState,
  staffNumber,
  type Student,
  studentId,
} from './people';
import { addDays } from './plain-date';
import { at, hash, pick } from './random';

/** The rest of a row is everything after sourcedId, status and dateLastModified. */
export type RowSink = (sourcedId: string, rest: string) => void;

export interface RowGroups {
  readonly count: number;
  readonly emit: (group: number, sink: RowSink) => void;
}

/** Which school years the groups must cover: one for a day, all between two days for their delta. */
export interface YearRange {
  readonly from: number;
  readonly to: number;
}

export const COLUMNS: Readonly<Record<DataFile, readonly string[]>> = {
  orgs: ['name', 'type', 'identifier', 'parentSourcedId'],
  academicSessions: ['title', 'type', 'startDate', 'endDate', 'parentSourcedId', 'schoolYear'],
  courses: [
    'schoolYearSourcedId',
    'title',
    'courseCode',
    'grades',
    'orgSourcedId',
    'subjects',
    'subjectCodes',
  ],
  classes: [
    'title',
    'grades',
    'courseSourcedId',
    'classCode',
    'classType',
    'location',
    'schoolSourcedId',
    'termSourcedIds',
    'subjects',
    'subjectCodes',
    'periods',
  ],
  users: [
    'enabledUser',
    'orgSourcedIds',
    'role',
    'username',
    'userIds',
    'givenName',
    'familyName',
    'middleName',
    'identifier',
    'email',
    'sms',
    'phone',
    'agentSourcedIds',
    'grades',
    'password',
    'metadata.language',
    'metadata.ell',
    'metadata.homeroom',
  ],
  enrollments: [
    'classSourcedId',
    'schoolSourcedId',
    'userSourcedId',
    'role',
    'primary',
    'beginDate',
    'endDate',
  ],
  demographics: [
    'birthDate',
    'sex',
    'americanIndianOrAlaskaNative',
    'asian',
    'blackOrAfricanAmerican',
    'nativeHawaiianOrOtherPacificIslander',
    'white',
    'demographicRaceTwoOrMoreRaces',
    'hispanicOrLatinoEthnicity',
    'countryOfBirthCode',
    'stateOfBirthAbbreviation',
    'cityOfBirth',
    'publicSchoolResidenceStatus',
  ],
};

const GUARDIAN_LETTERS = ['A', 'B', 'C', 'D'] as const;

export function rowGroups(state: DayState, file: DataFile, years: YearRange): RowGroups[] {
  switch (file) {
    case 'orgs':
      return [orgs(state)];
    case 'academicSessions':
      return [academicSessions(state, years)];
    case 'courses':
      return [courses(state)];
    case 'classes':
      return [classes(state)];
    case 'users':
      return [staff(state), students(state, years), guardians(state, years)];
    case 'enrollments':
      return [teacherEnrollments(state), studentEnrollments(state, years)];
    case 'demographics':
      return [demographics(state, years)];
  }
}

function orgs(state: DayState): RowGroups {
  const { layout } = state;
  const districtId = state.orgId(DISTRICT_ID);
  return {
    count: layout.schools.length + 1,
    emit: (group, sink) => {
      if (group === 0) {
        sink(districtId, `${csvCell(layout.districtName)},district,US-${layout.seed % 100_000},`);
        return;
      }
      const school = at(layout.schools, group - 1);
      if (state.lostSchools.has(school.index)) return;
      const identifier = `US-${layout.seed % 100_000}-${school.sourcedId}`;
      sink(state.orgId(school.sourcedId), `${school.name},school,${identifier},${districtId}`);
    },
  };
}

const QUARTER_DAYS = [0, 70, 147, 217, 299] as const;

function academicSessions(state: DayState, years: YearRange): RowGroups {
  return {
    count: years.to - years.from + 1,
    emit: (group, sink) => {
      if (years.from + group !== state.promotions) return;
      const year = state.schoolYear;
      const { yearStart, semesterStart, yearEnd } = state;
      const row = (
        key: string,
        title: string,
        type: string,
        from: string,
        to: string,
        parent: string,
      ) => sink(`${year}${key}`, `${title},${type},${from},${to},${parent},${year}`);
      row('', `${year - 1}-${year}`, 'schoolYear', yearStart, yearEnd, '');
      row('-S1', 'Fall semester', 'semester', yearStart, semesterStart, `${year}`);
      row('-S2', 'Spring semester', 'semester', semesterStart, yearEnd, `${year}`);
      for (let quarter = 0; quarter < 4; quarter += 1) {
        const from = addDays(yearStart, at(QUARTER_DAYS, quarter));
        const to = addDays(yearStart, at(QUARTER_DAYS, quarter + 1));
        const parent = `${year}-S${quarter < 2 ? 1 : 2}`;
        row(`-Q${quarter + 1}`, `Quarter ${quarter + 1}`, 'gradingPeriod', from, to, parent);
      }
    },
  };
}

function courses(state: DayState): RowGroups {
  const districtId = state.orgId(DISTRICT_ID);
  return {
    count: state.layout.courses.length,
    emit: (group, sink) => {
      const course = at(state.layout.courses, group);
      sink(
        course.sourcedId,
        `${state.schoolYear},${csvCell(course.title)},${course.sourcedId},${at(GRADE_CODES, course.grade)},${districtId},${course.subject},${course.subjectCode}`,
      );
    },
  };
}

/** One letter for each school year and semester; elementary classes last the whole year. */
function termKey(state: DayState, school: School): string {
  const n = state.promotions * 3 + (school.level === 'elementary' ? 0 : state.term);
  const letter = String.fromCharCode(97 + (n % 26));
  return n < 26 ? letter : String.fromCharCode(96 + Math.floor(n / 26)) + letter;
}

function classId(
  school: School,
  grade: number,
  slot: number,
  section: number,
  term: string,
): string {
  return `${school.number}-${grade.toString(13)}${slot}${section}${term}`;
}

interface Dates {
  readonly begin: string;
  readonly end: string;
}

function classDates(state: DayState, school: School): Dates {
  if (school.level === 'elementary') return { begin: state.yearStart, end: state.yearEnd };
  return state.term === 1
    ? { begin: state.yearStart, end: state.semesterStart }
    : { begin: state.semesterStart, end: state.yearEnd };
}

function classes(state: DayState): RowGroups {
  const { layout } = state;
  const year = state.schoolYear;
  return {
    count: layout.schools.length,
    emit: (group, sink) => {
      const school = at(layout.schools, group);
      if (state.lostSchools.has(school.index)) return;
      const schoolId = state.orgId(school.sourcedId);
      const term = termKey(state, school);
      const terms =
        school.level === 'elementary' ? `"${year}-S1,${year}-S2"` : `${year}-S${state.term}`;
      for (let g = 0; g < school.gradeCount; g += 1) {
        const grade = school.firstGrade + g;
        const slots = at(layout.courseOf, grade);
        for (let section = 0; section < school.sections; section += 1) {
          slots.forEach((alternatives, slot) => {
            const course = at(layout.courses, at(alternatives, section % alternatives.length));
            const isElementary = school.level === 'elementary';
            const name = isElementary ? sectionLetters(section) : String(section + 1);
            const title = csvCell(`${course.title} - ${name}`);
            const type = slot === 0 ? 'homeroom' : 'scheduled';
            const room =
              isElementary && slot < 4
                ? homeroom(grade, section)
                : 200 + g * 40 + slot * 5 + (section % 5);
            const period = isElementary || slot === 0 ? '' : String(((slot - 1 + section) % 7) + 1);
            sink(
              classId(school, grade, slot, section, term),
              `${title},${at(GRADE_CODES, grade)},${course.sourcedId},${course.sourcedId}-${section + 1},${type},${room},${schoolId},${terms},${course.subject},${course.subjectCode},${period}`,
            );
          });
        }
      }
    },
  };
}

function sectionLetters(section: number): string {
  const letter = String.fromCharCode(65 + (section % 26));
  return section < 26 ? letter : `${letter}${Math.floor(section / 26) + 1}`;
}

function homeroom(grade: number, section: number): number {
  return 100 + grade * 15 + section;
}

/** The staff position that teaches a class, counted within the school. */
function teacherOf(school: School, grade: number, slot: number, section: number): number {
  const { administrators, teachers, specialists } = school.staff;
  const room = (grade - school.firstGrade) * school.sections + section;
  if (school.level === 'elementary') {
    if (slot < 4) return administrators + room;
    const perSubject = specialists / 2;
    return administrators + teachers + (slot - 4) * perSubject + (room % perSubject);
  }
  if (slot === 0) return administrators + (room % teachers);
  const perSubject = teachers / (school.slots - 1);
  return administrators + (slot - 1) * perSubject + Math.floor(room / 5);
}

function teacherEnrollments(state: DayState): RowGroups {
  const { layout } = state;
  const person: StaffState = { generation: 0, since: '' };
  return {
    count: layout.schools.length,
    emit: (group, sink) => {
      const school = at(layout.schools, group);
      if (state.lostSchools.has(school.index)) return;
      const schoolId = state.orgId(school.sourcedId);
      const term = termKey(state, school);
      const dates = classDates(state, school);
      const teach = (id: string, position: number, primary: boolean) => {
        readStaff(state, school.firstPosition + position, person);
        const number = staffNumber(state, school.firstPosition + position, person.generation);
        const begin = person.since > dates.begin ? person.since : dates.begin;
        sink(
          `${id}-${number}`,
          `${id},${schoolId},T${number},teacher,${primary},${begin},${dates.end}`,
        );
      };
      for (let g = 0; g < school.gradeCount; g += 1) {
        const grade = school.firstGrade + g;
        const slots = at(layout.courseOf, grade).length;
        for (let section = 0; section < school.sections; section += 1) {
          for (let slot = 0; slot < slots; slot += 1) {
            const id = classId(school, grade, slot, section, term);
            const position = teacherOf(school, grade, slot, section);
            teach(id, position, true);
            // Every twelfth class or so is taught together with a colleague.
            if (hash(layout.seed + group, 30, grade * 10_000 + section * 10 + slot) % 12 === 0) {
              const { administrators, teachers } = school.staff;
              const colleague = administrators + ((position - administrators + 1) % teachers);
              if (colleague !== position) teach(id, colleague, false);
            }
          }
        }
      }
    },
  };
}

function studentSeats(
  state: DayState,
  years: YearRange,
  emit: (student: Student, sink: RowSink) => void,
): RowGroups {
  const { seats } = state.layout;
  const student = emptyStudent();
  const first = FIRST_COHORT + years.from;
  return {
    count: (years.to - years.from + COHORTS) * seats,
    emit: (group, sink) => {
      const year = Math.floor(group / seats);
      if (readStudent(state, first + year, group - year * seats, student)) emit(student, sink);
    },
  };
}

function studentEnrollments(state: DayState, years: YearRange): RowGroups {
  const { layout } = state;
  const schools = layout.schools.map((school) => ({
    school,
    id: state.orgId(school.sourcedId),
    term: termKey(state, school),
    dates: classDates(state, school),
  }));
  const moves = emptyMoves();
  return studentSeats(state, years, (student, sink) => {
    const { school, id, term, dates } = at(schools, student.school);
    const { grade, number, family } = student;
    const slots = at(layout.courseOf, grade).length;
    // High schools date the end of an enrollment, the others leave it open until the student goes.
    const end = school.level === 'high' ? dates.end : '';
    const arrived = family.since > dates.begin ? family.since : dates.begin;
    const user = studentId(state, number);
    readMoves(state, student, moves);
    for (let slot = 0; slot < slots; slot += 1) {
      const generation = moves.generation[slot] ?? 0;
      const section = sectionOf(student.position, school.sections, generation);
      const moved = at(moves.since, slot);
      const begin = generation > 0 && moved > arrived ? moved : arrived;
      sink(
        `${number}-${slot}${term}${generation === 0 ? '' : `.${generation}`}`,
        `${classId(school, grade, slot, section, term)},${id},${user},student,,${begin},${end}`,
      );
    }
  });
}

function emptyName(): FullName {
  return { given: '', givenPlain: '', family: '', familyPlain: '' };
}

/** Mostly by name, a few families by code, as exports from systems with a free field look. */
function languageCell(community: Community, h: number): string {
  if (h % 1000 < 12) return '';
  return community.code !== null && h % 1000 < 90 ? community.code : community.language;
}

const GUARDIANS_PER_FAMILY = [1, 1, 2, 2, 2, 2, 2, 3, 3, 3] as const;

function guardianCount(state: DayState, family: number): number {
  const h = hash(state.layout.seed, 31, family);
  return pick(GUARDIANS_PER_FAMILY, h) + ((h >>> 16) % 20 === 0 ? 1 : 0);
}

function guardianList(state: DayState, family: number): string {
  const count = guardianCount(state, family);
  let list = `G${family}A`;
  for (let i = 1; i < count; i += 1) list += `,G${family}${at(GUARDIAN_LETTERS, i)}`;
  return count > 1 ? `"${list}"` : list;
}

function isFemaleStudent(state: DayState, number: number): boolean {
  return (hash(state.layout.seed, 32, number) & 1) === 0;
}

function learnsEnglish(state: DayState, student: Student, community: Community): boolean {
  if (community.language === at(COMMUNITIES, ENGLISH).language) return false;
  // The older, the more have been reclassified; one who has been stays so.
  let learns = hash(state.layout.seed, 33, student.number) % 100 < 66 - student.grade * 4;
  for (const churn of state.churns) {
    if (hash(churn.salt, 34, student.number) < churn.ell) learns = !learns;
  }
  return learns;
}

function students(state: DayState, years: YearRange): RowGroups {
  const { layout } = state;
  const schoolIds = layout.schools.map((school) => state.orgId(school.sourcedId));
  const name = emptyName();
  const middle = emptyName();
  const moves = emptyMoves();
  return studentSeats(state, years, (student, sink) => {
    const { number, grade, familyNumber } = student;
    const community = communityOf(layout, familyNumber);
    const isFemale = isFemaleStudent(state, number);
    const h = hash(layout.seed, 35, number);
    familyName(community, hash(layout.seed, 36, familyNumber), name);
    givenName(community, isFemale, h, name);
    let middleName = '';
    if ((h >>> 8) % 10 < 3) {
      givenName(community, isFemale, (hash(layout.seed, 37, number) & 0xffff) | 0x10000, middle);
      middleName = middle.given;
    }
    let room = '';
    if (grade < 2) {
      readMoves(state, student, moves);
      const { sections } = at(layout.schools, student.school);
      room = `Room ${homeroom(grade, sectionOf(student.position, sections, moves.generation[0] ?? 0))}`;
    }
    const username = `${name.givenPlain.slice(0, 1)}${name.familyPlain.slice(0, 6)}${number}`;
    const mail = grade < 6 ? '' : `${username}@example.org`;
    const ell = learnsEnglish(state, student, community);
    const language = languageCell(community, hash(layout.seed, 38, familyNumber));
    sink(
      studentId(state, number),
      `true,${at(schoolIds, student.school)},student,${username},,${name.given},${name.family},${middleName},${number},${mail},,,${guardianList(state, familyNumber)},${at(GRADE_CODES, grade)},,${language},${ell},${room}`,
    );
  });
}

function phone(layout: DayState['layout'], h: number): string {
  const area = pick(layout.areaCodes, h);
  const line = 100 + ((h >>> 3) % 100);
  const style = (h >>> 12) % 10;
  if (style < 7) return `${area}-555-0${line}`;
  return style < 9 ? `(${area}) 555-0${line}` : `+1${area}5550${line}`;
}

function guardians(state: DayState, years: YearRange): RowGroups {
  const { layout } = state;
  const { seats, seed } = layout;
  // An older brother or sister may have left school up to four years ago.
  const first = FIRST_COHORT + years.from - 4;
  const schoolIds = layout.schools.map((school) => state.orgId(school.sourcedId));
  const child = emptyStudent();
  const name = emptyName();
  const contact: Contact = { phones: 0, mails: 0 };
  return {
    count: (years.to - years.from + COHORTS + 4) * seats,
    emit: (group, sink) => {
      const year = Math.floor(group / seats);
      const base = first + year;
      const seat = group - year * seats;
      const children = childrenOfSeat(layout, seat);
      if (baseCohortOf(base, children) !== base) return;
      readFamily(state, base, seat, child.family);
      if (!child.family.isPresent) return;

      let childIds = '';
      let childCount = 0;
      let orgIds = '';
      let orgCount = 0;
      for (let i = 0; i < children; i += 1) {
        const cohort = base + i * 2;
        if (cohort < state.firstCohort || cohort >= state.firstCohort + COHORTS) continue;
        placeStudent(state, cohort, seat, child);
        if (state.lostSchools.has(child.school)) continue;
        const org = at(schoolIds, child.school);
        childIds += `${childCount === 0 ? '' : ','}${studentId(state, child.number)}`;
        childCount += 1;
        // Brothers and sisters at one level share a school: a repetition is always the last one.
        if (orgCount === 0 || !orgIds.endsWith(org)) {
          orgIds += `${orgCount === 0 ? '' : ','}${org}`;
          orgCount += 1;
        }
      }
      if (childCount === 0) return;
      if (childCount > 1) childIds = `"${childIds}"`;
      if (orgCount > 1) orgIds = `"${orgIds}"`;

      const family =
        1_000_000 + child.family.generation * state.numbersPerGeneration + group + first * seats;
      const community = communityOf(layout, family);
      const count = guardianCount(state, family);
      const languageHash = hash(seed, 38, family);
      for (let i = 0; i < count; i += 1) {
        const person = family * 4 + i;
        const letter = at(GUARDIAN_LETTERS, i);
        const h = hash(seed, 40, person);
        const sharesName = i === 0 || h % 10 < 6;
        familyName(community, hash(seed, 36, sharesName ? family : person), name);
        givenName(community, (h + i) % 2 === 0, h >>> 3, name);
        readContact(state, person, contact);
        const reach = hash(seed, 41, person);
        const hasMail = reach % 100 < 84 || contact.mails > 0;
        const hasSms = (reach >>> 8) % 100 < 90 || contact.phones > 0;
        const hasPhone = (reach >>> 16) % 100 < 18;
        const mail = hasMail
          ? `${name.givenPlain}.${name.familyPlain}${family}${contact.mails === 0 ? '' : `.${contact.mails}`}@example.com`
          : '';
        const sms = hasSms ? phone(layout, hash(seed + contact.phones, 42, person)) : '';
        const landline = hasPhone ? phone(layout, hash(seed, 43, person)) : '';
        const role = i > 1 ? 'relative' : (h >>> 9) % 10 < 7 ? 'guardian' : 'parent';
        const spoken = i > 0 && (h >>> 13) % 8 === 0 ? at(COMMUNITIES, ENGLISH) : community;
        sink(
          `G${family}${letter}`,
          `true,${orgIds},${role},g${family}${letter.toLowerCase()},,${name.given},${name.family},,,${mail},${sms},${landline},${childIds},,,${languageCell(spoken, languageHash)},,`,
        );
      }
    },
  };
}

interface Contact {
  phones: number;
  mails: number;
}

function readContact(state: DayState, person: number, into: Contact): void {
  into.phones = 0;
  into.mails = 0;
  for (const churn of state.churns) {
    const h = hash(churn.salt, 44, person);
    if (h >= churn.contact) continue;
    if (h % 10 < 7) into.phones += 1;
    else into.mails += 1;
  }
}

function staff(state: DayState): RowGroups {
  const { layout } = state;
  const { seed } = layout;
  const districtId = state.orgId(DISTRICT_ID);
  const person: StaffState = { generation: 0, since: '' };
  const name = emptyName();
  const emitPerson = (position: number, role: string, orgIds: string, sink: RowSink) => {
    readStaff(state, position, person);
    const number = staffNumber(state, position, person.generation);
    const h = hash(seed, 50, number);
    const community = h % 10 < 8 ? at(COMMUNITIES, ENGLISH) : communityOf(layout, h);
    familyName(community, hash(seed, 51, number), name);
    givenName(community, (h >>> 5) % 4 !== 0, h >>> 7, name);
    const mail = `${name.givenPlain}.${name.familyPlain}${number}@example.org`;
    const phoneCell = (h >>> 11) % 3 === 0 ? phone(layout, h) : '';
    sink(
      staffId(state, position, person.generation),
      `true,${orgIds},${role},${name.givenPlain.slice(0, 1)}${name.familyPlain}${number},,${name.given},${name.family},,${number},${mail},,${phoneCell},,,,English,,`,
    );
  };
  return {
    count: layout.schools.length + 1,
    emit: (group, sink) => {
      if (group === 0) {
        const count = districtStaff(layout.students);
        for (let i = 0; i < count; i += 1) emitPerson(i, 'administrator', districtId, sink);
        return;
      }
      const school = at(layout.schools, group - 1);
      if (state.lostSchools.has(school.index)) return;
      const orgId = state.orgId(school.sourcedId);
      const { administrators, teachers, specialists, total } = school.staff;
      for (let i = 0; i < total; i += 1) {
        const role =
          i < administrators
            ? 'administrator'
            : i < administrators + teachers + specialists
              ? 'teacher'
              : 'aide';
        emitPerson(school.firstPosition + i, role, staffOrgs(state, school, i, orgId), sink);
      }
    },
  };
}

/** The first music teacher of an elementary school serves the next one as well. */
function staffOrgs(state: DayState, school: School, position: number, orgId: string): string {
  const { administrators, teachers, specialists } = school.staff;
  if (specialists === 0 || position !== administrators + teachers) return orgId;
  const next = state.layout.schools[school.index + 1];
  if (!next || next.level !== 'elementary' || state.lostSchools.has(next.index)) return orgId;
  return `"${orgId},${state.orgId(next.sourcedId)}"`;
}

const MIXED_RACES = [
  'white',
  'white',
  'white',
  'white',
  'black',
  'black',
  'native',
  'two',
] as const;
const STATES = ['WA', 'CO', 'MN', 'NC', 'UT', 'TX', 'PA', 'FL'] as const;

function demographics(state: DayState, years: YearRange): RowGroups {
  const { layout } = state;
  const birthDates = new Map<number, string[]>();
  const birthDate = (cohort: number, h: number): string => {
    let dates = birthDates.get(cohort);
    if (!dates) {
      // Five years old by the first of September of the kindergarten year.
      const kindergarten = state.schoolYear + cohort - (state.firstCohort + COHORTS - 1);
      dates = Array.from({ length: 365 }, (_, i) => addDays(`${kindergarten - 7}-09-02`, i));
      birthDates.set(cohort, dates);
    }
    return pick(dates, h);
  };
  return studentSeats(state, years, (student, sink) => {
    const community = communityOf(layout, student.familyNumber);
    const h = hash(layout.seed, 60, student.number);
    const f = hash(layout.seed, 61, student.familyNumber);
    const race = community.race === 'mixed' ? pick(MIXED_RACES, f) : community.race;
    const flag = (is: boolean) => (is ? 'true' : '');
    const two = race === 'two' ? 'true' : '';
    const isAbroad = community.language !== 'English' && (h >>> 10) % 4 === 0;
    const born = isAbroad ? '' : pick(STATES, f >>> 6);
    sink(
      studentId(state, student.number),
      `${birthDate(student.cohort, h)},${isFemaleStudent(state, student.number) ? 'female' : 'male'},${flag(race === 'native')},${flag(race === 'asian')},${flag(race === 'black')},,${flag(race === 'white')},${two},${flag(race === 'hispanic')},${isAbroad ? '' : 'US'},${born},,`,
    );
  });
}
