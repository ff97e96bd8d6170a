// One record as it stands in the roster, and where each of its values came from.
import type { RosterEntity } from '@/lib/core/oneroster/files';
import { fileSpecForEntity } from '@/lib/core/oneroster/files';
import type { ChangeAction } from '@/lib/core/change/change';
import type { AppContext } from '../app-context';
import { isUsable } from '../db/reachable';
import { listLargePlans } from '../plan/large-plans';
import { missingSchools, newestCheckedRun } from '../policy/schools-in-need';
import { shownMetadata, type MetadataValue } from '../../core/oneroster/shown-metadata';

type Context = Pick<AppContext, 'db'>;

/** The line of the file a record was last read from. */
export interface RecordSource {
  fileName: string;
  line: number | null;
  runNumber: number | null;
  receivedAt: Date | null;
  appliedAt: Date | null;
}

export interface RecordBase {
  sourcedId: string;
  removedAt: Date | null;
  metadata: Record<string, string> | null;
  runId: number;
  lineNumber: number | null;
}

export interface OrgRecord extends RecordBase {
  name: string;
  type: string;
  identifier: string | null;
  parentSourcedId: string | null;
  parentName: string | null;
  /** Action needed: the newest files, of this run, leave the school out. It and its people are kept. */
  missingInRunNumber: number | null;
}

export interface SessionRecord extends RecordBase {
  title: string;
  type: string;
  startDate: string;
  endDate: string;
  schoolYear: number;
  parentSourcedId: string | null;
  parentTitle: string | null;
}

export interface CourseRecord extends RecordBase {
  title: string;
  courseCode: string | null;
  grades: string[];
  subjects: string[];
  subjectCodes: string[];
  orgSourcedId: string | null;
  orgName: string | null;
  schoolYearSourcedId: string | null;
  schoolYearTitle: string | null;
}

export interface ClassRecord extends RecordBase {
  title: string;
  classCode: string | null;
  classType: string;
  location: string | null;
  grades: string[];
  periods: string[];
  subjects: string[];
  subjectCodes: string[];
  courseSourcedId: string;
  courseTitle: string | null;
  schoolSourcedId: string;
  schoolName: string | null;
  terms: { sourcedId: string; title: string | null }[];
}

/** A person without the fields that reach them: those are read by `revealContact`. */
export interface PersonRecord extends RecordBase {
  role: string;
  isEnabled: boolean;
  givenName: string;
  middleName: string | null;
  familyName: string;
  identifier: string | null;
  grades: string[];
  languageCode: string | null;
  languageText: string | null;
  isEnglishLearner: boolean | null;
  orgs: { sourcedId: string; name: string | null }[];
  /** What was sent, whether it can be used or not. */
  hasEmail: boolean;
  hasSms: boolean;
  hasPhone: boolean;
  isEmailUsable: boolean;
  isSmsUsable: boolean;
  isPhoneUsable: boolean;
  hasUsername: boolean;
}

export interface EnrollmentRecord extends RecordBase {
  role: string;
  isPrimary: boolean | null;
  beginDate: string | null;
  endDate: string | null;
  userSourcedId: string;
  givenName: string | null;
  familyName: string | null;
  classSourcedId: string;
  classTitle: string | null;
  schoolSourcedId: string;
  schoolName: string | null;
}

const base = `r.sourced_id AS "sourcedId", r.removed_at AS "removedAt", r.metadata,
  r.run_id AS "runId", r.line_number AS "lineNumber"`;

export async function findOrg(ctx: Context, tenantId: number, sourcedId: string) {
  const newest = await newestCheckedRun(ctx, tenantId);
  return findOne<OrgRecord>(
    ctx,
    `SELECT ${base}, r.name, r.type, r.identifier, r.parent_sourced_id AS "parentSourcedId",
       parent.name AS "parentName",
       (SELECT m.number FROM (${missingSchools(newest)}) m WHERE m.sourced_id = r.sourced_id) AS "missingInRunNumber"
     FROM roster_org r
     LEFT JOIN roster_org parent ON parent.tenant_id = $1 AND parent.sourced_id = r.parent_sourced_id
     WHERE r.tenant_id = $1 AND r.sourced_id = $2`,
    tenantId,
    sourcedId,
  );
}

export function findSession(ctx: Context, tenantId: number, sourcedId: string) {
  return findOne<SessionRecord>(
    ctx,
    `SELECT ${base}, r.title, r.type, r.start_date AS "startDate", r.end_date AS "endDate",
       r.school_year AS "schoolYear", r.parent_sourced_id AS "parentSourcedId",
       parent.title AS "parentTitle"
     FROM roster_academic_session r
     LEFT JOIN roster_academic_session parent
       ON parent.tenant_id = $1 AND parent.sourced_id = r.parent_sourced_id
     WHERE r.tenant_id = $1 AND r.sourced_id = $2`,
    tenantId,
    sourcedId,
  );
}

