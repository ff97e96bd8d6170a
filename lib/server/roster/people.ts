import { CONTACT_ROLES, USER_ROLES } from '@/lib/core/oneroster/files';
import type { AppContext } from '../app-context';
import { countOf } from './counts';
import {
  beyond,
  directionOf,
  orderBy,
  pageOf,
  TOTAL_CAP,
  type Direction,
  type Page,
  type PageRequest,
  type Total,
} from './page';
import { idsWithOtherZeros, matchesFor, rankOf, type Match } from './people-search';
import { todaySql } from './current-member';
import { sanityCondition, type PersonSanityCheck } from './sanity';
import { allOf, join, raw, sql, type Sql } from './sql';

type Context = Pick<AppContext, 'db' | 'clock'>;

export type RecordStatus = 'active' | 'removed';

/** People are looked for as what they are to a family. */
export const personKinds = ['student', 'contact', 'teacher', 'staff'] as const;
export type PersonKind = (typeof personKinds)[number];

const ROLES_OF: Record<PersonKind, readonly string[]> = {
  student: ['student'],
  contact: CONTACT_ROLES,
  teacher: ['teacher'],
  staff: ['administrator', 'aide', 'proctor'],
};

export interface PeopleFilter {
  kind: PersonKind | null;
  school: string | null;
  grade: string | null;
  /** ISO 639-1; "" for students whose language is not known. */
  language: string | null;
  status: RecordStatus;
  check: PersonSanityCheck | null;
  search: string;
}

export const everyone: PeopleFilter = {
  kind: null,
  school: null,
  grade: null,
  language: null,
  status: 'active',
  check: null,
  search: '',
};

export interface PersonRow {
  sourcedId: string;
  role: string;
  givenName: string;
  familyName: string;
  identifier: string | null;
  grades: string[];
  schoolSourcedId: string | null;
  schoolName: string | null;
  languageCode: string | null;
  languageText: string | null;
  isEnabled: boolean;
  removedAt: Date | null;
}

export function rolesOf(kind: PersonKind | null): readonly string[] {
  return kind === null ? USER_ROLES : ROLES_OF[kind];
}

/** A role's kind: what the record page and links call somebody. */
export function kindOf(role: string): PersonKind {
  return personKinds.find((kind) => ROLES_OF[kind].includes(role)) ?? 'staff';
}

export type PeopleCounts = Record<PersonKind | 'everyone', number>;

/** How many people of each kind the live roster has. */
export async function countPeopleByKind(ctx: Context, tenantId: number): Promise<PeopleCounts> {
  const sumOf = (place: number) =>
    `coalesce(sum(count) FILTER (WHERE value = ANY($${place})), 0)::int`;
  const { rows } = await ctx.db.pool.query<PeopleCounts>(
    `SELECT ${sumOf(2)} AS everyone, ${sumOf(3)} AS student, ${sumOf(4)} AS contact,
       ${sumOf(5)} AS teacher, ${sumOf(6)} AS staff
     FROM roster_count WHERE tenant_id = $1 AND entity = 'user' AND facet = 'role'`,
    [tenantId, ...([null, 'student', 'contact', 'teacher', 'staff'] as const).map(rolesOf)],
  );
  return rows[0] ?? { everyone: 0, student: 0, contact: 0, teacher: 0, staff: 0 };
}

export async function listPeople(
  ctx: Context,
  tenantId: number,
  filter: PeopleFilter,
  request: PageRequest,
): Promise<Page<PersonRow>> {
  const matches = matchesFor(filter.search);
  const keys =
    matches.length > 0
      ? await searchKeys(ctx, tenantId, filter, matches, request)
      : await listKeys(ctx, tenantId, filter, request);
  const page = pageOf(keys, request, (key) => key);
  const people = await readPeople(ctx, tenantId, page.rows);
  return { ...page, rows: people };
}

/** Exact from the stored counts where one of them fits the filter, else counted up to the cap. */
export async function countPeople(
  ctx: Context,
  tenantId: number,
  filter: PeopleFilter,
): Promise<Total> {
  const stored = await storedCount(ctx, tenantId, filter);
  return stored === null ? countUpToCap(ctx, tenantId, filter) : { count: stored, isCapped: false };
}

/** Ids that differ from a number typed only in leading zeros. */
export async function suggestIds(
  ctx: Context,
  tenantId: number,
  text: string,
): Promise<{ sourcedId: string; id: string }[]> {
  const candidates = idsWithOtherZeros(text);
  if (candidates.length === 0) return [];
  const { rows } = await ctx.db.pool.query<{ sourcedId: string; id: string }>(
    `SELECT sourced_id AS "sourcedId", sourced_id AS id FROM roster_user
     WHERE tenant_id = $1 AND sourced_id = ANY($2)
     UNION
     SELECT sourced_id, identifier FROM roster_user
     WHERE tenant_id = $1 AND identifier = ANY($2)
     ORDER BY 2, 1 LIMIT 3`,
    [tenantId, candidates],
  );
  return rows;
}

