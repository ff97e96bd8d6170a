import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { localDate } from '@/lib/core/calendar/zoned-time';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import { isDayReadAgain } from '../day-read-again';
import { heldDigest, type HeldList } from '../held-digest';
import { loadTenantFacts } from '../tenant-facts';
import { inTransaction } from '../transaction';
import type { Client } from '../types';

export type ReleaseResult =
  | { ok: true; notices: number }
  | Refused<'LIST_NOT_FOUND' | 'NOT_HELD' | 'REASON_REQUIRED' | 'DAY_OVER' | 'DAY_BEING_READ'>;

export type ReleaseAllResult =
  | { ok: true; schools: number; notices: number }
  | Refused<'NOT_HELD' | 'LISTS_CHANGED' | 'REASON_REQUIRED' | 'DAY_OVER' | 'DAY_BEING_READ'>;

export type ReleaseChosenResult =
  | { ok: true; schools: number; notices: number }
  | Refused<
      'NO_LIST_CHOSEN' | 'CHOSEN_LISTS_CHANGED' | 'REASON_REQUIRED' | 'DAY_OVER' | 'DAY_BEING_READ'
    >;

/** One held list as a person saw it: `seen` is its `heldDigest`. */
export interface ChosenList {
  schoolId: string;
  seen: string;
}

interface OfDay {
  tenantId: number;
  date: PlainDate;
  reason: string;
}

interface LockedList {
  schoolId: string;
  state: string;
  heldBecause: string[];
  isLate: boolean;
}

/** Lets a school's held notices go out. Only a person does this, only on the day itself, and they say why. */
export async function releaseNotices(
  ctx: AppContext,
  actor: Actor,
  input: OfDay & { schoolId: string },
): Promise<ReleaseResult> {
  const of = { ...input, reason: input.reason.trim() };
  if (of.reason === '') return { ok: false, code: 'REASON_REQUIRED' };
  if (!(await isDayReadAgain(ctx, of.tenantId, of.date)))
    return { ok: false, code: 'DAY_BEING_READ' };
  return inTransaction(ctx, async (client): Promise<ReleaseResult> => {
    const [list] = await lockLists(client, of, [of.schoolId]);
    if (!list) return { ok: false, code: 'LIST_NOT_FOUND' };
    if (list.state !== 'HELD') return { ok: false, code: 'NOT_HELD' };
    const now = ctx.clock.now();
    if (!(await isToday(client, of, now))) return { ok: false, code: 'DAY_OVER' };
    return { ok: true, notices: await release(client, actor, of, list, now) };
  });
}

/**
 * Lets every held list of a day go out, as the person saw them: where another one is held by now, or one has more
 * or fewer notices, nothing is released. Written down school by school, as if each had been released by itself.
 */
export async function releaseAllNotices(
  ctx: AppContext,
  actor: Actor,
  input: OfDay & { seen: string },
): Promise<ReleaseAllResult> {
  const of = { ...input, reason: input.reason.trim() };
  if (of.reason === '') return { ok: false, code: 'REASON_REQUIRED' };
  if (!(await isDayReadAgain(ctx, of.tenantId, of.date)))
    return { ok: false, code: 'DAY_BEING_READ' };
  return inTransaction(ctx, async (client): Promise<ReleaseAllResult> => {
    const lists = (await lockLists(client, of, null)).filter(({ state }) => state === 'HELD');
    if (lists.length === 0) return { ok: false, code: 'NOT_HELD' };
    const now = ctx.clock.now();
    if (!(await isToday(client, of, now))) return { ok: false, code: 'DAY_OVER' };
    if (heldDigest(of.date, await withWaiting(client, of, lists)) !== of.seen)
      return { ok: false, code: 'LISTS_CHANGED' };
    let notices = 0;
    for (const list of lists) notices += await release(client, actor, of, list, now);
    return { ok: true, schools: lists.length, notices };
  });
}

/**
 * Lets some held lists of a day go out, as the person saw them. Where one of them is no longer held, or is held for other reasons
 * or with other counts, nothing is released and those are named. Written down school by school.
 */
