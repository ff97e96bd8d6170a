// Which school a person is counted under. The same rule in SQL is lib/server/pipeline/settle-main-schools.ts; a test
// compares the two.
import type { MembershipTime } from './current-member';

export interface SchoolMembership {
  schoolId: string;
  classId: string;
  isPrimary: boolean;
  time: MembershipTime;
}

export interface MainSchoolFacts {
  /** The person's `orgSourcedIds`. */
  orgIds: readonly string[];
  /** None for family contacts: nothing they are enrolled in says where they belong. */
  memberships: readonly SchoolMembership[];
  /** What the live roster says already; null for somebody it does not have. */
  live: string | null;
  /** An org of type school that is in the roster. */
  isSchool: (id: string) => boolean;
}

/** The one school a list names, however often; null where it names none or several. */
export function schoolOfList(
  orgIds: readonly string[],
  isSchool: (id: string) => boolean,
): string | null {
  let only: string | null = null;
  for (const id of orgIds) {
    if (id === only || !isSchool(id)) continue;
    if (only !== null) return null;
    only = id;
  }
  return only;
}

/** The first school a list names: what is left to say where nothing else does. */
export function firstSchoolOf(
  orgIds: readonly string[],
  isSchool: (id: string) => boolean,
): string | null {
  return orgIds.find((id) => isSchool(id)) ?? null;
}

/**
 * The school of the list where it names exactly one. Otherwise the school of the current memberships: one that the list
 * names before others, then the one with the most primary memberships, then with the most classes. Then what the live
 * roster says, where that is still possible; then the first school of the list. Memberships of another time come last:
 * a child enrolled from August on is better counted there than nowhere.
 * @reference of the rule in SQL
 */
export function mainSchool({
  orgIds,
  memberships,
  live,
  isSchool,
}: MainSchoolFacts): string | null {
  const only = schoolOfList(orgIds, isSchool);
  if (only !== null) return only;
  const listed = [...new Set(orgIds.filter(isSchool))];
  const ranked = rank(memberships, { listed, live, isSchool });
  const current = ranked.find(({ time }) => time === 'current');
  if (current) return current.schoolId;
  const isLivePossible =
    live !== null && isSchool(live) && (listed.length === 0 || listed.includes(live));
  if (isLivePossible) return live;
  return listed[0] ?? ranked[0]?.schoolId ?? (live !== null && orgIds.includes(live) ? live : null);
}

const TIMES: readonly MembershipTime[] = ['current', 'coming', 'past'];

interface RankedSchool {
  schoolId: string;
  time: MembershipTime;
  /** Smaller comes first. */
  order: readonly number[];
}

function rank(
  memberships: readonly SchoolMembership[],
  { listed, live, isSchool }: Pick<MainSchoolFacts, 'live' | 'isSchool'> & { listed: string[] },
): RankedSchool[] {
  const groups = new Map<
    string,
    { time: MembershipTime; schoolId: string; rows: SchoolMembership[] }
  >();
  for (const row of memberships) {
    if (!isSchool(row.schoolId)) continue;
    const key = `${row.time} ${row.schoolId}`;
    const group = groups.get(key) ?? { time: row.time, schoolId: row.schoolId, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  const classes = (rows: readonly SchoolMembership[]): number =>
    new Set(rows.map(({ classId }) => classId)).size;
  return [...groups.values()]
    .map(({ time, schoolId, rows }) => ({
      schoolId,
      time,
      order: [
        TIMES.indexOf(time),
        listed.includes(schoolId) ? 0 : 1,
        -classes(rows.filter(({ isPrimary }) => isPrimary)),
        -classes(rows),
        schoolId === live ? 0 : 1,
        listed.includes(schoolId) ? listed.indexOf(schoolId) : listed.length,
      ],
    }))
    .sort((a, b) => compare(a.order, b.order) || (a.schoolId < b.schoolId ? -1 : 1));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) {
    const difference = value - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
