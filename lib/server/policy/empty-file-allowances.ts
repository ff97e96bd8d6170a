// What is known of files without rows that are meant: who said so, until when, and of which bytes.
import { emptyFileState, type EmptyFileState } from '@/lib/core/circuit-break/empty-file';
import {
  meantEmptyOf,
  type MeantEmpty,
  type MeantEmptyRow,
} from '@/lib/core/sync-run/meant-empty-text';
import type { AppContext } from '../app-context';
import type { Transaction } from '../db';

export interface AllowanceRow {
  id: number;
  runId: number;
  runNumber: number;
  fileName: string;
  sha256: string;
  reason: string;
  askedById: number;
  askedBy: string | null;
  askedAt: Date;
  expiresAt: Date;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  usedByRunId: number | null;
  usedByRunNumber: number | null;
  usedAt: Date | null;
  endedBy: string | null;
  endedAt: Date | null;
  hasRowsSince: boolean;
  state: EmptyFileState;
}

/** A later run of the connection had rows in the file. */
const rowsSince = (tenantId: string, connectionId: string, runId: string, fileName: string) => `
  EXISTS (
    SELECT 1 FROM sync_run later JOIN sync_run_file file ON file.tenant_id = later.tenant_id AND file.run_id = later.id
    WHERE later.tenant_id = ${tenantId} AND later.connection_id = ${connectionId} AND later.id > ${runId}
      AND file.file_name = ${fileName} AND file.rows_read > 0 AND NOT file.left_aside)`;

const ALLOWANCES = `
  SELECT a.id, a.run_id AS "runId", run.number AS "runNumber", a.file_name AS "fileName", a.sha256, a.reason,
    a.asked_by_id AS "askedById", asker.name AS "askedBy", a.asked_at AS "askedAt", a.expires_at AS "expiresAt",
    confirmer.name AS "confirmedBy", a.confirmed_at AS "confirmedAt",
    a.used_by_run_id AS "usedByRunId", user_run.number AS "usedByRunNumber", a.used_at AS "usedAt", ender.name AS "endedBy", a.ended_at AS "endedAt",
    ${rowsSince('a.tenant_id', 'a.connection_id', 'a.run_id', 'a.file_name')} AS "hasRowsSince"
  FROM empty_file_allowance a
  JOIN sync_run run ON run.tenant_id = a.tenant_id AND run.id = a.run_id
  LEFT JOIN sync_run user_run ON user_run.tenant_id = a.tenant_id AND user_run.id = a.used_by_run_id
  LEFT JOIN user_account asker ON asker.id = a.asked_by_id
  LEFT JOIN user_account confirmer ON confirmer.id = a.confirmed_by_id
  LEFT JOIN user_account ender ON ender.id = a.ended_by_id
  WHERE a.tenant_id = $1`;

type Reader = Pick<Transaction, '$queryRawUnsafe'>;

export async function select(
  db: Reader,
  now: Date,
  where: string,
  ...values: readonly unknown[]
): Promise<AllowanceRow[]> {
  const rows = await db.$queryRawUnsafe<Omit<AllowanceRow, 'state'>[]>(
    `${ALLOWANCES} ${where} ORDER BY a.asked_at DESC, a.id DESC`,
    ...values,
  );
  return rows.map((row) => ({ ...row, state: emptyFileState(row, now) }));
}

/** Latest first. */
export function listAllowances(ctx: AppContext, tenantId: number): Promise<AllowanceRow[]> {
  return select(ctx.db.prisma, ctx.clock.now(), '', tenantId);
}

/**
 * One row: files of this run without rows that two people agreed to, as `emptyFileState` calls confirmed, and whether nothing
 * else stopped it. For many districts at once.
 */
