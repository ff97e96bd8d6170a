// The tables under a record: who is in a class, whose guardian somebody is.
import { CONTACT_ROLES } from '@/lib/core/oneroster/files';
import type { MembershipTime } from '@/lib/core/oneroster/current-member';
import type { AppContext } from '../app-context';
import { isReachable } from '../db/reachable';
import { isCurrentSql, membershipTimeSql, todaySql } from './current-member';

type Context = Pick<AppContext, 'db' | 'clock'>;

/** Nobody reads a longer table on a record page; the list behind it has pages. */
export const RELATION_CAP = 200;

/** One line per person and role: the membership that holds, else the one to come, else the last one. */
export interface PersonInClass {
  enrollmentSourcedId: string;
  sourcedId: string;
  givenName: string | null;
  familyName: string | null;
  role: string;
  isPrimary: boolean | null;
  time: MembershipTime;
  beginDate: string | null;
  endDate: string | null;
  grades: string[];
  removedAt: Date | null;
}

/** Who is in it today before who is to come and who was. Teachers first, then students by name. */
export async function listPeopleOfClass(
  ctx: Context,
  tenantId: number,
  classSourcedId: string,
): Promise<PersonInClass[]> {
  const { rows } = await ctx.db.pool.query<PersonInClass>(
    `SELECT e.sourced_id AS "enrollmentSourcedId", e.user_sourced_id AS "sourcedId",
       u.given_name AS "givenName", u.family_name AS "familyName", e.role, e.time,
       e.begin_date AS "beginDate", e.end_date AS "endDate",
       e.is_primary AS "isPrimary", coalesce(u.grades, '{}') AS grades, u.removed_at AS "removedAt"
     FROM (
       SELECT DISTINCT ON (m.user_sourced_id, m.role) m.* FROM (
         SELECT e.*, ${membershipTimeSql('e', todaySql('$1', ctx.clock.now()))} AS time FROM roster_enrollment e
         WHERE e.tenant_id = $1 AND e.class_sourced_id = $2 AND e.removed_at IS NULL) m
       ORDER BY m.user_sourced_id, m.role, ${TIME_ORDER('m')}, m.is_primary DESC NULLS LAST, m.end_date DESC NULLS FIRST, m.sourced_id
     ) e
     LEFT JOIN roster_user u ON u.tenant_id = $1 AND u.sourced_id = e.user_sourced_id
     ORDER BY ${TIME_ORDER('e')}, e.role = 'student', e.is_primary DESC NULLS LAST, u.name_key, e.sourced_id
     LIMIT $3`,
    [tenantId, classSourcedId, RELATION_CAP],
  );
  return rows;
}

const TIME_ORDER = (e: string): string =>
  `array_position(ARRAY['current', 'coming', 'past'], ${e}.time)`;

export interface ClassOfPerson {
  enrollmentSourcedId: string;
  classSourcedId: string;
  title: string | null;
  role: string;
  time: MembershipTime;
  schoolName: string | null;
  periods: string[];
  beginDate: string | null;
  endDate: string | null;
  teachers: { sourcedId: string; name: string }[];
}

export async function listClassesOfPerson(
  ctx: Context,
  tenantId: number,
  userSourcedId: string,
): Promise<ClassOfPerson[]> {
  const today = todaySql('$1', ctx.clock.now());
  const { rows } = await ctx.db.pool.query<ClassOfPerson>(
    `SELECT e.sourced_id AS "enrollmentSourcedId", e.class_sourced_id AS "classSourcedId", c.title,
       e.role, school.name AS "schoolName", coalesce(c.periods, '{}') AS periods,
       e.begin_date AS "beginDate", e.end_date AS "endDate", ${membershipTimeSql('e', today)} AS time,
       coalesce((SELECT json_agg(json_build_object('sourcedId', t.sourced_id, 'name', t.name) ORDER BY t.is_primary DESC, t.name_key)
         FROM (
           SELECT t.sourced_id, t.name_key, t.given_name || ' ' || t.family_name AS name, coalesce(bool_or(te.is_primary), false) AS is_primary
           FROM roster_enrollment te
           JOIN roster_user t ON t.tenant_id = $1 AND t.sourced_id = te.user_sourced_id AND t.removed_at IS NULL
           WHERE te.tenant_id = $1 AND te.class_sourced_id = e.class_sourced_id
             AND te.role = 'teacher' AND te.removed_at IS NULL AND ${isCurrentSql('te', today)}
           GROUP BY t.sourced_id, t.name_key, t.given_name, t.family_name) t), '[]') AS teachers
     FROM roster_enrollment e
     LEFT JOIN roster_class c ON c.tenant_id = $1 AND c.sourced_id = e.class_sourced_id
     LEFT JOIN roster_org school
       ON school.tenant_id = $1 AND school.sourced_id = e.school_sourced_id
     WHERE e.tenant_id = $1 AND e.user_sourced_id = $2 AND e.removed_at IS NULL
     ORDER BY array_position(ARRAY['current', 'coming', 'past'], ${membershipTimeSql('e', today)}), c.title, e.sourced_id LIMIT $3`,
    [tenantId, userSourcedId, RELATION_CAP],
  );
  return rows;
}

export interface LinkedPerson {
  sourcedId: string;
  role: string;
  givenName: string;
  familyName: string;
  grades: string[];
  schoolName: string | null;
  isReachable: boolean;
  removedAt: Date | null;
}

const linkedColumns = `u.sourced_id AS "sourcedId", u.role, u.given_name AS "givenName",
  u.family_name AS "familyName", coalesce(u.grades, '{}') AS grades, school.name AS "schoolName",
  ${isReachable('u')} AS "isReachable", u.removed_at AS "removedAt"`;

/** For a student the contacts, for a contact the students. */
export async function listLinkedPeople(
  ctx: Context,
  tenantId: number,
  person: { sourcedId: string; role: string },
): Promise<LinkedPerson[]> {
  const isContact = (CONTACT_ROLES as readonly string[]).includes(person.role);
  const [own, other] = isContact
    ? (['contact_sourced_id', 'student_sourced_id'] as const)
    : (['student_sourced_id', 'contact_sourced_id'] as const);
  const { rows } = await ctx.db.pool.query<LinkedPerson>(
    `SELECT ${linkedColumns} FROM roster_link l
     JOIN roster_user u ON u.tenant_id = $1 AND u.sourced_id = l.${other}
     LEFT JOIN roster_org school
       ON school.tenant_id = $1 AND school.sourced_id = u.school_sourced_id
     WHERE l.tenant_id = $1 AND l.${own} = $2 AND l.removed_at IS NULL
     ORDER BY u.name_key, u.sourced_id LIMIT $3`,
    [tenantId, person.sourcedId, RELATION_CAP],
  );
  return rows;
}

export interface GradeCount {
  grade: string;
  count: number;
}

/** Students of a school by grade, through the school's own index. */
export async function countStudentsByGrade(
  ctx: Context,
  tenantId: number,
  schoolSourcedId: string,
): Promise<GradeCount[]> {
  const { rows } = await ctx.db.pool.query<GradeCount>(
    `SELECT coalesce(grades[1], '') AS grade, count(*)::int AS count FROM roster_user
     WHERE tenant_id = $1 AND school_sourced_id = $2 AND role = 'student' AND removed_at IS NULL
     GROUP BY 1 ORDER BY 1`,
    [tenantId, schoolSourcedId],
  );
  return rows;
}
