// The facts of a run's files that its measures are made of. The accounting of the run is already stored, and the rows at fault were noted; no row of a file is read here.
import type { FileFacts } from '@/lib/core/circuit-break/file-measures';
import type { IssueCollector } from '../parts/issue-collector';
import type { MeasureInput } from './measured-run';

export async function readFileFacts(
  { client, run }: MeasureInput,
  issues: IssueCollector,
): Promise<FileFacts[]> {
  const { rows } = await client.query<
    Pick<FileFacts, 'fileName' | 'mode' | 'rowsRead' | 'rowsRejected' | 'rowsBefore'>
  >(
    `SELECT f.file_name AS "fileName", f.mode, f.rows_read AS "rowsRead", f.rows_rejected AS "rowsRejected",
       CASE WHEN f.mode = 'bulk' THEN p.rows_read END AS "rowsBefore"
     FROM sync_run_file f
     LEFT JOIN LATERAL (
       SELECT b.rows_read FROM sync_run_file b JOIN sync_run r ON r.tenant_id = b.tenant_id AND r.id = b.run_id
       WHERE r.tenant_id = $1 AND r.connection_id = $3 AND r.id <= $4 AND r.state = 'APPLIED' AND r.undone_at IS NULL
         AND b.file_name = f.file_name AND b.mode = 'bulk' ORDER BY r.id DESC LIMIT 1) p ON true
     WHERE f.tenant_id = $1 AND f.run_id = $2 AND NOT f.left_aside AND f.mode <> 'manifest'`,
    [run.tenantId, run.id, run.connectionId, run.baselineRunId],
  );
  return rows.map((row) => ({
    ...row,
    duplicates: issues.rows.countOf('duplicates', row.fileName),
    duplicatesRejected: issues.countIn(row.fileName, 'DUPLICATE_ID_DIFFERENT'),
    dangling: issues.rows.countOf('dangling', row.fileName),
  }));
}
