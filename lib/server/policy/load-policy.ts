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
import { listTransitions, type TransitionWindow } from './transitions';

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
  const transitions = await listTransitions(client, tenantId);
  const { rows: live } = await client.query<{ at: Date | null }>(
    `SELECT min(applied_at) AS at FROM sync_run WHERE tenant_id = $1 AND connection_id = $2 AND applied_at IS NOT NULL AND undone_at IS NULL`,
    [tenantId, connectionId],
  );
  const liveAt = live[0]?.at ?? null;
  const liveDate = liveAt && localDate(liveAt, timeZone);
  const profile = chooseProfile({ today, liveDate, transitions });
  const inForce = transitions.filter(
    ({ startDate, endDate }) => startDate <= today && today <= endDate,
  );
  return {
    rules: withOverrides(defaultRules, await listOverrides(client, tenantId)),
    profile,
    transition: profile.id === 'TRANSITION' ? (inForce.at(-1) ?? null) : null,
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
