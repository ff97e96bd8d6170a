// The rules in force for a district on a day: defaults, its own values, the profile and its window.
import type pg from 'pg';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { localDate } from '@/lib/core/calendar/zoned-time';
import {
  chooseProfile,
  withOverrides,
  type LimitOverride,
  type Profile,
} from '@/lib/core/circuit-break/profiles';
import { defaultRules, type Rule } from '@/lib/core/circuit-break/rules';

export interface TransitionWindow {
  startDate: PlainDate;
  endDate: PlainDate;
  /** What the district expects to have afterwards, where it gave a number. */
  expected: {
    students: number | null;
    staff: number | null;
    contacts: number | null;
    classes: number | null;
  };
}

export interface PolicyInForce {
  rules: readonly Rule[];
  profile: Profile;
  /** In force today. */
  transition: TransitionWindow | null;
}

type Client = pg.ClientBase | pg.Pool;

export async function loadPolicy(
  client: Client,
  district: { tenantId: number; connectionId: number; timeZone: string },
  today: PlainDate,
): Promise<PolicyInForce> {
  const { tenantId, connectionId, timeZone } = district;
  const transition = await findTransition(client, tenantId, today);
  const { rows: live } = await client.query<{ at: Date | null }>(
    `SELECT min(applied_at) AS at FROM sync_run WHERE tenant_id = $1 AND connection_id = $2 AND applied_at IS NOT NULL AND undone_at IS NULL`,
    [tenantId, connectionId],
  );
  const liveAt = live[0]?.at ?? null;
  return {
    rules: withOverrides(defaultRules, await listOverrides(client, tenantId)),
    profile: chooseProfile({
      today,
      liveDate: liveAt && localDate(liveAt, timeZone),
      transition,
    }),
    transition,
  };
}

export async function listOverrides(client: Client, tenantId: number): Promise<LimitOverride[]> {
  const { rows } = await client.query<LimitOverride>(
    `SELECT rule_id AS "ruleId", limit_percent AS "limitPercent", limit_count AS "limitCount", limit_cap AS "limitCap"
     FROM limit_override WHERE tenant_id = $1 ORDER BY rule_id`,
    [tenantId],
  );
  return rows;
}

async function findTransition(
  client: Client,
  tenantId: number,
  today: PlainDate,
): Promise<TransitionWindow | null> {
  const { rows } = await client.query<
    Pick<TransitionWindow, 'startDate' | 'endDate'> & TransitionWindow['expected']
  >(
    `SELECT start_date AS "startDate", end_date AS "endDate", expected_students AS students,
       expected_staff AS staff, expected_contacts AS contacts, expected_classes AS classes
     FROM policy_window WHERE tenant_id = $1 AND kind = 'TRANSITION' AND ended_at IS NULL
       AND start_date <= $2 AND $2 <= end_date ORDER BY end_date DESC, id DESC LIMIT 1`,
    [tenantId, today],
  );
  const row = rows[0];
  if (!row) return null;
  const { startDate, endDate, ...expected } = row;
  return { startDate, endDate, expected };
}
