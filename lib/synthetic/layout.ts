/**
 * What stays the same through all of a district's days: its schools, how many seats each year group
 * has and which school a seat belongs to, the courses, the staff positions.
 *
 * A student is a cohort (the year group) and a seat in it. A seat's school follows from the seat, so
 * brothers and sisters, who have the same seat in different cohorts, go to the same schools.
 */
import type { Day } from './district';
import { COMMUNITIES, csvCell, ENGLISH, PLACES, SCHOOL_FIRST, SCHOOL_SECOND } from './names';
import { at, hash, pick, seedNumber } from './random';

export type Level = 'elementary' | 'middle' | 'high';

export interface School {
  readonly index: number;
  readonly level: Level;
  readonly number: number;
  readonly sourcedId: string;
  readonly name: string;
  readonly firstGrade: number;
  readonly gradeCount: number;
  /** Classes beside each other in one grade and subject. */
  readonly sections: number;
  readonly slots: number;
  readonly staff: StaffPlan;
  /** Number of this school's first staff position in the district. */
  readonly firstPosition: number;
}

/** Positions are numbered: administrators first, then teachers, specialists, aides. */
export interface StaffPlan {
  readonly administrators: number;
  readonly teachers: number;
  readonly specialists: number;
  readonly aides: number;
  readonly total: number;
}

export interface Course {
  readonly sourcedId: string;
  readonly title: string;
  readonly grade: number;
  readonly subject: string;
  readonly subjectCode: string;
}

interface SeatPlan {
  /** For each seat of a block: its school, and its rank among the block's seats of that school. */
  readonly school: Int32Array;
  readonly rank: Int32Array;
  readonly perBlock: Int32Array;
}

export interface Layout {
  readonly seed: number;
  readonly students: number;
  readonly districtName: string;
  readonly areaCodes: readonly number[];
  /** Seats in each cohort, kept free ones included. */
  readonly seats: number;
  /** Seats below this one are taken in every cohort on Day 0, the one above it in some. */
  readonly takenSeats: number;
  readonly blockLength: number;
  readonly seatPlans: Readonly<Record<Level, SeatPlan>>;
  readonly schools: readonly School[];
  readonly positions: number;
  readonly courses: readonly Course[];
  /** Course of a grade and slot; several where sections of one grade differ. */
  readonly courseOf: readonly (readonly (readonly number[])[])[];
  readonly communityBounds: readonly number[];
}

const GRADES = 13;
export const GRADE_CODES = [
  'KG',
  '01',
  '02',
  '03',
  '04',
  '05',
  '06',
  '07',
  '08',
  '09',
  '10',
  '11',
  '12',
] as const;

export const ELEMENTARY_SLOTS = 6;
export const SECONDARY_SLOTS = 8;
export const DISTRICT_ID = '0001';

const LEVELS: Record<Level, { first: number; count: number; size: number; section: number }> = {
  elementary: { first: 0, count: 6, size: 430, section: 23 },
  middle: { first: 6, count: 3, size: 600, section: 26 },
  high: { first: 9, count: 4, size: 850, section: 26 },
};

/** Share of a cohort's seats kept free for families who arrive during the year. */
const FREE_SHARE = 0.04;

export function planLayout(day: Day): Layout {
  const { students, name } = day.options;
  const seed = seedNumber(day.options.seed);
  const takenSeats = Math.floor(students / GRADES);
  const seats = takenSeats + 1 + Math.max(2, Math.ceil(takenSeats * FREE_SHARE));

  const counts = {
    elementary: schoolCount('elementary', students),
    middle: schoolCount('middle', students),
    high: schoolCount('high', students),
  };
  const weights = Array.from({ length: counts.elementary }, (_, i) => 5 + (hash(seed, 1, i) % 7));
  const blockSchools = shuffledBlock(seed, weights);
  const seatPlans: Record<Level, SeatPlan> = {
    elementary: planSeats(blockSchools, counts.elementary, (e) => e),
    middle: planSeats(blockSchools, counts.middle, (e) =>
      Math.floor((e * counts.middle) / counts.elementary),
    ),
    high: planSeats(blockSchools, counts.high, (e) =>
      Math.floor((e * counts.high) / counts.elementary),
    ),
  };
  offsetSchools(seatPlans.middle, counts.elementary);
  offsetSchools(seatPlans.high, counts.elementary + counts.middle);

  const schools = planSchools(
    seed,
    counts,
    seatPlans,
    takenSeats / blockSchools.length,
    districtStaff(students),
  );
  const last = at(schools, schools.length - 1);
  const { courses, courseOf } = planCourses();
  const districtName = name ?? `${pick(PLACES, seed)} Public Schools`;
  return {
    seed,
    students,
    districtName,
    areaCodes: [at(AREA_CODES, seed % 6), at(AREA_CODES, 6 + (seed % 5))],
    seats,
    takenSeats,
    blockLength: blockSchools.length,
    seatPlans,
    schools,
    positions: last.firstPosition + last.staff.total,
    courses,
    courseOf,
    communityBounds: communityBounds(seed),
  };
}

