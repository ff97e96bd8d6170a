// Rosters in another format than OneRoster 1.1, told by their columns and names, so that a district hears what it sent
// and not merely that something is missing. Columns as published: Clever, https://support.clever.com/hc/en-us/articles/203114867
// (SFTP instructions); Microsoft School Data Sync, https://learn.microsoft.com/schooldatasync/csv-files-for-school-data-sync
// (V1) and …/sds-v2.1-csv-file-format; OneRoster 1.2, https://www.imsglobal.org/spec/oneroster/v1p2/bind/csv; Ed-Fi,
// the resources of its Data Standard 3.3 to 6.0; PowerSchool, its Import and Export User Guide (AutoComm, Quick Export).
import { parseCsvLines } from '@/lib/core/csv';
import { ONEROSTER_1_2_FILE_NAMES } from './file-names';
import { fileSpec } from './files';
import { readHeader } from './header';

export const otherFormats = [
  'CLEVER',
  'SDS_1',
  'SDS_2',
  'ONEROSTER_1_2',
  'ED_FI',
  'POWERSCHOOL',
] as const;

export type OtherFormat = (typeof otherFormats)[number];

export const otherFormatLabels: Record<OtherFormat, string> = {
  CLEVER: 'Clever',
  SDS_1: 'Microsoft School Data Sync V1',
  SDS_2: 'Microsoft School Data Sync V2 or V2.1',
  ONEROSTER_1_2: 'OneRoster 1.2',
  ED_FI: 'Ed-Fi',
  POWERSCHOOL: 'a PowerSchool export (AutoComm, AutoSend or Quick Export)',
};

export const otherFormatRemedies: Record<OtherFormat, string> = {
  CLEVER: 'In your SIS, choose the OneRoster 1.1 export in place of the one for Clever',
  SDS_1:
    'In your SIS, choose the OneRoster 1.1 export in place of the one for Microsoft School Data Sync',
  SDS_2:
    'In your SIS, choose the OneRoster 1.1 export in place of the one for Microsoft School Data Sync',
  ONEROSTER_1_2: 'In the export settings of your SIS, choose OneRoster 1.1 in place of 1.2',
  ED_FI: 'In your SIS, choose the OneRoster 1.1 export in place of Ed-Fi data',
  POWERSCHOOL: 'In PowerSchool, use its OneRoster 1.1 export in place of this one',
};

/** What is known of one file: its name, and its first line where that could be looked at. */
export interface SeenFile {
  name: string;
  header: string | null;
  /** Told by something else: an archive by what is in it, a manifest by the version it names. */
  proven?: OtherFormat;
}

export interface SeenFormat {
  format: OtherFormat;
  fileNames: string[];
}

/**
 * The format that most of the files show; null where none does. Columns prove it, also with one file; names alone only
 * where two of them are of the same format, since a file of any origin may be called students.csv.
 */
export function recogniseFormat(files: readonly SeenFile[]): SeenFormat | null {
  const proofs = files.map(({ name, header, proven = null }) => ({
    name,
    proof: header === null ? proven : formatOfFile(name, header),
    byName: header === null && proven === null ? formatOfName(name) : null,
  }));
  let best: SeenFormat | null = null;
  for (const format of otherFormats) {
    const proven = proofs.filter(({ proof }) => proof === format);
    const named = proofs.filter(({ byName }) => byName === format);
    if (proven.length === 0 && named.length < 2) continue;
    const fileNames = [...new Set([...proven, ...named].map(({ name }) => name))].sort();
    if (!best || fileNames.length > best.fileNames.length) best = { format, fileNames };
  }
  return best;
}

/** By the columns of a file that OneRoster 1.1 could not read: extra columns of another product do no harm. */
export function formatOfFile(name: string, headerLine: string): OtherFormat | null {
  const cells = cellsOf(headerLine);
  const base = name.slice(name.lastIndexOf('/') + 1);
  const spec = fileSpec(base);
  if (spec && readHeader(spec, cells).ok) return null;
  return formatOfColumns(cells) ?? (ONEROSTER_1_2_FILE_NAMES.has(base) ? 'ONEROSTER_1_2' : null);
}

/** Names that only this format has; those that OneRoster 1.1 shares say nothing. */
function formatOfName(name: string): OtherFormat | null {
  const base = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  const stem = base.replace(/\.[a-z]+$/, '');
  return otherFormats.find((format) => FILE_NAMES[format](stem, base)) ?? null;
}

const oneOf = (...names: string[]) => {
  const known = new Set(names);
  return (stem: string) => known.has(stem);
};
const LATER_STEMS = [...ONEROSTER_1_2_FILE_NAMES].map((name) =>
  name.toLowerCase().replace('.csv', ''),
);

const FILE_NAMES: Record<OtherFormat, (stem: string, base: string) => boolean> = {
  CLEVER: oneOf('schools', 'students', 'teachers', 'sections', 'staff', 'admins'),
  SDS_1: oneOf(
    ...['school', 'section', 'student', 'teacher', 'studentenrollment', 'teacherroster'],
    ...['guardianrelationship'],
  ),
  SDS_2: oneOf('userflags', 'relationships'),
  ONEROSTER_1_2: oneOf(...LATER_STEMS),
  ED_FI: (stem) =>
    /^(?:student|staff|parent|contact)\w*associations?$|^(?:localeducationagencies|courseofferings|staffs|interchange\w*)$/.test(
      stem,
    ),
  POWERSCHOOL: (stem, base) =>
    /\.export\.te?xt$|^(?:ps|powerschool)[-_ .]|^auto(?:comm|send)/.test(base) ||
    stem.includes('autosend'),
};

