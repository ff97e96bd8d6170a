// The "must be zero" list: each check is one condition, used both to count and to filter the list behind it.
import type { AppContext } from '../app-context';
import { isReachable } from '../db/reachable';
import { isCurrentSql, todaySql } from './current-member';
import { raw, type Sql } from './sql';
import { isContactRole } from '../db/contact-roles';

export const personSanityChecks = [
  'studentsWithoutEnrollment',
  'contactsWithoutStudent',
  'usersWithoutMailOrPhone',
  'unknownLanguage',
  'duplicateMail',
] as const;
export const classSanityChecks = ['classesWithoutTeacher', 'classesWithoutStudents'] as const;
export const sanityChecks = [...personSanityChecks, ...classSanityChecks] as const;

export type PersonSanityCheck = (typeof personSanityChecks)[number];
export type ClassSanityCheck = (typeof classSanityChecks)[number];
export type SanityCheck = (typeof sanityChecks)[number];

/** Nobody of the roster is in it today; somebody to come, or who was there, does not teach or learn there. */
const NO_ENROLLMENT = (role: string) => (today: string) => `NOT EXISTS (
  SELECT 1 FROM roster_enrollment e JOIN roster_user u ON u.tenant_id = e.tenant_id AND u.sourced_id = e.user_sourced_id AND u.removed_at IS NULL
  WHERE e.tenant_id = roster_class.tenant_id AND e.class_sourced_id = roster_class.sourced_id
    AND e.role = '${role}' AND e.removed_at IS NULL AND ${isCurrentSql('e', today)})`;

const IS_CONTACT = isContactRole('role');

const PERSON_CONDITIONS: Record<PersonSanityCheck, string | ((today: string) => string)> = {
  studentsWithoutEnrollment: (today) => `role = 'student' AND NOT EXISTS (
    SELECT 1 FROM roster_enrollment e WHERE e.tenant_id = roster_user.tenant_id
      AND e.user_sourced_id = roster_user.sourced_id AND e.role = 'student' AND e.removed_at IS NULL
      AND ${isCurrentSql('e', today)})`,
  contactsWithoutStudent: `${IS_CONTACT} AND NOT EXISTS (
    SELECT 1 FROM roster_link l WHERE l.tenant_id = roster_user.tenant_id
      AND l.contact_sourced_id = roster_user.sourced_id AND l.removed_at IS NULL)`,
  // Students are reached through their contacts, so their own address is not asked for.
  usersWithoutMailOrPhone: `role <> 'student' AND NOT (${isReachable('roster_user')})`,
  unknownLanguage: `role = 'student' AND language_code IS NULL`,
  duplicateMail: `email_key IS NOT NULL AND EXISTS (
    SELECT 1 FROM roster_user other WHERE other.tenant_id = roster_user.tenant_id
      AND other.email_key = roster_user.email_key AND other.sourced_id <> roster_user.sourced_id
      AND other.removed_at IS NULL)`,
};

const CLASS_CONDITIONS: Record<ClassSanityCheck, (today: string) => string> = {
  classesWithoutTeacher: NO_ENROLLMENT('teacher'),
  classesWithoutStudents: NO_ENROLLMENT('student'),
};

/** `today` is SQL: the tenant's date. */
export function sanityCondition(check: SanityCheck, today: string): Sql {
  const condition = isClassCheck(check) ? CLASS_CONDITIONS[check] : PERSON_CONDITIONS[check];
  return raw(`(${typeof condition === 'string' ? condition : condition(today)})`);
}

export function isClassCheck(check: SanityCheck): check is ClassSanityCheck {
  return (classSanityChecks as readonly string[]).includes(check);
}

/** Reads every record the check is about: a second or more in the largest districts. */
const counted = new Map<string, Promise<CheckCounts>>();
const MOST_KEPT = 200;

export type CheckCounts = Readonly<Record<SanityCheck, number>>;

/**
 * All checks of a district. Counted one after the other, because in the largest districts each takes a second or more, and once per
 * process for each state of its roster and day.
 */
export async function countAllChecks(
  ctx: Pick<AppContext, 'db' | 'clock'>,
  tenantId: number,
): Promise<CheckCounts> {
  const { rows } = await ctx.db.pool.query<{ key: string }>(
    `SELECT concat_ws('|', $1::text, ${todaySql('$1::int', ctx.clock.now())},
       (SELECT string_agg(live_table || ' ' || revision, ' ' ORDER BY live_table) FROM live_table_revision WHERE tenant_id = $1::int)) AS key`,
    [tenantId],
  );
  const key = rows[0]?.key ?? '';
  const known = counted.get(key);
  if (known) return known;
  const counting = countEach(ctx, tenantId);
  counted.set(key, counting);
  counting.catch(() => counted.delete(key));
  for (const oldest of [...counted.keys()].slice(0, -MOST_KEPT)) counted.delete(oldest);
  return counting;
}

async function countEach(
  ctx: Pick<AppContext, 'db' | 'clock'>,
  tenantId: number,
): Promise<CheckCounts> {
  const counts: [SanityCheck, number][] = [];
  for (const check of sanityChecks) counts.push([check, await countSanity(ctx, tenantId, check)]);
  return Object.fromEntries(counts) as Record<SanityCheck, number>;
}

export async function countSanity(
  ctx: Pick<AppContext, 'db' | 'clock'>,
  tenantId: number,
  check: SanityCheck,
): Promise<number> {
  const text =
    check === 'duplicateMail'
      ? `SELECT coalesce(sum(people), 0)::int AS count FROM (
           SELECT count(*) AS people FROM roster_user
           WHERE tenant_id = $1 AND removed_at IS NULL AND email_key IS NOT NULL
           GROUP BY email_key HAVING count(*) > 1) AS shared`
      : `SELECT count(*)::int AS count FROM ${isClassCheck(check) ? 'roster_class' : 'roster_user'}
         WHERE tenant_id = $1 AND removed_at IS NULL AND ${sanityCondition(check, todaySql('$1', ctx.clock.now())).text}`;
  const { rows } = await ctx.db.pool.query<{ count: number }>(text, [tenantId]);
  return rows[0]?.count ?? 0;
}
