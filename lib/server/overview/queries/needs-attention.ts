// What needs somebody now, over all districts a person may know of: one list, the most urgent first. Each kind asks what
// the page that decides it lists, for many districts at once.
import {
  attentionKinds,
  attentionOwners,
  compareUrgency,
  type AttentionKind,
} from '@/lib/core/attention/attention-kinds';
import { dueState, reviewClock, type DueState } from '@/lib/core/review/review-clock';
import type { Owner } from '@/lib/core/sync-run/status-labels';
import type { fixTitles } from '@/lib/core/sync-run/banner/needs-fix-text';
import type { AppContext } from '../../app-context';
import type { TenantScope } from '../../auth/tenant-access';
import { connectionOfFeedSql } from '../../db/connection-of-feed';
import { meantEmptySql } from '../../policy/empty-file-allowances';
import { ASSIGNEE_COLUMNS, ASSIGNEE_JOINS } from '../../sync-runs/queries/review-assignee';
import { stopsOf, type StoredStop } from '../../reviews/queries/queue';
import { outdatedSql } from '../../sync-runs/queries/outdated-run';
import { refreshForList } from '../refresh-statuses';
import { listDistrictsOfPerson } from './districts-of-person';
import { listReviewNotes } from './review-notes';
import { ofScope, scopedParams, unmappedKeysSql, WAITING_SQL } from './waiting-sql';

export interface AttentionItem {
  kind: AttentionKind;
  /** Null: staff's own, an invitation of a colleague for example. */
  tenant: { id: number; slug: string; name: string; timeZone: string } | null;
  /** Lists, names, words, mails: how many of them wait in this district. */
  count: number;
  since: Date | null;
  /** Of reviews and invitations. */
  dueAt: Date | null;
  /** Of reviews. */
  due: DueState | null;
  owner: Owner;
  /** Who has it: of a review its assignee, otherwise who looks after the district. */
  assigneeName: string | null;
  /** Of reviews: nobody assigned it, so the implementer has it. */
  isAssignedByDefault: boolean;
  /** Of reviews: the district was asked and has not answered yet. */
  isAsked: boolean;
  breakId: number | null;
  /** Of reviews: how large they are and what they look like. */
  note: string | null;
  /** The review is the first one of a new district. */
  isOnboarding: boolean;
  /** Of the run that failed or cannot be used, where it is one of roster files. */
  runNumber: number | null;
  /** Why the district has to send again, of that run. */
  fixState: keyof typeof fixTitles | null;
  /** Nothing else stopped that run but files without rows that are meant as they are. */
  isAllMeantEmpty: boolean;
  mailId: number | null;
  /** Of the pull that failed. */
  pullNumber: number | null;
}

type Waits = Omit<AttentionItem, 'note'>;

export interface NeedsAttention {
  items: AttentionItem[];
  /** Of each kind, however many are listed. */
  counts: Record<AttentionKind, number>;
  total: number;
}

export interface AttentionQuery {
  scope: TenantScope;
  /** Only what is this person's: assigned to them, or of a district they look after. */
  mine?: number | null;
  kind?: AttentionKind | null;
  limit: number;
}

/** Before it ends an invitation is worth a reminder for so long, and after it has ended a new one. */
const INVITATION_DAYS = { before: 2, after: 30 };
const MOST_REVIEWS = 1_000;

export async function listNeedsAttention(
  ctx: AppContext,
  query: AttentionQuery,
): Promise<NeedsAttention> {
  await refreshForList(ctx);
  const scope = query.mine
    ? await listDistrictsOfPerson(ctx, query.mine, query.scope)
    : query.scope;
  const [reviews, others] = await Promise.all([
    listReviewItems(ctx, query, scope),
    listOtherItems(ctx, query, scope),
  ]);
  const counts = { ...NONE, ...others.counts };
  for (const { kind } of reviews) counts[kind] += 1;
  const items = [...reviews, ...others.items]
    .filter(({ kind }) => !query.kind || kind === query.kind)
    .sort((a, b) => compareUrgency(a, b) || nameOf(a).localeCompare(nameOf(b), 'en'));
  const shown = items.slice(0, query.limit);
  const notes = await listReviewNotes(
    ctx,
    shown.flatMap(({ breakId }) => breakId ?? []),
  );
  return {
    items: shown.map((item) => ({
      ...item,
      note: item.breakId === null ? null : (notes.get(item.breakId) ?? null),
    })),
    counts,
    total: attentionKinds.reduce((sum, kind) => sum + counts[kind], 0),
  };
}

