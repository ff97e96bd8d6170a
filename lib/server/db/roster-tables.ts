// Where a record lives: the live table of its entity, and the staging table of a run.
import type pg from 'pg';
import { ROSTER_ENTITIES, storedColumns, type RosterEntity } from '@/lib/core/oneroster/files';
import { isContactRole } from './contact-roles';

/** Links are worked out from users.csv, so they are planned and applied like records of their own. */
export type PlannedEntity = RosterEntity | 'link';

export const PLANNED_ENTITIES: readonly PlannedEntity[] = [...ROSTER_ENTITIES, 'link'];

const LIVE_TABLES: Readonly<Record<PlannedEntity, string>> = {
  org: 'roster_org',
  academicSession: 'roster_academic_session',
  course: 'roster_course',
  class: 'roster_class',
  user: 'roster_user',
  enrollment: 'roster_enrollment',
  demographics: 'roster_demographics',
  link: 'roster_link',
};

/** Of a roster or attendance run. */
export interface RunKey {
  id: number;
  tenantId: number;
}

export function liveTable(entity: PlannedEntity): string {
  return LIVE_TABLES[entity];
}

/** Name of a tenant's partition of a live table. */
export function partitionName(entity: PlannedEntity, tenantId: number): string {
  return `${LIVE_TABLES[entity]}_t${tenantId}`;
}

/**
 * The tenant's own part of a live table, once something is in force. Joins name it rather than the whole:
 * PostgreSQL then plans with what it knows of these rows, not with nothing.
 */
export function rosterTable(entity: PlannedEntity, run: Pick<RunKey, 'tenantId'>): string {
  return `public.${partitionName(entity, run.tenantId)}`;
}

export type StagingPart =
  | PlannedEntity
  | 'quarantined'
  | 'deleted'
  | 'plan'
  | 'pair'
  | 'count'
  | 'said'
  | 'dangling'
  | 'missing'
  | 'line'
  | `repeated_${RosterEntity}`
  | `group_${RosterEntity}`
  | `unmatched_${RosterEntity}`;

/** A held run is applied by whichever version comes next: tables that applying reads keep their names. */
const STORED_NAMES: Partial<Record<StagingPart, string>> = { deleted: 'gone' };

/**
 * Parts beside the records: `quarantined` are keys whose row could not be used (their record stays as it is),
 * `deleted` are keys the files say are deleted, `unmatched_…` are places and line hashes of rows in force that
 * no line of the file met, `plan` is the change set in the making, `pair` is who names whom,
 * `count` what a first roster will be counted as, `group_…` its rows in groups, `said` is what each id of a
 * membership says that has several. `dangling` is what leads nowhere, `missing` the ids that lists name in vain,
 * `line` where lines that were not read stand, and `repeated_…` the rows of ids that stand twice, by what they are since
 * two files of a first roster are looked at at once: each while it is told.
 */
export function stagingName(run: RunKey, part: StagingPart): string {
  const name = (STORED_NAMES[part] ?? part).replace(
    /[A-Z]/g,
    (letter) => `_${letter.toLowerCase()}`,
  );
  return `run_${run.id}_${name}`;
}

export function stagingTable(run: RunKey, part: StagingPart): string {
  return `staging.${stagingName(run, part)}`;
}

/** Columns compared and copied: the record without what we note about its line. */
export function recordFields(entity: RosterEntity): string[] {
  return storedColumns(entity).map((column) => column.field);
}

/** A school's id in SQL: what a change of this entity is counted under. `r` is the row's alias. */
export function schoolExpression(entity: RosterEntity, r: string): string {
  switch (entity) {
    case 'org':
      return `CASE WHEN ${r}.type = 'school' THEN ${r}.sourced_id ELSE '' END`;
    case 'course':
      return `coalesce(${r}.org_sourced_id, '')`;
    case 'class':
    case 'enrollment':
      return `${r}.school_sourced_id`;
    case 'user':
      return `coalesce(${r}.school_sourced_id, '')`;
    case 'academicSession':
    case 'demographics':
      return `''`;
  }
}

/** The counted entity of lib/core/change in SQL. */
export function countedAsExpression(entity: RosterEntity, r: string): string {
  switch (entity) {
    case 'org':
      return `'orgs'`;
    case 'academicSession':
      return `'sessions'`;
    case 'course':
      return `'courses'`;
    case 'class':
      return `'classes'`;
    case 'user':
      return `CASE WHEN ${r}.role = 'student' THEN 'students' WHEN ${isContactRole(`${r}.role`)} THEN 'contacts' ELSE 'staff' END`;
    case 'enrollment':
      return `CASE WHEN ${r}.role = 'student' THEN 'studentEnrollments' ELSE 'staffEnrollments' END`;
    case 'demographics':
      return `'demographics'`;
  }
}

export async function hasPartition(
  client: pg.ClientBase,
  entity: PlannedEntity,
  tenantId: number,
): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
       WHERE i.inhparent = $1::regclass AND c.relname = $2) AS found`,
    [liveTable(entity), partitionName(entity, tenantId)],
  );
  return rows[0]?.found ?? false;
}

/** Drops everything a run staged. Safe to call twice. */
export async function dropStaging(client: pg.ClientBase | pg.Pool, run: RunKey): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'staging' AND c.relkind = 'r' AND c.relname LIKE $1`,
    [`run\\_${run.id}\\_%`],
  );
  for (const { name } of rows) await client.query(`DROP TABLE IF EXISTS staging.${name}`);
}
