// What the files themselves say: their size beside the last applied ones, and rows that could not be used.
// The accounting of the run is already stored, and the rows at fault were noted; no row of a file is read here.
import type { Measured } from '@/lib/core/circuit-break/evaluate';
import { FILE_SPECS } from '@/lib/core/oneroster';
import type { IssueCollector } from '../parts/issue-collector';
import type { MeasureInput } from './measured-run';

export interface FileFacts {
  fileName: string;
  mode: string;
  rowsRead: number;
  rowsRejected: number;
  duplicates: number;
  /** Of the duplicates, those that differ and were set aside. */
  duplicatesRejected: number;
  dangling: number;
  /** Rows of the same file in the last applied run that sent it whole; null without one. */
  rowsBefore: number | null;
}

const SIZED = ['users.csv', 'enrollments.csv'];
const REQUIRED = new Set(
  FILE_SPECS.filter(({ required }) => required).map(({ fileName }) => fileName),
);

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

export function fileMeasures(files: readonly FileFacts[]): Measured[] {
  return files.flatMap((file) => {
    const share = (measure: Measured['measure'], count: number): Measured => ({
      measure,
      subject: file.fileName,
      baseline: file.rowsRead,
      count,
    });
    // Rows that are fine in themselves and stand twice or lead nowhere have rules of their own.
    const invalid = Math.max(0, file.rowsRejected - file.duplicatesRejected - file.dangling);
    return [
      ...(REQUIRED.has(file.fileName) ? [share('invalidRows', invalid)] : []),
      share('duplicates', file.duplicates),
      share('dangling', file.dangling),
      ...sizeMeasures(file),
    ];
  });
}

function sizeMeasures({ fileName, rowsRead, rowsBefore }: FileFacts): Measured[] {
  if (rowsBefore === null || !SIZED.includes(fileName)) return [];
  const of = { subject: fileName, baseline: rowsBefore };
  return [
    { ...of, measure: 'fileShrunk', count: Math.max(0, rowsBefore - rowsRead) },
    { ...of, measure: 'fileGrown', count: Math.max(0, rowsRead - rowsBefore) },
  ];
}