const NONE: Record<AttentionKind, number> = {
  REVIEW: 0,
  DISTRICT_ANSWERED: 0,
  FAILED_RUN: 0,
  FAILED_PULL: 0,
  HELD_NOTICES: 0,
  HELD_FILE: 0,
  NEAR_NAME: 0,
  UNMAPPED_WORDS: 0,
  LATE: 0,
  LATE_ATTENDANCE: 0,
  NEEDS_FIX: 0,
  SITE_LOOKS_WRONG: 0,
  SITE_TO_CREATE: 0,
  FAILED_MAIL: 0,
  INVITATION: 0,
};

function nameOf({ tenant }: Waits): string {
  return tenant?.name ?? '';
}

interface ReviewItemRow {
  breakId: number;
  tenant: NonNullable<AttentionItem['tenant']>;
  openedAt: Date;
  firstDayOfSchoolDate: string | null;
  stops: StoredStop[];
  isAnswered: boolean;
  isAsked: boolean;
  isOnboarding: boolean;
  assigneeName: string | null;
  isAssignedByDefault: boolean;
}

const TENANT_JSON = `json_build_object('id', t.id, 'slug', t.slug, 'name', t.name, 'timeZone', t.time_zone)`;

/** All of them: which is due first is told by each district's clock. */
async function listReviewItems(
  ctx: AppContext,
  { scope: known, mine = null }: AttentionQuery,
  scope: TenantScope,
): Promise<Waits[]> {
  const now = ctx.clock.now();
  // Whoever was asked to look after a review has it, also in a district that is somebody else's.
  const whose = mine
    ? `(b.assignee_id = $3 OR b.assignee_id IS NULL AND b.tenant_id = ANY($4::int[]))`
    : 'true';
  const { rows } = await ctx.db.pool.query<ReviewItemRow>(
    `SELECT b.id AS "breakId", ${TENANT_JSON} AS tenant, b.opened_at AS "openedAt", b.kind = 'ONBOARDING' AS "isOnboarding",
       t.first_day_of_school_date AS "firstDayOfSchoolDate", ${ASSIGNEE_COLUMNS},
       coalesce(asked.answer IS NOT NULL, false) AS "isAnswered",
       coalesce(asked.answer IS NULL AND asked.closed_at IS NULL AND asked.id IS NOT NULL, false) AS "isAsked",
       coalesce((SELECT jsonb_agg(jsonb_build_object('stoppedAt', s.stopped_at, 'resumedAt', s.resumed_at))
         FROM circuit_break_stop s WHERE s.tenant_id = b.tenant_id AND s.break_id = b.id), '[]') AS stops
     FROM circuit_break b JOIN tenant t ON t.id = b.tenant_id
     ${ASSIGNEE_JOINS}
     LEFT JOIN LATERAL (SELECT q.id, q.answer, q.closed_at FROM circuit_break_question q
       WHERE q.tenant_id = b.tenant_id AND q.break_id = b.id ORDER BY q.id DESC LIMIT 1) asked ON true
     WHERE ${WAITING_SQL.review('$1')} AND ($2::int[] IS NULL OR b.tenant_id = ANY($2)) AND ${whose}
     ORDER BY b.opened_at, b.id LIMIT ${MOST_REVIEWS}`,
    mine ? [now, known, mine, scope] : [now, known],
  );
  return rows.map(({ tenant, openedAt, firstDayOfSchoolDate, stops, ...row }) => {
    const { timeZone } = tenant;
    const clock = reviewClock(
      { openedAt, timeZone, firstDayOfSchoolDate, stops: stopsOf(stops) },
      now,
    );
    const kind = row.isAnswered ? 'DISTRICT_ANSWERED' : 'REVIEW';
    return {
      ...row,
      kind,
      tenant,
      count: 1,
      since: openedAt,
      dueAt: clock.decisionDueAt,
      due: dueState(clock, now),
      owner: attentionOwners[kind],
      runNumber: null,
      fixState: null,
      isAllMeantEmpty: false,
      mailId: null,
      pullNumber: null,
    };
  });
}

type OtherKind = Exclude<AttentionKind, 'REVIEW' | 'DISTRICT_ANSWERED'>;

const OTHER_KINDS = attentionKinds.filter(
  (kind): kind is OtherKind => kind !== 'REVIEW' && kind !== 'DISTRICT_ANSWERED',
);

interface OtherRow {
  kind: OtherKind;
  tenant: AttentionItem['tenant'];
  count: number;
  since: Date | null;
  dueAt: Date | null;
  runNumber: number | null;
  fixState: AttentionItem['fixState'];
  isAllMeantEmpty: boolean;
  mailId: number | null;
  pullNumber: number | null;
  assigneeName: string | null;
  kindTotal: number;
}

