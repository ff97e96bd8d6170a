// The queue: what waits for a person, how long it has, and who has it.
import { whyHeldText } from '@/lib/core/circuit-break/limits-reached';
import type { Assignee } from '@/lib/core/review/assignee';
import type { ClockStop } from '@/lib/core/review/business-time';
import { compareInQueue } from '@/lib/core/review/queue-order';
import {
  dueState,
  reviewClock,
  type DueState,
  type ReviewClock,
} from '@/lib/core/review/review-clock';
import { secondPersonReasons, type ApprovalEffect } from '@/lib/core/review/second-person';
import type { AppContext } from '../../app-context';
import {
  ASSIGNEE_COLUMNS,
  ASSIGNEE_ID,
  ASSIGNEE_JOINS,
} from '../../sync-runs/queries/review-assignee';
import { listReasons } from './reasons';

type Context = Pick<AppContext, 'db' | 'clock'>;

export type ReviewKind = 'ONBOARDING' | 'LIMITS';
export type ReviewState = 'OPEN' | 'APPROVED' | 'REJECTED' | 'SUPERSEDED' | 'EXPIRED';

export interface ReviewSize {
  added: number;
  changed: number;
  removed: number;
}

export const askedStates = ['not-asked', 'waiting', 'expected', 'stop', 'no-answer'] as const;
/** Whether the district was asked, and what it said. */
export type AskedState = (typeof askedStates)[number];

export interface ReviewRow extends ReviewSize, Assignee {
  breakId: number;
  kind: ReviewKind;
  state: ReviewState;
  tenantId: number;
  tenantSlug: string;
  tenantName: string;
  timeZone: string;
  openedAt: Date;
  decidedAt: Date | null;
  decidedByName: string | null;
  version: number;
  fingerprint: string;
  runId: number;
  runNumber: number;
  tags: string[];
  /** The limit that stands for the others in words, and how many more were reached. */
  reason: string;
  peopleRemoved: number;
  needsSecondPerson: boolean;
  /** Approved by one: waits for somebody else. */
  approvedByName: string | null;
  assigneeId: number | null;
  snoozedUntil: Date | null;
  firstLookAt: Date | null;
  asked: AskedState;
  clock: ReviewClock;
  due: DueState;
}

export interface QueueFilter {
  isOpen: boolean;
  tenantId?: number | null;
  /** Of these districts only; null or left out: of every one. */
  tenantIds?: readonly number[] | null;
  /** Assigned to them, or of a district whose implementer they are; 0: nobody's. */
  assigneeId?: number | null;
  kind?: ReviewKind | null;
  asked?: AskedState | null;
  due?: DueState | null;
  /** Also those put aside until later. */
  withSnoozed?: boolean;
  offset?: number;
  limit?: number;
}

export interface ReviewPage {
  rows: ReviewRow[];
  /** Of all pages. */
  total: number;
}

type Timed = Omit<ReviewRow, 'reason'>;

type QueueRow = Omit<Timed, 'needsSecondPerson' | 'clock' | 'due'> & { facts: QueueFacts };

/** What only the rules of lib/core/review can read. */
interface QueueFacts {
  firstDayOfSchoolDate: string | null;
  stops: StoredStop[];
  effect: ApprovalEffect;
}

export interface StoredStop {
  stoppedAt: string;
  resumedAt: string | null;
}

/**
 * Open ones by when they are due (lib/core/review/queue-order), decided ones newest first. Open ones
 * are few: one per connection at most, so they are ordered here, by what only the district's clock knows.
 */