const AREA_CODES = [206, 303, 412, 503, 608, 612, 704, 801, 813, 904, 915];

export function gradeLevel(grade: number): Level {
  if (grade < 6) return 'elementary';
  return grade < 9 ? 'middle' : 'high';
}

/** How many of a cohort's seats are taken on Day 0: the district's students come out exactly. */
export function cohortSize(layout: Layout, cohort: number): number {
  return (
    Math.floor(((cohort + 1) * layout.students) / GRADES) -
    Math.floor((cohort * layout.students) / GRADES)
  );
}

export function districtStaff(students: number): number {
  return 2 + Math.floor(students / 4000);
}

function schoolCount(level: Level, students: number): number {
  const plan = LEVELS[level];
  return Math.max(1, Math.ceil((students * plan.count) / GRADES / plan.size - 0.2));
}

/** Each elementary school as often as its size says, in no order. */
function shuffledBlock(seed: number, weights: readonly number[]): number[] {
  const block = weights.flatMap((weight, school) => Array<number>(weight).fill(school));
  return block
    .map((school, i) => ({ school, key: hash(seed, 2, i), i }))
    .sort((a, b) => a.key - b.key || a.i - b.i)
    .map((entry) => entry.school);
}

function planSeats(
  block: readonly number[],
  schools: number,
  schoolOf: (elementary: number) => number,
): SeatPlan {
  const school = new Int32Array(block.length);
  const rank = new Int32Array(block.length);
  const perBlock = new Int32Array(schools);
  block.forEach((elementary, i) => {
    const s = schoolOf(elementary);
    const seen = perBlock[s] ?? 0;
    school[i] = s;
    rank[i] = seen;
    perBlock[s] = seen + 1;
  });
  return { school, rank, perBlock };
}

function offsetSchools(plan: SeatPlan, offset: number): void {
  for (let i = 0; i < plan.school.length; i += 1) plan.school[i] = (plan.school[i] ?? 0) + offset;
}

function planSchools(
  seed: number,
  counts: Record<Level, number>,
  seatPlans: Record<Level, SeatPlan>,
  blocks: number,
  districtPositions: number,
): School[] {
  const total = counts.elementary + counts.middle + counts.high;
  const idLength = String(10 + total * 7).length > 4 ? 6 : 4;
  const nameOffset = hash(seed, 3, 0);
  let firstPosition = districtPositions;
  const schools: School[] = [];
  for (const level of ['elementary', 'middle', 'high'] as const) {
    const plan = LEVELS[level];
    for (let i = 0; i < counts[level]; i += 1) {
      const index = schools.length;
      const perGrade = (seatPlans[level].perBlock[i] ?? 0) * blocks;
      const sections = Math.max(1, Math.ceil(perGrade / plan.section));
      const staff = planStaff(level, plan.count, sections);
      const number = 10 + index * 7;
      schools.push({
        index,
        level,
        number,
        sourcedId: String(number).padStart(idLength, '0'),
        name: schoolName(nameOffset + index * 7, level),
        firstGrade: plan.first,
        gradeCount: plan.count,
        sections,
        slots: level === 'elementary' ? ELEMENTARY_SLOTS : SECONDARY_SLOTS,
        staff,
        firstPosition,
      });
      firstPosition += staff.total;
    }
  }
  return schools;
}

function schoolName(n: number, level: Level): string {
  const pairs = SCHOOL_FIRST.length * SCHOOL_SECOND.length;
  const at7 = n % pairs;
  const first = at(SCHOOL_FIRST, at7 % SCHOOL_FIRST.length);
  const second = at(SCHOOL_SECOND, Math.floor(at7 / SCHOOL_FIRST.length));
  const kind = { elementary: 'Elementary School', middle: 'Middle School', high: 'High School' };
  return csvCell(`${first} ${second} ${kind[level]}`);
}

function planStaff(level: Level, grades: number, sections: number): StaffPlan {
  const rooms = grades * sections;
  const students = rooms * LEVELS[level].section;
  const administrators = 1 + Math.floor(students / 450);
  const teachers = level === 'elementary' ? rooms : Math.ceil(rooms / 5) * (SECONDARY_SLOTS - 1);
  const specialists = level === 'elementary' ? 2 * Math.ceil(rooms / 9) : 0;
  const aides = 1 + Math.floor(rooms * (level === 'elementary' ? 0.22 : 0.1));
  return {
    administrators,
    teachers,
    specialists,
    aides,
    total: administrators + teachers + specialists + aides,
  };
}