/** Of the connection that brings the roster now, as the status of a district has it. */
const LATEST_RUN = `
  LEFT JOIN LATERAL ${connectionOfFeedSql('ROSTER', 's.tenant_id')} c ON true
  LEFT JOIN LATERAL (SELECT r.tenant_id, r.connection_id, r.id, r.number, r.state, r.finished_at, r.retry_at, r.baseline_run_id, r.fingerprint
    FROM sync_run r
    WHERE r.tenant_id = s.tenant_id AND r.connection_id = c.id AND r.state <> 'SUPERSEDED' ORDER BY r.created_at DESC, r.id DESC LIMIT 1) latest ON true`;

const IS_FIX = `latest.state IN ('INCOMPLETE', 'INVALID', 'REJECTED', 'EXPIRED')`;

interface Waiting {
  /** SQL expressions over `from`; what is left out is null. */
  tenant: string;
  since: string;
  /** Where it is neither one nor the rows of a group. */
  count?: string;
  dueAt?: string;
  runNumber?: string;
  fixState?: string;
  isAllMeantEmpty?: string;
  mailId?: string;
  pullNumber?: string;
  from: string;
  where: string;
  /** Several of them in one district are one line with their number. */
  isGrouped?: boolean;
}

const WAITING: Record<OtherKind, (scope: TenantScope) => Waiting> = {
  FAILED_RUN: () => ({
    tenant: 's.tenant_id',
    since: 'latest.finished_at',
    runNumber: 'latest.number',
    from: `tenant_status s ${LATEST_RUN}`,
    // What cannot be tried again waits for the next files and not for a person.
    where: `s.status = 'DELAYED' AND latest.retry_at IS NULL AND ${outdatedSql('latest')} IS NULL`,
  }),
  FAILED_PULL: () => ({
    tenant: 'p.tenant_id',
    since: 'p.finished_at',
    pullNumber: 'p.number',
    from: 'pull p',
    where: WAITING_SQL.failedPull,
  }),
  HELD_NOTICES: () => ({
    tenant: 'l.tenant_id',
    since: 'min(l.held_at)',
    from: 'attendance_notice_list l JOIN tenant t ON t.id = l.tenant_id',
    where: WAITING_SQL.heldNotices('$1::timestamptz'),
    isGrouped: true,
  }),
  HELD_FILE: () => ({
    tenant: 'r.tenant_id',
    since: 'min(r.received_at)',
    from: 'attendance_run r',
    where: WAITING_SQL.heldFile,
    isGrouped: true,
  }),
  NEAR_NAME: () => ({
    tenant: 'n.tenant_id',
    since: 'min(n.first_seen_at)',
    from: 'attendance_file_name n',
    where: WAITING_SQL.nearName,
    isGrouped: true,
  }),
  UNMAPPED_WORDS: (scope) => ({
    tenant: 'keys.tenant_id',
    since: `min((SELECT min(k.received_at) FROM attendance_kept_row k WHERE k.tenant_id = keys.tenant_id
      AND k.because = 'UNMAPPED_CATEGORY' AND k.category_key = keys.category_key))`,
    from: `${unmappedKeysSql(scope)} keys`,
    where: 'true',
    isGrouped: true,
  }),
  LATE: () => ({
    tenant: 's.tenant_id',
    since: 's.last_received_at',
    from: 'tenant_status s',
    where: WAITING_SQL.late,
  }),
  LATE_ATTENDANCE: () => ({
    tenant: 's.tenant_id',
    count: 's.late_feeds',
    since: 's.late_feeds_since',
    from: 'tenant_status s',
    where: WAITING_SQL.lateAttendance,
  }),
  NEEDS_FIX: () => ({
    tenant: 's.tenant_id',
    since: 's.waits_since',
    runNumber: `CASE WHEN ${IS_FIX} THEN latest.number END`,
    fixState: `CASE WHEN ${IS_FIX} THEN latest.state END`,
    isAllMeantEmpty: 'meant."isAllMeantEmpty"',
    from: `tenant_status s ${LATEST_RUN}
      LEFT JOIN LATERAL (${meantEmptySql('latest', '$1::timestamptz')}) meant ON latest.state = 'INVALID'`,
    where: `s.status = 'NEEDS_YOUR_FIX'`,
  }),
  SITE_LOOKS_WRONG: () => ({
    tenant: 'said.tenant_id',
    since: 'min(said.answered_at)',
    from: 'site_check said',
    where: WAITING_SQL.siteLooksWrong,
    isGrouped: true,
  }),
  SITE_TO_CREATE: () => ({
    tenant: 'live.tenant_id',
    since: `coalesce(site.requested_at, (SELECT max(r.applied_at) FROM sync_run r
      WHERE r.tenant_id = live.tenant_id AND r.connection_id = live.id AND r.baseline_run_id IS NULL AND r.undone_at IS NULL))`,
    from: `connection live
      JOIN connection_feed brings ON brings.tenant_id = live.tenant_id AND brings.connection_id = live.id AND brings.feed = 'ROSTER'
      LEFT JOIN site ON site.tenant_id = live.tenant_id`,
    where: WAITING_SQL.siteToCreate,
  }),
  FAILED_MAIL: () => ({
    tenant: 'm.tenant_id',
    since: 'min(m.failed_at)',
    mailId: 'max(m.id)',
    from: 'outbox_mail m',
    where: WAITING_SQL.failedMail('$1::timestamptz'),
    isGrouped: true,
  }),
  INVITATION: () => ({
    tenant: 'i.tenant_id',
    since: 'min(i.created_at)',
    dueAt: 'min(i.expires_at)',
    from: 'invitation i',
    where: `i.verified_at IS NULL AND i.revoked_at IS NULL
      AND i.expires_at BETWEEN $1::timestamptz - interval '${INVITATION_DAYS.after} days' AND $1::timestamptz + interval '${INVITATION_DAYS.before} days'
      AND NOT EXISTS (SELECT FROM invitation newer WHERE newer.tenant_id IS NOT DISTINCT FROM i.tenant_id
        AND newer.email = i.email AND newer.id > i.id AND newer.revoked_at IS NULL)`,
    isGrouped: true,
  }),
};

