/** What happens to a district's export besides what the generator knows: slips, and a schedule that changed. */
import Papa from 'papaparse';
import { dayFiles } from '@/lib/synthetic/day-files';
import type { Day } from '@/lib/synthetic/district';

/** The files of a set by name, in the order in which they are sent. */
export type FileSet = ReadonlyMap<string, Buffer>;
export type Edit = (files: FileSet) => FileSet;

export function filesOf(day: Day, edits: readonly Edit[] = []): FileSet {
  const files: FileSet = new Map(
    [...dayFiles(day)].map((file) => [file.name, Buffer.concat([...file.chunks])]),
  );
  return edits.reduce((edited, edit) => edit(edited), files);
}

type Row = Record<string, string>;

/** A handful of rows as an export spoils them; on the next day they are right again. */
export const withBadRows: Edit = (files) =>
  editRows(
    editRows(files, 'users.csv', (rows) => {
      const guardians = rows.filter((row) => row.role === 'guardian');
      // A relationship where the role belongs.
      for (const row of guardians.slice(4, 7)) row.role = 'grandmother';
      for (const row of guardians.slice(20, 22)) row.familyName = '';
      for (const row of guardians.slice(40, 42)) row['metadata.language'] = 'Other (see notes)';
      return rows;
    }),
    'enrollments.csv',
    (rows) => {
      const students = rows.filter((row) => row.role === 'student');
      for (const row of students.slice(100, 106)) row.classSourcedId = `X-${row.classSourcedId}`;
      for (const row of students.slice(200, 203)) row.beginDate = '2026-02-30';
      return [...rows, ...students.slice(300, 302)];
    },
  );

const PHYSICAL_EDUCATION = '08038';

/** The district stops scheduling physical education as classes of their own. */
export const withoutPhysicalEducation: Edit = (files) => {
  const gone = new Set<string>();
  const withoutClasses = editRows(files, 'classes.csv', (rows) =>
    rows.filter((row) => {
      if (row.subjectCodes !== PHYSICAL_EDUCATION) return true;
      gone.add(row.sourcedId ?? '');
      return false;
    }),
  );
  return editRows(withoutClasses, 'enrollments.csv', (rows) =>
    rows.filter((row) => !gone.has(row.classSourcedId ?? '')),
  );
};

function editRows(files: FileSet, name: string, edit: (rows: Row[]) => Row[]): FileSet {
  const content = files.get(name);
  if (!content) return files;
  const { data, meta } = Papa.parse<Row>(content.toString('utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  const text = Papa.unparse(edit(data), { columns: meta.fields, newline: '\r\n' });
  return new Map(files).set(name, Buffer.from(`${text}\r\n`));
}
