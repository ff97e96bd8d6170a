/** Addresses of a district's attendance. Ids may hold any character, so they are always encoded. */
export type AttendancePart =
  'schools' | 'feeds' | 'files' | 'mapping' | 'calendar' | 'notices' | 'format';

export function attendancePath(slug: string, part?: AttendancePart): string {
  const base = `/districts/${slug}/attendance`;
  return part ? `${base}/${part}` : base;
}

export function schoolPath(slug: string, schoolId: string): string {
  return `${attendancePath(slug, 'schools')}/${encodeURIComponent(schoolId)}`;
}

export function studentPath(slug: string, studentId: string): string {
  return `${attendancePath(slug)}/students/${encodeURIComponent(studentId)}`;
}

export function exportPath(slug: string, list: string): string {
  return `/api/exports/attendance/${slug}/${list}`;
}
