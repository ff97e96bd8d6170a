// A district of round numbers as files: what a rule of the policy counts, and nothing beside it.
import { textFile, type GivenFile } from './deliver';

export interface CountedDistrict {
  schools?: number;
  students?: number;
  staff?: number;
  classes?: number;
  /** Per student, in as many different classes. */
  enrollmentsPerStudent?: number;
  /** One contact with a phone for each of the first so many students. */
  reachable?: number;
  /** A second contact, without a phone, for each of the first so many students. */
  secondContacts?: number;
  language?: string;
}

export interface DayOf {
  /** Rows of a file as they leave it, by sourcedId; null leaves the row out. */
  change?: (sourcedId: string, row: string, fileName: string) => string | null;
  /** Rows at the end of a file. */
  more?: Partial<Record<FileName, readonly string[]>>;
  /** Files the manifest calls absent. */
  absent?: readonly FileName[];
  /** Files that say only what changed: the rows that `change` changes, and those at their end. */
  delta?: readonly FileName[];
}

const HEADERS = {
  'orgs.csv': 'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId',
  'academicSessions.csv':
    'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear',
  'courses.csv':
    'sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes',
  'classes.csv':
    'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods',
  'users.csv':
    'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,metadata.language',
  'enrollments.csv':
    'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
  'demographics.csv': 'sourcedId,status,dateLastModified,birthDate,sex',
} as const;

export type FileName = keyof typeof HEADERS;

const NOT_USED = [
  'categories',
  'classResources',
  'courseResources',
  'lineItems',
  'resources',
  'results',
];

export const studentRow = (
  id: string,
  values: { school?: string; language?: string; agents?: readonly string[]; grade?: string } = {},
): string => {
  const { school = 's1', language = '', agents = [], grade = '05' } = values;
  return `${id},,,true,${school},student,${id},,Ana,Example ${id},,,,,,"${agents.join(',')}",${grade},,${language}`;
};

const contactRow = (id: string, phone: string): string =>
  `${id},,,true,s1,guardian,${id},,Mar,Example,,,,,${phone},,,,`;

/** 206-234-0001 and on. */
const phoneOf = (n: number): string => `206-234-${String(n).padStart(4, '0')}`;

/** The same district with other rows: sourcedIds are s1…, u1…, t1…, k1…, e1-1…, g1…, h1…. */
export function districtFiles(of: CountedDistrict, day: DayOf = {}): GivenFile[] {
  const rows = rowsOf(of);
  const absent = new Set<string>(['demographics.csv', ...(day.absent ?? [])]);
  if (day.more?.['demographics.csv']) absent.delete('demographics.csv');
  const names = Object.keys(HEADERS).filter((name): name is FileName => !absent.has(name));
  const delta = new Set<string>(day.delta);
  const mode = (name: string): string => {
    if (absent.has(`${name}.csv`)) return 'absent';
    return delta.has(`${name}.csv`) ? 'delta' : 'bulk';
  };
  const manifest = [
    'propertyName,value',
    'manifest.version,1.0',
    'oneroster.version,1.1',
    ...Object.keys(HEADERS)
      .map((name) => name.replace('.csv', ''))
      .map((name) => `file.${name},${mode(name)}`),
    ...NOT_USED.map((name) => `file.${name},absent`),
  ];
  return [
    textFile('manifest.csv', `${manifest.join('\r\n')}\r\n`),
    ...names.map((name) => {
      const kept = rows[name].flatMap((row) => {
        const changed = day.change?.(row.slice(0, row.indexOf(',')), row, name);
        if (changed === null || (delta.has(name) && (changed ?? row) === row)) return [];
        return [changed ?? row];
      });
      return textFile(
        name,
        `${[HEADERS[name], ...kept, ...(day.more?.[name] ?? [])].join('\r\n')}\r\n`,
      );
    }),
  ];
}

function rowsOf(of: CountedDistrict): Record<FileName, string[]> {
  const { schools = 1, students = 0, staff = 0, classes = 1, enrollmentsPerStudent = 0 } = of;
  const { reachable = 0, secondContacts = 0, language = '' } = of;
  const school = (n: number): string => `s${((n - 1) % schools) + 1}`;
  const times = (count: number, row: (n: number) => string): string[] =>
    Array.from({ length: count }, (_, at) => row(at + 1));
  return {
    'orgs.csv': [
      'd1,,,Example District,district,,',
      ...times(schools, (n) => `s${n},,,School ${n},school,,d1`),
    ],
    'academicSessions.csv': ['y1,,,2026-2027,schoolYear,2026-07-01,2027-06-30,,2027'],
    'courses.csv': ['c1,,,y1,Reading,R1,05,d1,,'],
    'classes.csv': times(
      classes,
      (n) => `k${n},,,Reading ${n},05,c1,R-${n},scheduled,,${school(n)},y1,,,`,
    ),
    'users.csv': [
      ...times(students, (n) =>
        studentRow(`u${n}`, {
          school: school(n),
          language,
          agents: [...(n <= reachable ? [`g${n}`] : []), ...(n <= secondContacts ? [`h${n}`] : [])],
        }),
      ),
      ...times(
        staff,
        (n) => `t${n},,,true,${school(n)},teacher,t${n},,Tea,Cher,,,t${n}@example.org,,,,,,`,
      ),
      ...times(reachable, (n) => contactRow(`g${n}`, phoneOf(n))),
      ...times(secondContacts, (n) => contactRow(`h${n}`, '')),
    ],
    'enrollments.csv': [
      `e0,,,k1,s1,${staff > 0 ? 't1' : 'u1'},${staff > 0 ? 'teacher' : 'student'},,,`,
      ...Array.from({ length: students }, (_, at) =>
        times(
          enrollmentsPerStudent,
          (k) => `e${at + 1}-${k},,,k${((at + k) % classes) + 1},s1,u${at + 1},student,,,`,
        ),
      ).flat(),
    ],
    'demographics.csv': [],
  };
}

/** Leaves out the first so many records whose sourcedId begins with a letter and a number. */
export const without =
  (letter: string, count: number): NonNullable<DayOf['change']> =>
  (sourcedId, row) =>
    sourcedId.startsWith(letter) && Number(sourcedId.slice(1)) <= count ? null : row;
