// The district of the journeys: 300 synthetic students in the files of some days.
import Papa from 'papaparse';
import { filesOf, type FileSet } from '@/lib/demo/day-edits';
import { createDistrict, nextDay, type Day } from '@/lib/synthetic/district';

type Row = Record<string, string | undefined>;

export const firstDay: Day = createDistrict({
  seed: 'journeys',
  students: 300,
  name: 'Journey Public Schools',
});
export const secondDay: Day = nextDay(firstDay, 'churn');
export const dayOfLostSchool: Day = nextDay(secondDay, 'lostSchool');
export const dayAfter: Day = nextDay(dayOfLostSchool, 'churn');

export { filesOf };

export function rowsOf(files: FileSet, name: string): Row[] {
  const text = files.get(name)?.toString('utf8') ?? '';
  return Papa.parse<Row>(text, { header: true, skipEmptyLines: true }).data;
}

/** One more enrollment, in a class that classes.csv does not hold; `line` is where it stands. */
export function withEnrollmentOfUnknownClass(files: FileSet): {
  files: FileSet;
  line: number;
  classSourcedId: string;
} {
  const classSourcedId = 'no-such-class';
  const text = files.get('enrollments.csv')?.toString('utf8') ?? '';
  const rows = rowsOf(files, 'enrollments.csv');
  const like = rows.findLast((row) => row.role === 'student');
  if (!like) throw new Error('the district has no enrollment');
  const values = Object.entries({ ...like, sourcedId: 'one-too-many', classSourcedId });
  const row = Papa.unparse([values.map(([, value]) => value ?? '')]);
  return {
    files: new Map(files).set('enrollments.csv', Buffer.from(`${text}${row}\r\n`)),
    line: rows.length + 2,
    classSourcedId,
  };
}