function waitingSql(kind: OtherKind, scope: TenantScope): string {
  const { tenant, since, from, where, isGrouped = false, ...rest } = WAITING[kind](scope);
  const { dueAt = 'NULL', runNumber = 'NULL', fixState = 'NULL', mailId = 'NULL' } = rest;
  const { pullNumber = 'NULL' } = rest;
  const { isAllMeantEmpty = 'false', count = isGrouped ? 'count(*)' : '1' } = rest;
  return `SELECT '${kind}', ${tenant}, ${count}, ${since}, (${dueAt})::timestamptz, (${runNumber})::int, (${mailId})::int,
    (${fixState})::text, coalesce(${isAllMeantEmpty}, false), (${pullNumber})::int
    FROM ${from} WHERE ${where} AND ${ofScope(tenant, scope)}${isGrouped ? ` GROUP BY ${tenant}` : ''}`;
}

async function listOtherItems(
  ctx: AppContext,
  { kind, limit }: AttentionQuery,
  scope: TenantScope,
): Promise<{ items: Waits[]; counts: Partial<Record<AttentionKind, number>> }> {
  const params = scopedParams(ctx.clock.now(), scope);
  // All that is counted is read once; of what is listed, no more than can be shown.
  const { rows } = await ctx.db.pool.query<OtherRow>(
    `WITH waiting(kind, tenant_id, count, since, due_at, run_number, mail_id, fix_state, is_all_meant_empty, pull_number) AS (
       ${OTHER_KINDS.map((each) => waitingSql(each, scope)).join(' UNION ALL ')}),
     ranked AS (SELECT *, count(*) OVER (PARTITION BY kind) AS kind_total,
       row_number() OVER (PARTITION BY kind ORDER BY due_at, since, tenant_id) AS place FROM waiting)
     SELECT w.kind, CASE WHEN t.id IS NOT NULL THEN ${TENANT_JSON} END AS tenant, w.count::int AS count, w.since, w.due_at AS "dueAt",
       w.run_number AS "runNumber", w.mail_id AS "mailId", w.pull_number AS "pullNumber", w.fix_state AS "fixState", w.is_all_meant_empty AS "isAllMeantEmpty", implementer.name AS "assigneeName", w.kind_total::int AS "kindTotal"
     FROM ranked w LEFT JOIN tenant t ON t.id = w.tenant_id LEFT JOIN user_account implementer ON implementer.id = t.implementer_id AND implementer.disabled_at IS NULL
     WHERE w.place <= $${params.length + 1}`,
    [...params, Math.max(1, limit)],
  );
  const counts = Object.fromEntries(rows.map((row) => [row.kind, row.kindTotal]));
  return {
    items: rows
      .filter((row) => !kind || row.kind === kind)
      .map(({ kindTotal: _total, ...row }) => ({
        ...row,
        due: null,
        owner: attentionOwners[row.kind],
        breakId: null,
        isOnboarding: false,
        isAssignedByDefault: false,
        isAsked: false,
      })),
    counts,
  };
}