// ---- without search: by name, merged from one index range per role, contacts together --------------------

async function listKeys(
  ctx: Context,
  tenantId: number,
  filter: PeopleFilter,
  request: PageRequest,
): Promise<string[]> {
  const direction = directionOf(request);
  const start = direction.cursor
    ? await cursorRow(ctx, tenantId, direction.cursor, raw('NULL::int'))
    : null;
  if (direction.cursor && !start) return [];
  const columns = ['name_key', 'sourced_id'] as const;
  const conditions = [
    ...filterConditions(tenantId, filter, ctx.clock.now()),
    ...(start ? [beyond(columns, [start.name_key, start.sourced_id], direction)] : []),
  ];
  const perRole = roleBranches(filter.kind).map((condition) =>
    ranged(condition, conditions, columns, direction),
  );
  return readKeys(
    ctx,
    sql`SELECT sourced_id FROM (${join(perRole, ' UNION ALL ')}) AS merged
        ${orderBy(columns, direction)} LIMIT ${direction.limit}`,
  );
}

/**
 * How an index finds each role by name: few people have a staff role, and their index begins with it; students and
 * contacts are so many that reading everybody by name soon comes to a page of them.
 */
function roleBranches(kind: PersonKind | null): Sql[] {
  const roles = rolesOf(kind);
  const contacts = roles.filter((role) => ROLES_OF.contact.includes(role));
  return [
    ...roles.filter((role) => !contacts.includes(role)).map((role) => sql`role = ${role}`),
    ...(contacts.length > 0 ? [sql`role = ANY(${contacts})`] : []),
  ];
}

function ranged(
  condition: Sql,
  more: readonly Sql[],
  columns: readonly string[],
  direction: Direction,
): Sql {
  return sql`(SELECT ${raw(columns.join(', '))} FROM roster_user
    WHERE ${allOf([condition, ...more])} ${orderBy(columns, direction)} LIMIT ${direction.limit})`;
}

// ---- with search: matches in order of rank, each from its own index ---------------------------------------

async function searchKeys(
  ctx: Context,
  tenantId: number,
  filter: PeopleFilter,
  matches: readonly Match[],
  request: PageRequest,
): Promise<string[]> {
  const direction = directionOf(request);
  const start = direction.cursor
    ? await cursorRow(ctx, tenantId, direction.cursor, rankOf(matches))
    : null;
  if (direction.cursor && (!start || start.rank === null)) return [];
  const found: string[] = [];
  for (const rank of ranksFrom(matches, start?.rank ?? null, direction)) {
    const match = matches[rank];
    if (!match) continue;
    const columns = match.key === 'sourced_id' ? ['sourced_id'] : [match.key, 'sourced_id'];
    const behindStart =
      start?.rank === rank
        ? [
            beyond(
              columns,
              columns.map((column) => start[column as keyof CursorRow]),
              direction,
            ),
          ]
        : [];
    const conditions = [
      match.where,
      ...matches.slice(0, rank).map(({ where }) => sql`(${where}) IS NOT TRUE`),
      ...filterConditions(tenantId, filter, ctx.clock.now()),
      ...behindStart,
    ];
    const limit = direction.limit - found.length;
    const branches = indexedBranches(match, filter).map((condition) =>
      ranged(condition, conditions, columns, { ...direction, limit }),
    );
    found.push(
      ...(await readKeys(
        ctx,
        sql`SELECT sourced_id FROM (${join(branches, ' UNION ALL ')}) AS merged
            ${orderBy(columns, direction)} LIMIT ${limit}`,
      )),
    );
    if (found.length >= direction.limit) break;
  }
  return found;
}

function indexedBranches(match: Match, filter: PeopleFilter): Sql[] {
  if (match.key === 'name_key') return roleBranches(filter.kind);
  return [filter.kind === null ? raw('true') : sql`role = ANY(${rolesOf(filter.kind)})`];
}

function ranksFrom(
  matches: readonly Match[],
  start: number | null,
  direction: Direction,
): number[] {
  const ranks = [...matches.keys()];
  return direction.isBackwards
    ? ranks.reverse().filter((rank) => start === null || rank <= start)
    : ranks.filter((rank) => start === null || rank >= start);
}

// ---- shared --------------------------------------------------------------------------------------------------

interface CursorRow {
  sourced_id: string;
  name_key: string;
  given_key: string;
  rank: number | null;
}

