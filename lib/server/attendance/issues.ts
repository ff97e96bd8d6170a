// Problems of one attendance file, as they are stored.
import { issueKind, type IssueCode } from '@/lib/core/issues';
import type { DailyIssues } from '@/lib/core/attendance-file/daily-issues';
import type { Client } from './types';
import type { RunKey } from '../db/roster-tables';

/** Their value is a school of the roster, which is told by its name. */
const ABOUT_A_SCHOOL: readonly IssueCode[] = [
  'ATTENDANCE_SCHOOL_SILENT',
  'ATTENDANCE_FEW_ROWS',
  'ATTENDANCE_DAY_IMPLAUSIBLE',
];

/** Replaces what was stored for the run. */
export async function storeIssues(client: Client, run: RunKey, issues: DailyIssues): Promise<void> {
  for (const table of ['attendance_issue', 'attendance_issue_group'])
    await client.query(`DELETE FROM ${table} WHERE run_id = $1 AND tenant_id = $2`, [
      run.id,
      run.tenantId,
    ]);
  for (const { code, count, stored } of issues.list()) {
    const { level, effect } = issueKind(code);
    await client.query(
      `INSERT INTO attendance_issue_group (tenant_id, run_id, code, level, effect, count, stored_count)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [run.tenantId, run.id, code, level, effect, count, stored.length],
    );
    await client.query(
      `INSERT INTO attendance_issue (tenant_id, run_id, code, line, "column", value, params)
       SELECT $1, $2, $3, i.line, i."column", i.value,
         CASE WHEN org.name IS NULL THEN i.params ELSE coalesce(i.params, '{}') || jsonb_build_object('school', org.name) END
       FROM jsonb_to_recordset($4::jsonb) AS i(line int, "column" text, value text, params jsonb)
       LEFT JOIN roster_org org ON $3 = ANY($5::text[]) AND org.tenant_id = $1 AND org.sourced_id = i.value`,
      [
        run.tenantId,
        run.id,
        code,
        JSON.stringify(
          stored.map(({ line, column, value, params }) => ({
            line,
            column,
            value,
            params: params ?? null,
          })),
        ).replaceAll('\\u0000', ''),
        ABOUT_A_SCHOOL,
      ],
    );
  }
}
