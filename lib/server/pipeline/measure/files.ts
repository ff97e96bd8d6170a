// What the files themselves say: their size beside the last applied ones, and rows that could not be used.
// The accounting of the run is already stored; no row of a file is read here.
import type { Measured } from '@/lib/core/circuit-break/evaluate';
import { FILE_SPECS } from '@/lib/core/oneroster';
import type { MeasureInput } from './measured-run';

export interface FileFacts {
  fileName: string;
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

export async function readFileFacts({ client, run }: MeasureInput): Promise<FileFacts[]> {
  const { rows } = await client.query<FileFacts>(
    `SELECT f.file_name AS "fileName", f.rows_read AS "rowsRead", f.rows_rejected AS "rowsRejected",
       coalesce(i.duplicates, 0) AS duplicates,
       coalesce(i.rejected, 0) AS "duplicatesRejected", coalesce(i.dangling, 0) AS dangling,
       CASE WHEN f.mode = 'bulk' THEN p.rows_read END AS "rowsBefore"
     FROM sync_run_file f
     LEFT JOIN LATERAL (
       SELECT sum(count) FILTER (WHERE code LIKE 'DUPLICATE_ID_%') AS duplicates,
         sum(count) FILTER (WHERE code = 'DUPLICATE_ID_DIFFERENT') AS rejected,
         sum(count) FILTER (WHERE code IN ('REFERENCE_MISSING', 'REFERENCE_SET_ASIDE')) AS dangling
       FROM run_issue_group g WHERE g.tenant_id = f.tenant_id AND g.run_id = f.run_id AND g.file_name = f.file_name) i ON true
     LEFT JOIN LATERAL (
       SELECT b.rows_read FROM sync_run_file b JOIN sync_run r ON r.tenant_id = b.tenant_id AND r.id = b.run_id
       WHERE r.tenant_id = $1 AND r.connection_id = $3 AND r.id <= $4 AND r.state = 'APPLIED' AND r.undone_at IS NULL
         AND b.file_name = f.file_name AND b.mode = 'bulk' ORDER BY r.id DESC LIMIT 1) p ON true
     WHERE f.tenant_id = $1 AND f.run_id = $2 AND NOT f.left_aside AND f.mode <> 'manifest'`,
    [run.tenantId, run.id, run.connectionId, run.baselineRunId],
  );
  return rows.map((row) => ({
    ...row,
    duplicates: Number(row.duplicates),
    duplicatesRejected: Number(row.duplicatesRejected),
    dangling: Number(row.dangling),
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