/** A page starts at a person, not at a name: the name is looked up here and never leaves the server. */
async function cursorRow(
  ctx: Context,
  tenantId: number,
  sourcedId: string,
  rank: Sql,
): Promise<CursorRow | null> {
  const query = sql`SELECT sourced_id, name_key, given_key, ${rank} AS rank FROM roster_user
    WHERE tenant_id = ${tenantId} AND sourced_id = ${sourcedId}`;
  const { rows } = await ctx.db.pool.query<CursorRow>(query.text, query.values);
  return rows[0] ?? null;
}

async function readKeys(ctx: Context, query: Sql): Promise<string[]> {
  const { rows } = await ctx.db.pool.query<{ sourced_id: string }>(query.text, query.values);
  return rows.map(({ sourced_id }) => sourced_id);
}

export function filterConditions(tenantId: number, filter: PeopleFilter, now: Date): Sql[] {
  const { school, grade, language, status, check } = filter;
  return [
    sql`tenant_id = ${tenantId}`,
    raw(status === 'removed' ? 'removed_at IS NOT NULL' : 'removed_at IS NULL'),
    ...(school === null ? [] : [sql`school_sourced_id = ${school}`]),
    ...(grade === null ? [] : [sql`grades @> ARRAY[${grade}]`]),
    ...(language === null ? [] : [languageCondition(language)]),
    ...(check === null ? [] : [sanityCondition(check, todaySql(tenantId, now))]),
  ];
}

function languageCondition(language: string): Sql {
  return language === '' ? raw('language_code IS NULL') : sql`language_code = ${language}`;
}

async function readPeople(
  ctx: Context,
  tenantId: number,
  sourcedIds: readonly string[],
): Promise<PersonRow[]> {
  if (sourcedIds.length === 0) return [];
  const { rows } = await ctx.db.pool.query<PersonRow>(
    `SELECT u.sourced_id AS "sourcedId", u.role, u.given_name AS "givenName",
            u.family_name AS "familyName", u.identifier, coalesce(u.grades, '{}') AS grades,
            u.school_sourced_id AS "schoolSourcedId", o.name AS "schoolName",
            u.language_code AS "languageCode", u.language_text AS "languageText",
            u.enabled_user AS "isEnabled", u.removed_at AS "removedAt"
     FROM unnest($2::text[]) WITH ORDINALITY AS shown(sourced_id, position)
     JOIN roster_user u ON u.tenant_id = $1 AND u.sourced_id = shown.sourced_id
     LEFT JOIN roster_org o ON o.tenant_id = $1 AND o.sourced_id = u.school_sourced_id
     ORDER BY shown.position`,
    [tenantId, sourcedIds],
  );
  return rows;
}

async function storedCount(
  ctx: Context,
  tenantId: number,
  filter: PeopleFilter,
): Promise<number | null> {
  const { kind, school, grade, language, status, check, search } = filter;
  if (status === 'removed' || check !== null || search.trim() !== '') return null;
  const roles = rolesOf(kind);
  const asked = [school, grade, language].filter((value) => value !== null).length;
  if (asked > 1) return null;
  if (school !== null) {
    return kind === null
      ? countOf(ctx, tenantId, 'user', 'school', [school])
      : countOf(
          ctx,
          tenantId,
          'user',
          'schoolRole',
          roles.map((role) => `${school}|${role}`),
        );
  }
  if (asked === 1) {
    // Languages and grades are counted for students only.
    if (kind !== 'student') return null;
    const [facet, value] =
      language !== null ? (['language', language] as const) : (['grade', grade ?? ''] as const);
    const count = await countOf(ctx, tenantId, 'user', facet, [value]);
    return count > 0 ? count : null;
  }
  return kind === null
    ? countOf(ctx, tenantId, 'user', '', [''])
    : countOf(ctx, tenantId, 'user', 'role', roles);
}

async function countUpToCap(ctx: Context, tenantId: number, filter: PeopleFilter): Promise<Total> {
  const matches = matchesFor(filter.search);
  const conditions = filterConditions(tenantId, filter, ctx.clock.now());
  const roles = filter.kind === null ? raw('true') : sql`role = ANY(${rolesOf(filter.kind)})`;
  const limit = TOTAL_CAP + 1;
  const branches =
    matches.length === 0
      ? [
          sql`(SELECT sourced_id FROM roster_user WHERE ${allOf([roles, ...conditions])} LIMIT ${limit})`,
        ]
      : matches.flatMap((match) =>
          indexedBranches(match, filter).map(
            (role) =>
              sql`(SELECT sourced_id FROM roster_user
                   WHERE ${allOf([match.where, role, ...conditions])} LIMIT ${limit})`,
          ),
        );
  const query = sql`SELECT count(*) AS count FROM
    (SELECT 1 FROM (${join(branches, ' UNION ALL ')}) AS merged GROUP BY sourced_id LIMIT ${limit}) AS found`;
  const { rows } = await ctx.db.pool.query<{ count: number }>(query.text, query.values);
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, TOTAL_CAP), isCapped: count > TOTAL_CAP };
}
