// Some public sets leave courses.csv out, which stops them before a row is read. Sent once more with the courses
// that their classes name, they show what becomes of their rows.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseCsvLines } from '@/lib/core/csv';
import type { ClientFolder } from '../sftp';
import type { SampleSet } from './sample-sets';

export function lacksCourses(set: SampleSet): boolean {
  const manifest = set.files.find((file) => path.basename(file) === 'manifest.csv');
  return manifest !== undefined && /^"?file\.courses"?,"?absent/m.test(readText(manifest));
}

export const withCoursesName = (set: SampleSet): string => `${set.name}+courses.csv`;

/** The same set with a course for every id in classes.csv and a manifest that says so. */
export async function withCourses(set: SampleSet, folder: ClientFolder): Promise<SampleSet> {
  const textOf = (name: string): string => {
    const file = set.files.find((each) => path.basename(each) === name);
    if (!file) throw new Error(`${set.name} has no ${name}`);
    return readText(file);
  };
  const { rows } = parseCsvLines(textOf('classes.csv').trim());
  const [header = [], ...classes] = rows;
  const column = (name: string) => (row: readonly string[]) => row[header.indexOf(name)] ?? '';
  const courses = new Map(
    classes.map((row) => [column('courseSourcedId')(row), column('schoolSourcedId')(row)]),
  );
  const lines = [
    'sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes',
    ...[...courses].map(([course, org]) => `${course},,,,Course ${course},,,${org},,`),
  ];
  const manifest = textOf('manifest.csv').replace(/^("?file\.courses"?,"?)absent/m, '$1bulk');
  const made = [
    await folder.write('courses.csv', `${lines.join('\n')}\n`),
    await folder.write('manifest.csv', manifest),
  ];
  const kept = set.files.filter((file) => path.basename(file) !== 'manifest.csv');
  return { name: withCoursesName(set), files: [...kept, ...made] };
}

function readText(file: string): string {
  return readFileSync(file, 'utf8').replace(/\r\n/g, '\n');
}
