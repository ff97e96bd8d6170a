// What attendance has a page for: students and schools on their district's roll of this year.
import type { AppContext } from '../../app-context';

export type OnRollKind = 'student' | 'school';

export interface RosterRef {
  tenantId: number;
  sourcedId: string;
}

const COLUMNS = { student: 'student_id', school: 'school_id' } as const;

/** For each, in their order; of several districts at once. */
export async function areOnRoll(
  ctx: Pick<AppContext, 'db'>,
  kind: OnRollKind,
  asked: readonly RosterRef[],
): Promise<boolean[]> {
  if (asked.length === 0) return [];
  const { rows } = await ctx.db.pool.query<{ isOnRoll: boolean }>(
    `SELECT EXISTS (
       SELECT FROM attendance_setting t
       JOIN attendance_student s ON s.tenant_id = t.tenant_id AND s.school_year = t.school_year AND s.${COLUMNS[kind]} = a.id
       WHERE t.tenant_id = a.tenant_id) AS "isOnRoll"
     FROM unnest($1::int[], $2::text[]) WITH ORDINALITY a(tenant_id, id, place) ORDER BY a.place`,
    [asked.map(({ tenantId }) => tenantId), asked.map(({ sourcedId }) => sourcedId)],
  );
  return rows.map(({ isOnRoll }) => isOnRoll);
}

export async function isOnRoll(
  ctx: Pick<AppContext, 'db'>,
  kind: OnRollKind,
  asked: RosterRef,
): Promise<boolean> {
  const [isOn] = await areOnRoll(ctx, kind, [asked]);
  return isOn ?? false;
}
