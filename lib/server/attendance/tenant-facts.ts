import type { CategoryMeaning } from '@/lib/core/attendance/categories';
import type { Client } from './types';

export interface TenantFacts {
  timeZone: string;
  acceptsUsDates: boolean;
  noticeCutOff: string;
  mappings: Map<string, CategoryMeaning>;
}

/** What the district has chosen that reading its files depends on. */
export async function loadTenantFacts(client: Client, tenantId: number): Promise<TenantFacts> {
  const { rows } = await client.query<Omit<TenantFacts, 'mappings'>>(
    `SELECT t.time_zone AS "timeZone", t.accepts_us_dates AS "acceptsUsDates",
            coalesce(s.notice_cut_off, '16:00') AS "noticeCutOff"
     FROM tenant t LEFT JOIN attendance_setting s ON s.tenant_id = t.id WHERE t.id = $1`,
    [tenantId],
  );
  const [facts] = rows;
  if (!facts) throw new Error(`Tenant ${tenantId} does not exist.`);
  const { rows: mapped } = await client.query<{ key: string; meaning: CategoryMeaning }>(
    `SELECT key, coalesce(category::text, 'NO_EVENT') AS meaning FROM attendance_category_mapping WHERE tenant_id = $1`,
    [tenantId],
  );
  return { ...facts, mappings: new Map(mapped.map(({ key, meaning }) => [key, meaning])) };
}