export function findCourse(ctx: Context, tenantId: number, sourcedId: string) {
  return findOne<CourseRecord>(
    ctx,
    `SELECT ${base}, r.title, r.course_code AS "courseCode", coalesce(r.grades, '{}') AS grades,
       coalesce(r.subjects, '{}') AS subjects, coalesce(r.subject_codes, '{}') AS "subjectCodes",
       r.org_sourced_id AS "orgSourcedId", org.name AS "orgName",
       r.school_year_sourced_id AS "schoolYearSourcedId", year.title AS "schoolYearTitle"
     FROM roster_course r
     LEFT JOIN roster_org org ON org.tenant_id = $1 AND org.sourced_id = r.org_sourced_id
     LEFT JOIN roster_academic_session year
       ON year.tenant_id = $1 AND year.sourced_id = r.school_year_sourced_id
     WHERE r.tenant_id = $1 AND r.sourced_id = $2`,
    tenantId,
    sourcedId,
  );
}

export function findClass(ctx: Context, tenantId: number, sourcedId: string) {
  return findOne<ClassRecord>(
    ctx,
    `SELECT ${base}, r.title, r.class_code AS "classCode", r.class_type AS "classType", r.location,
       coalesce(r.grades, '{}') AS grades, coalesce(r.periods, '{}') AS periods,
       coalesce(r.subjects, '{}') AS subjects, coalesce(r.subject_codes, '{}') AS "subjectCodes",
       r.course_sourced_id AS "courseSourcedId", course.title AS "courseTitle",
       r.school_sourced_id AS "schoolSourcedId", school.name AS "schoolName",
       coalesce((SELECT json_agg(json_build_object('sourcedId', id, 'title', term.title) ORDER BY position)
         FROM unnest(r.term_sourced_ids) WITH ORDINALITY AS listed(id, position)
         LEFT JOIN roster_academic_session term
           ON term.tenant_id = $1 AND term.sourced_id = listed.id), '[]') AS terms
     FROM roster_class r
     LEFT JOIN roster_course course
       ON course.tenant_id = $1 AND course.sourced_id = r.course_sourced_id
     LEFT JOIN roster_org school
       ON school.tenant_id = $1 AND school.sourced_id = r.school_sourced_id
     WHERE r.tenant_id = $1 AND r.sourced_id = $2`,
    tenantId,
    sourcedId,
  );
}

export function findPerson(ctx: Context, tenantId: number, sourcedId: string) {
  return findOne<PersonRecord>(
    ctx,
    `SELECT ${base}, r.role, r.enabled_user AS "isEnabled", r.given_name AS "givenName",
       r.middle_name AS "middleName", r.family_name AS "familyName", r.identifier,
       coalesce(r.grades, '{}') AS grades, r.language_code AS "languageCode",
       r.language_text AS "languageText", r.ell AS "isEnglishLearner",
       r.email IS NOT NULL AS "hasEmail", r.sms IS NOT NULL AS "hasSms",
       r.phone IS NOT NULL AS "hasPhone", ${isUsable('r', 'email')} AS "isEmailUsable",
       ${isUsable('r', 'sms')} AS "isSmsUsable", ${isUsable('r', 'phone')} AS "isPhoneUsable", r.username <> '' AS "hasUsername",
       coalesce((SELECT json_agg(json_build_object('sourcedId', id, 'name', org.name) ORDER BY position)
         FROM unnest(r.org_sourced_ids) WITH ORDINALITY AS listed(id, position)
         LEFT JOIN roster_org org ON org.tenant_id = $1 AND org.sourced_id = listed.id), '[]') AS orgs
     FROM roster_user r WHERE r.tenant_id = $1 AND r.sourced_id = $2`,
    tenantId,
    sourcedId,
  );
}

export function findEnrollment(ctx: Context, tenantId: number, sourcedId: string) {
  return findOne<EnrollmentRecord>(
    ctx,
    `SELECT ${base}, r.role, r.is_primary AS "isPrimary", r.begin_date AS "beginDate",
       r.end_date AS "endDate", r.user_sourced_id AS "userSourcedId",
       u.given_name AS "givenName", u.family_name AS "familyName",
       r.class_sourced_id AS "classSourcedId", c.title AS "classTitle",
       r.school_sourced_id AS "schoolSourcedId", school.name AS "schoolName"
     FROM roster_enrollment r
     LEFT JOIN roster_user u ON u.tenant_id = $1 AND u.sourced_id = r.user_sourced_id
     LEFT JOIN roster_class c ON c.tenant_id = $1 AND c.sourced_id = r.class_sourced_id
     LEFT JOIN roster_org school
       ON school.tenant_id = $1 AND school.sourced_id = r.school_sourced_id
     WHERE r.tenant_id = $1 AND r.sourced_id = $2`,
    tenantId,
    sourcedId,
  );
}

