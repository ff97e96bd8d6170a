// For tests of what happens at the same time.
import { expect } from 'vitest';
import type { TestContext } from './database';

/** Until so many of the test's database sessions stand and wait for another one's lock. */
export async function untilWaiting(ctx: TestContext, count: number): Promise<void> {
  await expect
    .poll(
      async () => {
        const { rowCount } = await ctx.db.pool.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return rowCount ?? 0;
      },
      { timeout: 60_000 },
    )
    .toBe(count);
}
