// Who is a member of a class today, in SQL: one meaning for the gate, the counts and the pages. The rule and its reasons
// stand in lib/core/oneroster/current-member.ts; a test compares the two.

/** The tenant's date at an instant, as a query PostgreSQL asks once. `tenant` is its id in SQL. */
export function todaySql(tenant: string | number, now: Date): string {
  return `(SELECT ('${now.toISOString()}'::timestamptz AT TIME ZONE t.time_zone)::date FROM tenant t WHERE t.id = ${tenant})`;
}

/** Whether the enrollment of row `e` has not ended on the day `today`: it holds, or is to come. */
export function isNotPastSql(e: string, today: string): string {
  return `coalesce(${e}.end_date >= ${today}, true)`;
}

/** 'past', 'current' or 'coming', of an enrollment's row `e` on the day `today`, which is SQL as well. */
export function membershipTimeSql(e: string, today: string): string {
  return `CASE WHEN ${today} < ${e}.begin_date THEN 'coming' WHEN ${e}.end_date < ${today} THEN 'past' ELSE 'current' END`;
}

/** Whether the enrollment of row `e` holds on the day `today`. Whether it was removed is asked beside it. */
export function isCurrentSql(e: string, today: string): string {
  return `coalesce(${e}.begin_date <= ${today}, true) AND coalesce(${e}.end_date >= ${today}, true)`;
}