export async function listReviews(ctx: Context, filter: QueueFilter): Promise<ReviewPage> {
  const { isOpen, offset = 0, limit = 100 } = filter;
  const now = ctx.clock.now();
  const matching = `(b.state = 'OPEN') = $1 AND ($2::int IS NULL OR b.tenant_id = $2)
       AND ($3::int[] IS NULL OR b.tenant_id = ANY($3))
       AND ($4::int IS NULL OR ${ASSIGNEE_ID} = $4)
       AND ($5::text IS NULL OR b.kind::text = $5) AND ($6::text IS NULL OR asked.state = $6)
       AND ($7 OR b.snoozed_until IS NULL OR b.snoozed_until <= $8)`;
  const values = [
    isOpen,
    filter.tenantId ?? null,
    filter.tenantIds ?? null,
    filter.assigneeId ?? null,
    filter.kind ?? null,
    filter.asked ?? null,
    filter.withSnoozed ?? !isOpen,
    now,
  ];
  const { rows } = await ctx.db.pool.query<QueueRow>(
    `${selection} WHERE ${matching}
     ORDER BY ${isOpen ? 'b.opened_at, b.id' : 'b.decided_at DESC NULLS LAST, b.id DESC'} LIMIT $9 OFFSET $10`,
    [...values, ...(isOpen ? [null, 0] : [limit, offset])],
  );
  const timed = rows.map((row) => withClock(row, now));
  const chosen = timed.filter(({ due }) => !filter.due || due === filter.due);
  if (isOpen) {
    chosen.sort((a, b) => compareInQueue(inQueue(a), inQueue(b)));
  }
  const shown: ReviewRow[] = [];
  for (const row of isOpen ? chosen.slice(offset, offset + limit) : chosen) {
    const reasons = await listReasons(ctx, row.tenantId, row.runId);
    shown.push({
      ...row,
      reason: whyHeldText(reasons) ?? heldText(row.tags),
    });
  }
  return { rows: shown, total: isOpen ? chosen.length : await countAll(ctx, matching, values) };
}

/** Without what only the rows of a page need. */
async function countAll(
  ctx: Context,
  matching: string,
  values: readonly unknown[],
): Promise<number> {
  const { rows } = await ctx.db.pool.query<{ total: number }>(
    `SELECT count(*) AS total FROM circuit_break b JOIN tenant t ON t.id = b.tenant_id ${ASSIGNEE_JOINS} ${askedOnce} WHERE ${matching}`,
    [...values],
  );
  return rows[0]?.total ?? 0;
}

const askedOnce = `
  CROSS JOIN LATERAL (
    SELECT coalesce((
      SELECT CASE q.answer WHEN 'EXPECTED' THEN 'expected' WHEN 'STOP' THEN 'stop'
        ELSE CASE WHEN q.closed_at IS NULL AND b.state = 'OPEN' THEN 'waiting' ELSE 'no-answer' END END
      FROM circuit_break_question q WHERE q.tenant_id = b.tenant_id AND q.break_id = b.id
      ORDER BY q.id DESC LIMIT 1), 'not-asked') AS state) asked`;

