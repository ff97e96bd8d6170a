// The collections of a OneRoster server, and the columns of the CSV file that each becomes.
import { fileSpecForEntity, type RosterEntity } from '../oneroster/files';

/** In load order: nothing points to a collection that comes later, except users to users. */
export const ONEROSTER_COLLECTIONS = [
  'orgs',
  'academicSessions',
  'courses',
  'classes',
  'users',
  'enrollments',
  'demographics',
] as const;

export type OneRosterCollection = (typeof ONEROSTER_COLLECTIONS)[number];

const ENTITIES: Readonly<Record<OneRosterCollection, RosterEntity>> = {
  orgs: 'org',
  academicSessions: 'academicSession',
  courses: 'course',
  classes: 'class',
  users: 'user',
  enrollments: 'enrollment',
  demographics: 'demographics',
};

/** The entity whose file a collection becomes. */
export function entityOfCollection(collection: OneRosterCollection): RosterEntity {
  return ENTITIES[collection];
}

/** All columns of the file but the password, which is neither asked for nor written. */
export function csvColumns(collection: OneRosterCollection): readonly string[] {
  return COLUMNS[collection];
}

/** The first line of the file, with its line end. It is fixed before the first row is known. */
export function csvHeader(collection: OneRosterCollection): string {
  return `${COLUMNS[collection].join(',')}\n`;
}

function columnsOf(collection: OneRosterCollection): readonly string[] {
  return fileSpecForEntity(ENTITIES[collection])
    .columns.map(({ name }) => name)
    .filter((name) => name !== 'password');
}

const COLUMNS: Readonly<Record<OneRosterCollection, readonly string[]>> = {
  orgs: columnsOf('orgs'),
  academicSessions: columnsOf('academicSessions'),
  courses: columnsOf('courses'),
  classes: columnsOf('classes'),
  users: columnsOf('users'),
  enrollments: columnsOf('enrollments'),
  demographics: columnsOf('demographics'),
};