export async function releaseChosenNotices(
  ctx: AppContext,
  actor: Actor,
  input: OfDay & { chosen: readonly ChosenList[] },
): Promise<ReleaseChosenResult> {
  const of = { ...input, reason: input.reason.trim() };
  if (of.chosen.length === 0) return { ok: false, code: 'NO_LIST_CHOSEN' };
  if (of.reason === '') return { ok: false, code: 'REASON_REQUIRED' };
  if (!(await isDayReadAgain(ctx, of.tenantId, of.date)))
    return { ok: false, code: 'DAY_BEING_READ' };
  const seen = new Map(of.chosen.map((list) => [list.schoolId, list.seen]));
  return inTransaction(ctx, async (client): Promise<ReleaseChosenResult> => {
    const lists = await lockLists(client, of, [...seen.keys()]);
    const now = ctx.clock.now();
    if (!(await isToday(client, of, now))) return { ok: false, code: 'DAY_OVER' };
    const asSeen = new Set(
      (
        await withWaiting(
          client,
          of,
          lists.filter(({ state }) => state === 'HELD'),
        )
      )
        .filter((list) => heldDigest(of.date, [list]) === seen.get(list.schoolId))
        .map(({ schoolId }) => schoolId),
    );
    const changed = [...seen.keys()].filter((schoolId) => !asSeen.has(schoolId));
    if (changed.length > 0) {
      const schools = await namesOf(client, of.tenantId, changed);
      return { ok: false, code: 'CHOSEN_LISTS_CHANGED', schools };
    }
    let notices = 0;
    for (const list of lists) notices += await release(client, actor, of, list, now);
    return { ok: true, schools: lists.length, notices };
  });
}

async function namesOf(
  client: Client,
  tenantId: number,
  schoolIds: readonly string[],
): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT coalesce(o.name, s.id) AS name FROM unnest($2::text[]) s (id)
     LEFT JOIN roster_org o ON o.tenant_id = $1 AND o.sourced_id = s.id ORDER BY 1`,
    [tenantId, schoolIds],
  );
  return rows.map(({ name }) => name);
}

/** In the order in which a file locks them. */
async function lockLists(
  client: Client,
  { tenantId, date }: OfDay,
  schoolIds: readonly string[] | null,
): Promise<LockedList[]> {
  const { rows } = await client.query<LockedList>(
    `SELECT school_id AS "schoolId", state::text AS state, held_because AS "heldBecause",
            skipped_at IS NOT NULL AS "isLate"
     FROM attendance_notice_list WHERE tenant_id = $1 AND date = $2 AND ($3::text[] IS NULL OR school_id = ANY($3))
     ORDER BY school_id FOR UPDATE`,
    [tenantId, date, schoolIds],
  );
  return rows;
}

async function isToday(client: Client, { tenantId, date }: OfDay, now: Date): Promise<boolean> {
  const { timeZone } = await loadTenantFacts(client, tenantId);
  return localDate(now, timeZone) === date;
}

async function withWaiting(
  client: Client,
  { tenantId, date }: OfDay,
  lists: readonly LockedList[],
): Promise<HeldList[]> {
  const { rows } = await client.query<{ schoolId: string; waiting: number }>(
    `SELECT school_id AS "schoolId", count(*) AS waiting FROM attendance_notice
     WHERE tenant_id = $1 AND date = $2 AND state = 'WAITING' GROUP BY 1`,
    [tenantId, date],
  );
  const waiting = new Map(rows.map((row) => [row.schoolId, row.waiting]));
  return lists.map(({ schoolId, heldBecause }) => ({
    schoolId,
    heldBecause,
    waiting: waiting.get(schoolId) ?? 0,
  }));
}

/** Returns how many notices may go out now. */
async function release(
  client: Client,
  actor: Actor,
  { tenantId, date, reason }: OfDay,
  { schoolId, heldBecause, isLate }: LockedList,
  now: Date,
): Promise<number> {
  const key = [tenantId, date, schoolId];
  await client.query(
    `UPDATE attendance_notice_list SET state = 'RELEASED', released_at = $4, released_by_id = $5,
            released_because = held_because, reason = $6
     WHERE tenant_id = $1 AND date = $2 AND school_id = $3`,
    [...key, now, actor.userId, reason],
  );
  const { rowCount } = await client.query(
    `UPDATE attendance_notice SET state = 'LISTED', listed_at = $4, changed_at = $4
     WHERE tenant_id = $1 AND date = $2 AND school_id = $3 AND state = 'WAITING'`,
    [...key, now],
  );
  const notices = rowCount ?? 0;
  await recordAudit(client, actor, {
    action: 'attendance.notices.release',
    tenantId,
    objectType: 'attendance_notice_list',
    objectId: `${schoolId} ${date}`,
    detail: { notices, because: heldBecause.join(', '), isLate },
  });
  return notices;
}