/** By column names alone. */
export function formatOfColumns(cells: readonly string[]): OtherFormat | null {
  const columns = new Set(cells.map(columnKey).filter((key) => key !== ''));
  const loose = new Set([...columns].map((key) => key.replace(/[^a-z0-9]/g, '')));
  // Attendance is told by its own reader.
  if ([...loose].some((key) => /attendanceevent|absen/.test(key))) return null;
  const has = (...keys: string[]) => keys.every((key) => columns.has(key));
  const some = (...keys: string[]) => keys.some((key) => columns.has(key));
  const known: Record<OtherFormat, boolean> = {
    ED_FI: [...loose].some((key) => ED_FI_COLUMN.test(key)),
    SDS_1: [...columns].some((key) => /(?:^|_)sis_id$/.test(key)) || loose.has('schoolsisid'),
    ONEROSTER_1_2:
      has('sourcedid') &&
      (some(
        ...['usermasteridentifier', 'preferredgivenname', 'preferredfamilyname'],
        ...['preferredmiddlename', 'primaryorgsourcedid', 'userprofilesourcedid'],
      ) ||
        has('usersourcedid', 'roletype')),
    SDS_2:
      has('sourcedid', 'activedirectorymatchid') ||
      has('sourcedid', 'orgsourcedid', 'sessionsourcedids') ||
      has('usersourcedid', 'relationshipusersourcedid') ||
      has('usersourcedid', 'flag') ||
      (!has('sourcedid') &&
        (has('usersourcedid', 'orgsourcedid', 'role') ||
          has('classsourcedid', 'usersourcedid', 'role') ||
          (has('usersourcedid') && some('ethnicitycodes', 'racecodes', 'birthcity')))),
    CLEVER:
      has('school_id') &&
      (has('school_name') ||
        some('teacher_id', 'staff_id', 'admin_email') ||
        has('section_id', 'student_id') ||
        (has('section_id') && some('name', 'course_name', 'section_number')) ||
        (has('student_id') && some('last_name', 'first_name', 'grade', 'student_number'))),
    POWERSCHOOL: isPowerSchool(cells, columns),
  };
  const order: readonly OtherFormat[] = [
    ...(['ED_FI', 'SDS_1', 'ONEROSTER_1_2', 'SDS_2', 'CLEVER', 'POWERSCHOOL'] as const),
  ];
  return order.find((format) => known[format]) ?? null;
}

const ED_FI_COLUMN =
  /(?:student|staff|parent|contact)uniqueid$|^(?:localeducationagencyid|stateeducationagencyid|educationorganizationid|nameofinstitution|localcoursecode|sectionidentifier|lastsurname)$|reference(?:schoolid|sectionidentifier|localcoursecode)$|(?:gradelevel|sex|term|entrytype|schoolcategory|classroomposition)descriptor(?:id)?$/;

/** The fields of its tables: one that only it has, or two that together only it has. */
function isPowerSchool(cells: readonly string[], columns: ReadonlySet<string>): boolean {
  const has = (...keys: string[]) => keys.every((key) => columns.has(key));
  if (cells.some((cell) => /^"?(?:\[\w+\]|\^\(|(?:students|teachers|schools|cc)\.)\w/i.test(cell)))
    return true;
  return (
    ['dcid', 'lastfirst', 'enroll_status', 'sched_nextyeargrade', 'homeschoolid'].some((key) =>
      columns.has(key),
    ) ||
    has('student_number', 'grade_level') ||
    has('student_number', 'schoolid') ||
    has('student_number', 'home_room') ||
    has('schoolid', 'grade_level') ||
    has('course_number', 'section_number', 'termid') ||
    has('course_number', 'course_name') ||
    (has('teachernumber') && (has('schoolid') || has('last_name')))
  );
}

function columnKey(cell: string): string {
  return cell
    .replace(/^(?:\ufeff|\u00ef\u00bb\u00bf)/, '')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^"|"$/g, '')
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');
}

/** The names of the first line, whatever separates them; of XML or JSON its words. */
function cellsOf(line: string): string[] {
  const start = line.replace(/^(?:\ufeff|\u00ef\u00bb\u00bf)/, '').trimStart();
  if (/^[<{[](?!\d+\])/.test(start) && !/^\[\w+\]\w/.test(start))
    return [...start.slice(0, 4000).matchAll(/[A-Za-z_][\w.]*/g)]
      .slice(0, 300)
      .map(([word]) => word);
  const mark = [',', '\t', ';', '|']
    .map((each) => ({ each, count: start.split(each).length }))
    .sort((a, b) => b.count - a.count)[0];
  if (!mark || mark.each === ',') return parseCsvLines(start).rows[0] ?? [];
  return start.split(mark.each);
}
