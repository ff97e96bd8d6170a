import { ROSTER_ENTITIES, type RosterEntity } from '../oneroster/files';

/**
 * In which order the files of a first roster are read. Enrollments before people: reading people keeps the reader busy, and
 * PostgreSQL then has the indexes of the enrollments to build.
 */
export const FIRST_READING_ORDER = ROSTER_ENTITIES.flatMap((entity): RosterEntity[] => {
  if (entity === 'enrollment') return [];
  return entity === 'user' ? ['enrollment', 'user'] : [entity];
});

/**
 * Whether nothing of an entity, or of what it may point to, is known to be unusable. With a file missing or unusable, every
 * reference to it would be told as a fault of its row.
 */
export function isReadUpTo(entity: RosterEntity, unusable: ReadonlySet<RosterEntity>): boolean {
  const upToIt = ROSTER_ENTITIES.slice(0, ROSTER_ENTITIES.indexOf(entity) + 1);
  return !upToIt.some((each) => unusable.has(each));
}
