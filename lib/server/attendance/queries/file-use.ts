import type { FileUse, WaitingRows } from '@/lib/core/attendance/help-of-file';
import type { AppContext } from '../../app-context';

type Found = Omit<FileUse, 'waiting'> & WaitingRows;

const waitingFor = (...because: readonly string[]): string =>
  `(count(*) FILTER (WHERE k.because IN (${because.map((each) => `'${each}'`).join(', ')})))::int`;
const firstGone = (isWord: string): string =>
  `min(k.expires_at) FILTER (WHERE k.because ${isWord} 'UNMAPPED_CATEGORY')`;

/** What became of the rows of a file, as far as it decides what helps. */
export async function findFileUse(
  ctx: AppContext,
  tenantId: number,
  runId: number,
): Promise<FileUse | null> {
  const { rows } = await ctx.db.pool.query<Found>(
    `SELECT r.file_name AS "fileName", r.state <> 'INVALID' AS "wasRead", r.rows_read AS "rowsRead",
       r.rows_rejected AS "rowsRejected", r.rows_kept AS "rowsKept", told.unmapped AS "rowsUnmapped",
       r.state = 'NOTHING_USED' AND told.before AS "waitedInVain", kept.*
     FROM attendance_run r, LATERAL (
       SELECT coalesce(sum(g.count) FILTER (WHERE g.code = 'ATTENDANCE_CATEGORY_UNMAPPED'), 0)::int AS unmapped,
              coalesce(bool_or(g.code = 'ATTENDANCE_BEFORE_ROSTER'), false) AS before
       FROM attendance_issue_group g WHERE g.tenant_id = r.tenant_id AND g.run_id = r.id) told, LATERAL (
       SELECT ${waitingFor('UNMAPPED_CATEGORY')} AS words,
              ${waitingFor('OTHER_KIND_SCHOOL', 'OTHER_KIND_STUDENT')} AS "otherKindIds",
              ${waitingFor('TWO_SCHOOLS', 'TWO_STUDENTS')} AS "unclearIds",
              ${waitingFor('SHARED_SCHOOL', 'SHARED_STUDENT')} AS "sharedIds",
              ${waitingFor('UNKNOWN_SCHOOL')} AS schools, ${waitingFor('UNKNOWN_STUDENT')} AS students,
              ${firstGone('=')} AS "wordsKeptUntil", ${firstGone('<>')} AS "othersKeptUntil"
       FROM attendance_kept_row k
       WHERE k.tenant_id = r.tenant_id AND k.run_id = r.id AND k.because <> 'OUTRANKED' AND k.expires_at > $3) kept
     WHERE r.tenant_id = $1 AND r.id = $2`,
    [tenantId, runId, ctx.clock.now()],
  );
  const [found] = rows;
  if (!found) return null;
  const { words, otherKindIds, unclearIds, sharedIds, schools, students, ...use } = found;
  return { ...use, waiting: { words, otherKindIds, unclearIds, sharedIds, schools, students } };
}
