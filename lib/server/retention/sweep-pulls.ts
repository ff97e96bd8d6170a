// What was fetched from APIs is kept as long as bytes of deliveries. Lines made of pages go sooner: they are in the deliveries.
import type { AppContext } from '../app-context';
import type { Transaction } from '../db';

const BATCH = 500;

/** Who records how many went of which district. */
export type RecordDeleted = (tx: Transaction, tenantIds: readonly number[]) => Promise<void>;

/** A pull that may still be read, or whose files are still to be written, keeps all it has. */
const IS_OVER = `(p.state IN ('FAILED', 'CANCELED') OR p.state = 'COMPLETE' AND (p.purpose = 'PREVIEW' OR p.handed_over_at IS NOT NULL))`;

/** Pages as they came, what is left of their lines, and the start of answers that were no pages. */
export async function deletePullPages(
  ctx: AppContext,
  before: Date,
  recordDeleted: RecordDeleted,
): Promise<number> {
  // Said before it is done: a preview that is asked for meanwhile is used whole or not at all.
  await ctx.db.pool.query(
    `UPDATE pull p SET pages_deleted_at = $2, trouble_answer = NULL
     WHERE p.pages_deleted_at IS NULL AND ${IS_OVER} AND coalesce(p.handed_over_at, p.finished_at) < $1`,
    [before, ctx.clock.now()],
  );
  let total = 0;
  for (;;) {
    const { rows } = await ctx.db.pool.query<Page>(
      `SELECT g.tenant_id AS "tenantId", g.storage_key AS "storageKey", g.lines_key AS "linesKey"
       FROM pull p JOIN pull_page g ON g.tenant_id = p.tenant_id AND g.pull_id = p.id
       WHERE p.pages_deleted_at IS NOT NULL LIMIT ${BATCH}`,
    );
    if (rows.length === 0) return total;
    // The bytes before the rows that name them: what is interrupted in between is swept again.
    for (const { storageKey, linesKey } of rows) {
      await ctx.storage.delete(storageKey);
      if (linesKey !== null) await ctx.storage.delete(linesKey);
    }
    await ctx.db.prisma.$transaction(async (tx) => {
      await tx.pullPage.deleteMany({
        where: { storageKey: { in: rows.map(({ storageKey }) => storageKey) } },
      });
      await recordDeleted(
        tx,
        rows.map(({ tenantId }) => tenantId),
      );
    });
    total += rows.length;
  }
}

interface Page {
  tenantId: number;
  storageKey: string;
  linesKey: string | null;
}

/** Files that were being written of a pull that came to nothing. */
export async function deleteUnfinishedFiles(ctx: AppContext): Promise<void> {
  const { rows } = await ctx.db.pool.query<{ id: number; keys: string[] }>(
    `SELECT id, closing_keys AS keys FROM pull WHERE state IN ('FAILED', 'CANCELED') AND closing_keys <> '{}'`,
  );
  for (const { id, keys } of rows) {
    for (const key of keys) await ctx.storage.delete(key);
    await ctx.db.pool.query(`UPDATE pull SET closing_keys = '{}' WHERE id = $1`, [id]);
  }
}

/** Lines of what was handed over, or never will be. Pages themselves are kept, so nothing is lost that a person would look for. */
export async function deletePullLines(ctx: AppContext, before: Date): Promise<number> {
  let total = 0;
  for (;;) {
    const { rows } = await ctx.db.pool.query<{ linesKey: string }>(
      `SELECT g.lines_key AS "linesKey" FROM pull_page g JOIN pull p ON p.tenant_id = g.tenant_id AND p.id = g.pull_id
       WHERE g.lines_key IS NOT NULL AND (p.handed_over_at < $1 OR p.state IN ('FAILED', 'CANCELED') AND p.finished_at < $1)
       LIMIT ${BATCH}`,
      [before],
    );
    for (const { linesKey } of rows) await ctx.storage.delete(linesKey);
    await ctx.db.pool.query(
      'UPDATE pull_page SET lines_key = NULL WHERE lines_key = ANY ($1::text[])',
      [rows.map(({ linesKey }) => linesKey)],
    );
    total += rows.length;
    if (rows.length < BATCH) return total;
  }
}

/** The records that settings were previewed from. What the test found stays. */
export async function deleteTestSamples(
  ctx: AppContext,
  before: Date,
  recordDeleted: RecordDeleted,
): Promise<number> {
  let total = 0;
  for (;;) {
    const { rows } = await ctx.db.pool.query<{ id: number; tenantId: number; sampleKey: string }>(
      `SELECT id, tenant_id AS "tenantId", sample_key AS "sampleKey" FROM api_test
       WHERE sample_key IS NOT NULL AND finished_at < $1 ORDER BY id LIMIT ${BATCH}`,
      [before],
    );
    if (rows.length === 0) return total;
    for (const { sampleKey } of rows) await ctx.storage.delete(sampleKey);
    await ctx.db.prisma.$transaction(async (tx) => {
      await tx.apiTest.updateMany({
        where: { id: { in: rows.map(({ id }) => id) } },
        data: { sampleKey: null },
      });
      await recordDeleted(
        tx,
        rows.map(({ tenantId }) => tenantId),
      );
    });
    total += rows.length;
  }
}