interface Subject {
  readonly key: string;
  readonly subject: string;
  readonly code: string;
}

const HOMEROOM: Subject = { key: 'HR', subject: 'Homeroom', code: '22106' };
const ENGLISH_ARTS: Subject = { key: 'EN', subject: 'English language arts', code: '01001' };
const MATHEMATICS: Subject = { key: 'MA', subject: 'Mathematics', code: '02038' };
const SCIENCE: Subject = { key: 'SC', subject: 'Science', code: '03238' };
const SOCIAL: Subject = { key: 'SS', subject: 'Social studies', code: '04438' };
const PHYSICAL: Subject = { key: 'PE', subject: 'Physical education', code: '08038' };
const ARTS: Subject = { key: 'AR', subject: 'Visual and performing arts', code: '05038' };
const WORLD: Subject = { key: 'WL', subject: 'World language', code: '06038' };

/** Titles by grade and slot; alternatives are taken in turn by a grade's sections. */
function subjectTitles(grade: number): readonly (readonly [Subject, ...string[]])[] {
  const label = grade === 0 ? 'kindergarten' : `grade ${grade}`;
  const elementary: readonly (readonly [Subject, ...string[]])[] = [
    [HOMEROOM, `Homeroom, ${label}`],
    [ENGLISH_ARTS, `Reading and writing, ${label}`],
    [MATHEMATICS, `Mathematics ${label}`],
    [SCIENCE, `Science and social studies ${label}`],
    [ARTS, `Art and music ${label}`],
    [PHYSICAL, `Physical education ${label}`],
  ];
  // Half-day kindergartens leave physical education to the homeroom.
  if (grade === 0) return elementary.slice(0, 5);
  if (grade < 6) return elementary;
  if (grade < 9)
    return [
      [HOMEROOM, `Advisory ${grade}`],
      [ENGLISH_ARTS, `English language arts ${grade}`],
      [MATHEMATICS, `Mathematics ${grade}`, `Accelerated mathematics ${grade}`],
      [SCIENCE, `Science ${grade}`],
      [SOCIAL, `Social studies ${grade}`],
      [PHYSICAL, `Physical education ${grade}`],
      [ARTS, `Band ${grade}`, `Art ${grade}`, `Theater ${grade}`],
      [WORLD, `Spanish ${grade}`, `French ${grade}`],
    ];
  const year = grade - 9;
  return [
    [HOMEROOM, `Advisory ${grade}`],
    [ENGLISH_ARTS, `English ${grade}`, `English ${grade}, honors`],
    [
      MATHEMATICS,
      ...at(
        [
          ['Algebra I', 'Geometry, honors'],
          ['Geometry', 'Algebra II, honors'],
          ['Algebra II', 'Precalculus'],
          ['Statistics', 'Calculus'],
        ],
        year,
      ),
    ],
    [
      SCIENCE,
      ...at(
        [
          ['Biology'],
          ['Chemistry'],
          ['Physics', 'Environmental science'],
          ['Earth science', 'Anatomy'],
        ],
        year,
      ),
    ],
    [
      SOCIAL,
      at(
        ['World geography', 'World history', 'United States history', 'Government and economics'],
        year,
      ),
    ],
    [PHYSICAL, `Health and fitness ${grade}`],
    [
      ARTS,
      `Studio art ${year + 1}`,
      `Concert band ${year + 1}`,
      `Computer science ${year + 1}`,
      `Culinary arts ${year + 1}`,
    ],
    [WORLD, `Spanish ${year + 1}`, `French ${year + 1}`, `Mandarin ${year + 1}`],
  ];
}

function planCourses(): { courses: Course[]; courseOf: number[][][] } {
  const courses: Course[] = [];
  const courseOf = GRADE_CODES.map((code, grade) =>
    subjectTitles(grade).map(([subject, ...titles]) =>
      titles.map((title, i) => {
        courses.push({
          sourcedId: `${subject.key}${code}${i === 0 ? '' : i + 1}`,
          title,
          grade,
          subject: subject.subject,
          subjectCode: subject.code,
        });
        return courses.length - 1;
      }),
    ),
  );
  return { courses, courseOf };
}

/** Each district leans to some of the smaller communities; English and Spanish vary less. */
function communityBounds(seed: number): number[] {
  const weights = COMMUNITIES.map((community, i) => {
    if (i === ENGLISH) return community.weight;
    const lean = hash(seed, 4, i) / 0x1_0000_0000;
    return community.weight * (i === 1 ? 0.6 + 0.8 * lean : 0.15 + 2.6 * lean * lean);
  });
  const total = weights.reduce((all, weight) => all + weight, 0);
  let reached = 0;
  return weights.map((weight, i) => {
    reached += weight;
    return i === weights.length - 1 ? 0x1_0000_0000 : Math.floor((reached / total) * 0x1_0000_0000);
  });
}