const selection = `
  SELECT b.id AS "breakId", b.kind::text AS kind, b.state::text AS state,
    b.tenant_id AS "tenantId", t.slug AS "tenantSlug", t.name AS "tenantName",
    t.time_zone AS "timeZone",
    b.opened_at AS "openedAt", b.decided_at AS "decidedAt",
    u.name AS "decidedByName", v.version, v.fingerprint, v.run_id AS "runId", run.number AS "runNumber", v.tags,
    size.added, size.changed, size.removed, size.people AS "peopleRemoved",
    b.assignee_id AS "assigneeId", ${ASSIGNEE_COLUMNS}, b.snoozed_until AS "snoozedUntil",
    b.first_look_at AS "firstLookAt", asked.state AS asked, first_yes.name AS "approvedByName",
    jsonb_build_object('firstDayOfSchoolDate', t.first_day_of_school_date, 'stops', stops.list, 'effect', jsonb_build_object(
      'schoolsRemoved', size.schools, 'peopleRemoved', size.people,
      'students', jsonb_build_object('removed', size.students, 'baseline', coalesce(base.students, 0)),
      'contacts', jsonb_build_object('removed', size.contacts, 'baseline', coalesce(base.contacts, 0)),
      'isNeverRelaxedReached', EXISTS (SELECT 1 FROM rule_evaluation e WHERE e.tenant_id = b.tenant_id
        AND e.run_id = v.run_id AND e.tripped AND e.never_relaxed))) AS facts
  FROM circuit_break b
  JOIN tenant t ON t.id = b.tenant_id
  LEFT JOIN user_account u ON u.id = b.decided_by_id
  ${ASSIGNEE_JOINS}
  JOIN LATERAL (
    SELECT version, run_id, fingerprint, tags FROM circuit_break_version v
    WHERE v.tenant_id = b.tenant_id AND v.break_id = b.id
    ORDER BY version DESC LIMIT 1) v ON true
  JOIN sync_run run ON run.tenant_id = b.tenant_id AND run.id = v.run_id
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(count) FILTER (WHERE action IN ('ADD', 'REACTIVATE')), 0)::int AS added,
      coalesce(sum(count) FILTER (WHERE action = 'UPDATE'), 0)::int AS changed,
      coalesce(sum(count) FILTER (WHERE action = 'REMOVE'), 0)::int AS removed,
      coalesce(sum(count) FILTER (WHERE action = 'REMOVE' AND entity = 'orgs' AND school_sourced_id <> ''), 0)::int AS schools,
      coalesce(sum(count) FILTER (WHERE action = 'REMOVE' AND entity = 'students'), 0)::int AS students,
      coalesce(sum(count) FILTER (WHERE action = 'REMOVE' AND entity = 'contacts'), 0)::int AS contacts,
      coalesce(sum(count) FILTER (WHERE action = 'REMOVE' AND entity IN ('students', 'contacts', 'staff')), 0)::int AS people
    FROM change_count c WHERE c.tenant_id = b.tenant_id AND c.run_id = v.run_id) size
  CROSS JOIN LATERAL (
    SELECT sum(count) FILTER (WHERE entity = 'students')::int AS students, sum(count) FILTER (WHERE entity = 'contacts')::int AS contacts
    FROM roster_count r WHERE r.tenant_id = b.tenant_id AND r.facet = '' AND r.entity IN ('students', 'contacts')) base
  ${askedOnce}
  LEFT JOIN LATERAL (
    SELECT p.name FROM circuit_break_approval a JOIN user_account p ON p.id = a.user_id
    WHERE a.tenant_id = b.tenant_id AND a.break_id = b.id AND a.fingerprint = v.fingerprint AND b.state = 'OPEN'
    ORDER BY a.id LIMIT 1) first_yes ON true
  CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('stoppedAt', s.stopped_at, 'resumedAt', s.resumed_at)), '[]') AS list
    FROM circuit_break_stop s WHERE s.tenant_id = b.tenant_id AND s.break_id = b.id) stops`;

export function stopsOf(list: readonly StoredStop[]): ClockStop[] {
  return list.map(({ stoppedAt, resumedAt }) => ({
    stoppedAt: new Date(stoppedAt),
    resumedAt: resumedAt === null ? null : new Date(resumedAt),
  }));
}

function withClock({ facts, ...row }: QueueRow, now: Date): Timed {
  const { openedAt, timeZone } = row;
  const { firstDayOfSchoolDate } = facts;
  const stops = stopsOf(facts.stops);
  const clock = reviewClock({ openedAt, timeZone, firstDayOfSchoolDate, stops }, now);
  return {
    ...row,
    needsSecondPerson: secondPersonReasons(facts.effect).length > 0,
    clock,
    due: dueState(clock, now),
  };
}

function inQueue(row: Timed) {
  return { ...row, dueAt: row.clock.decisionDueAt };
}

/** Held without a limit being reached: its tags say why. */
export function heldText(tags: readonly string[]): string {
  if (tags.includes('same-as-rejected'))
    return 'These are the same changes that were turned down before.';
  if (tags.includes('rest-of-approval'))
    return 'It holds changes that an earlier approval left out.';
  if (tags.includes('after-undo')) return 'The update before it was undone, so a person looks.';
  if (tags.includes('empty-file')) return 'A file without rows was read as meant.';
  return 'Held for a person to look at.';
}