export const meantEmptySql = (run: string, now: string): string => `
  SELECT agreed."meantEmptyFiles", agreed."meantEmptyUntil", NOT EXISTS (
      SELECT 1 FROM run_issue_group g WHERE g.tenant_id = ${run}.tenant_id AND g.run_id = ${run}.id
        AND g.level = 'error' AND g.effect = 'set' AND NOT g.file_name = ANY(agreed."meantEmptyFiles")) AS "isAllMeantEmpty"
  FROM (
    SELECT array_agg(DISTINCT f.file_name ORDER BY f.file_name) AS "meantEmptyFiles", min(a.expires_at) AS "meantEmptyUntil"
    FROM sync_run_file f JOIN empty_file_allowance a
      ON a.tenant_id = f.tenant_id AND a.connection_id = ${run}.connection_id AND a.file_name = f.file_name AND a.sha256 = f.sha256
    WHERE f.tenant_id = ${run}.tenant_id AND f.run_id = ${run}.id AND f.rows_read = 0 AND NOT f.left_aside
      AND a.confirmed_at IS NOT NULL AND a.used_by_run_id IS NULL AND a.ended_at IS NULL AND a.expires_at > ${now}
      AND NOT ${rowsSince('a.tenant_id', 'a.connection_id', 'a.run_id', 'a.file_name')}) agreed
  WHERE agreed."meantEmptyFiles" IS NOT NULL`;

export async function findMeantEmpty(
  ctx: AppContext,
  tenantId: number,
  runId: number,
): Promise<MeantEmpty | null> {
  const { rows } = await ctx.db.pool.query<MeantEmptyRow>(
    `SELECT meant.* FROM sync_run r, LATERAL (${meantEmptySql('r', '$3')}) meant
     WHERE r.tenant_id = $1 AND r.id = $2 AND r.state = 'INVALID'`,
    [tenantId, runId, ctx.clock.now()],
  );
  return rows[0] ? meantEmptyOf(rows[0]) : null;
}

export interface EmptyFile {
  fileName: string;
  /** Null where the run was read before files of archives were told apart. */
  sha256: string | null;
  hasRowsSince: boolean;
}

const NO_ROWS = ['EMPTY_FILE', 'HEADER_ONLY'];

/** Full copies without rows that made this run INVALID. */
export function listEmptyFiles(
  ctx: AppContext,
  tenantId: number,
  runId: number,
): Promise<EmptyFile[]> {
  return findEmptyFiles(ctx.db.prisma, tenantId, runId);
}

export function findEmptyFiles(db: Reader, tenantId: number, runId: number): Promise<EmptyFile[]> {
  return db.$queryRawUnsafe<EmptyFile[]>(
    `SELECT f.file_name AS "fileName", f.sha256,
       ${rowsSince('r.tenant_id', 'r.connection_id', 'r.id', 'f.file_name')} AS "hasRowsSince"
     FROM sync_run r JOIN sync_run_file f ON f.tenant_id = r.tenant_id AND f.run_id = r.id
     WHERE r.tenant_id = $1 AND r.id = $2 AND r.state = 'INVALID' AND f.mode = 'bulk' AND f.rows_read = 0 AND NOT f.left_aside
       AND EXISTS (SELECT 1 FROM run_issue_group g
         WHERE g.tenant_id = f.tenant_id AND g.run_id = f.run_id AND g.file_name = f.file_name AND g.code = ANY($3))
     ORDER BY 1`,
    tenantId,
    runId,
    NO_ROWS,
  );
}

/** Those of this run, or of other runs about the same bytes of the same file. */
export async function listAllowancesOfRun(
  ctx: AppContext,
  tenantId: number,
  runId: number,
): Promise<AllowanceRow[]> {
  return select(
    ctx.db.prisma,
    ctx.clock.now(),
    `AND (a.run_id = $2 OR a.used_by_run_id = $2 OR (a.file_name, a.sha256) IN (
       SELECT f.file_name, f.sha256 FROM sync_run_file f
       WHERE f.tenant_id = $1 AND f.run_id = $2 AND f.rows_read = 0))`,
    tenantId,
    runId,
  );
}
