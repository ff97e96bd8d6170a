/** The pages of a district that every district has; what is below them belongs to one. */
export const districtParts = [
  'connection',
  'connection/account',
  'connection/new',
  'connection/reading',
  'connection/switch',
  'pulls',
  'setup',
  'setup/sis',
  'setup/way',
  'setup/account',
  'setup/test',
  'setup/first-pull',
  'setup/sign-in',
  'setup/files',
  'setup/upload',
  'setup/schedule',
  'setup/sheet',
  'files',
  'problems',
  'questions',
  'runs',
  'roster',
  'roster/people',
  'roster/classes',
  'roster/courses',
  'roster/enrollments',
  'roster/orgs',
  'roster/sessions',
  'roster/checks',
  'attendance',
  'attendance/calendar',
  'attendance/feeds',
  'attendance/files',
  'attendance/format',
  'attendance/mapping',
  'attendance/notices',
  'attendance/schools',
  'contacts',
  'limits',
  'limits/simulator',
  'settings',
] as const;

/** Where another district shows what `path` shows of its own: the same page, or of a record the list it is in. */
export function samePart(path: string, slug: string): string {
  const [, first, ofDistrict, ...rest] = path.split('/');
  const home = `/districts/${slug}`;
  if (first !== 'districts' || ofDistrict === undefined) return home;
  const here = rest.join('/');
  const part = districtParts
    .filter((known) => here === known || here.startsWith(`${known}/`))
    .sort((a, b) => b.length - a.length)[0];
  return part === undefined ? home : `${home}/${part}`;
}