/** Sex, birth date, race and ethnicity; only for those whose work needs them: the caller asks first. */
export interface Demographics {
  birthDate: string | null;
  sex: string | null;
  races: string[];
  isHispanicOrLatino: boolean | null;
}

export async function findDemographics(
  ctx: Context,
  tenantId: number,
  sourcedId: string,
): Promise<Demographics | null> {
  return findOne<Demographics>(
    ctx,
    `SELECT birth_date AS "birthDate", sex, hispanic_or_latino_ethnicity AS "isHispanicOrLatino",
       array_remove(ARRAY[
         CASE WHEN american_indian_or_alaska_native THEN 'American Indian or Alaska Native' END,
         CASE WHEN asian THEN 'Asian' END,
         CASE WHEN black_or_african_american THEN 'Black or African American' END,
         CASE WHEN native_hawaiian_or_other_pacific_islander
           THEN 'Native Hawaiian or Other Pacific Islander' END,
         CASE WHEN white THEN 'White' END,
         CASE WHEN demographic_race_two_or_more_races THEN 'Two or more races' END], NULL) AS races
     FROM roster_demographics
     WHERE tenant_id = $1 AND sourced_id = $2 AND removed_at IS NULL`,
    tenantId,
    sourcedId,
  );
}

/** File, line and times of the run that last wrote the record. */
async function getRecordSource(
  ctx: Context,
  tenantId: number,
  entity: RosterEntity,
  record: Pick<RecordBase, 'runId' | 'lineNumber'>,
): Promise<RecordSource> {
  const { fileName } = fileSpecForEntity(entity);
  const { rows } = await ctx.db.pool.query<
    Pick<RecordSource, 'runNumber' | 'receivedAt' | 'appliedAt'>
  >(
    `SELECT run.number AS "runNumber", d.received_at AS "receivedAt", run.applied_at AS "appliedAt"
     FROM sync_run run
     LEFT JOIN sync_run_file f ON f.tenant_id = $1 AND f.run_id = run.id AND f.file_name = $3
     LEFT JOIN delivery d ON d.tenant_id = $1 AND d.id = f.delivery_id
     WHERE run.tenant_id = $1 AND run.id = $2`,
    [tenantId, record.runId, fileName],
  );
  return {
    fileName,
    line: record.lineNumber,
    runNumber: rows[0]?.runNumber ?? null,
    receivedAt: rows[0]?.receivedAt ?? null,
    appliedAt: rows[0]?.appliedAt ?? null,
  };
}

export interface RecordChange {
  runNumber: number;
  action: ChangeAction;
  changedFields: string[];
  appliedAt: Date | null;
  isUndone: boolean;
}

/** What applied runs did to the record, newest first. */
async function listRecordChanges(
  ctx: Context,
  tenantId: number,
  entity: RosterEntity,
  sourcedId: string,
): Promise<RecordChange[]> {
  const large = await listLargePlans(ctx.db.pool, tenantId);
  const { rows } = await ctx.db.pool.query<RecordChange>(
    `SELECT run.number AS "runNumber", c.action, coalesce(c.changed_fields, '{}') AS "changedFields",
       run.applied_at AS "appliedAt", run.undone_at IS NOT NULL AS "isUndone"
     FROM change c JOIN sync_run run ON run.tenant_id = $1 AND run.id = c.run_id
     WHERE c.tenant_id = $1 AND c.entity = $2 AND c.sourced_id = $3 AND run.state = 'APPLIED'
       AND (NOT c.is_large OR c.run_id = ANY($4))
       -- What happened to somebody who had the id before is no part of it.
       AND c.run_id >= coalesce((SELECT max(f.run_id) FROM former_person f WHERE f.tenant_id = $1 AND f.sourced_id = $3), 0)
     ORDER BY c.run_id DESC LIMIT 50`,
    [tenantId, entity, sourcedId, large],
  );
  return rows;
}

/** Where a record came from, what happened to it, and what the district added to it. */
export interface RecordOrigin {
  source: RecordSource;
  changes: RecordChange[];
  metadata: MetadataValue[];
  now: Date;
}

export async function getRecordOrigin(
  ctx: Pick<AppContext, 'db' | 'clock'>,
  tenantId: number,
  entity: RosterEntity,
  record: RecordBase,
): Promise<RecordOrigin> {
  const [source, changes] = await Promise.all([
    getRecordSource(ctx, tenantId, entity, record),
    listRecordChanges(ctx, tenantId, entity, record.sourcedId),
  ]);
  return { source, changes, metadata: shownMetadata(record.metadata), now: ctx.clock.now() };
}

async function findOne<Row extends object>(
  ctx: Context,
  text: string,
  tenantId: number,
  sourcedId: string,
): Promise<Row | null> {
  const { rows } = await ctx.db.pool.query<Row>(text, [tenantId, sourcedId]);
  return rows[0] ?? null;
}
