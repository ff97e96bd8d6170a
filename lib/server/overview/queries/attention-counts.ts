// How much waits, for navigation: asked with every page, so it is one statement that reads indexes of what waits.
import type { AppContext } from '../../app-context';
import { can, type PersonWithRole } from '../../auth/permissions';
import { tenantScopeOf, type TenantScope } from '../../auth/tenant-access';
import { ofScope, scopedParams, unmappedKeysSql, WAITING_SQL } from './waiting-sql';

type Person = PersonWithRole & { userId: number };

interface Counts {
  /** Open reviews, without those put aside until later. */
  reviews: number;
  /** Schools whose notice list of today is held. */
  heldNotices: number;
  /** Names of attendance files that are almost right. */
  nearNames: number;
  /** Attendance files that wait for a person for another reason than their name. */
  heldFiles: number;
  /** Attendance categories that nobody has mapped yet. */
  unmappedWords: number;
  /** Attendance files that should have come today. */
  lateFeeds: number;
  failedMails: number;
  /** Questions about held updates that a district has not answered. */
  questions: number;
}

type DistrictCounts = Pick<
  Counts,
  | 'reviews'
  | 'heldNotices'
  | 'nearNames'
  | 'heldFiles'
  | 'unmappedWords'
  | 'lateFeeds'
  | 'questions'
> & {
  /** What waits in attendance, together. */
  attendance: number;
};

const countsSql = (scope: TenantScope): string => `
  SELECT
    (SELECT count(*) FROM circuit_break b
     WHERE ${WAITING_SQL.review('$1')} AND ${ofScope('b.tenant_id', scope)})::int AS reviews,
    (SELECT count(*) FROM attendance_notice_list l JOIN tenant t ON t.id = l.tenant_id
     WHERE ${WAITING_SQL.heldNotices('$1::timestamptz')} AND ${ofScope('l.tenant_id', scope)})::int AS "heldNotices",
    (SELECT count(*) FROM attendance_file_name n
     WHERE ${WAITING_SQL.nearName} AND ${ofScope('n.tenant_id', scope)})::int AS "nearNames",
    (SELECT count(*) FROM attendance_run r
     WHERE ${WAITING_SQL.heldFile} AND ${ofScope('r.tenant_id', scope)})::int AS "heldFiles",
    (SELECT count(*) FROM ${unmappedKeysSql(scope)} keys)::int AS "unmappedWords",
    (SELECT coalesce(sum(s.late_feeds), 0) FROM tenant_status s
     WHERE ${WAITING_SQL.lateAttendance} AND ${ofScope('s.tenant_id', scope)})::int AS "lateFeeds",
    (SELECT count(*) FROM outbox_mail m
     WHERE ${WAITING_SQL.failedMail('$1')} AND ${ofScope('m.tenant_id', scope)})::int AS "failedMails",
    (SELECT coalesce(sum(s.open_questions), 0) FROM tenant_status s
     WHERE s.open_questions > 0 AND ${ofScope('s.tenant_id', scope)})::int AS questions`;

async function readCounts(ctx: AppContext, scope: TenantScope): Promise<Counts> {
  const { rows } = await ctx.db.pool.query<Counts>(
    countsSql(scope),
    scopedParams(ctx.clock.now(), scope),
  );
  const [counts] = rows;
  if (!counts) throw new Error('counting answers one row');
  return counts;
}

/** Over every district the person may know of. */
export async function countsForStaff(ctx: AppContext, person: Person): Promise<Counts> {
  return readCounts(ctx, await tenantScopeOf(ctx, person));
}

/** Of one district, which the person was let into already: only what they can see there is counted. */
export async function countsForDistrict(
  ctx: AppContext,
  tenantId: number,
  person: PersonWithRole,
): Promise<DistrictCounts> {
  const counts = await readCounts(ctx, [tenantId]);
  const reviews = can(person, 'reviews.list') ? counts.reviews : 0;
  const heldNotices = can(person, 'attendance.view') ? counts.heldNotices : 0;
  const { nearNames, heldFiles, unmappedWords, lateFeeds, questions } = counts;
  return {
    reviews,
    heldNotices,
    nearNames,
    heldFiles,
    unmappedWords,
    lateFeeds,
    questions,
    attendance: heldNotices + nearNames + heldFiles + unmappedWords + lateFeeds,
  };
}
