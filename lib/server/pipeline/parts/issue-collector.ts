// The problems of a run beside the rows at fault, and how they are stored.
import type pg from 'pg';
import { ISSUE_KINDS, IssueGroups } from '@/lib/core/issues';
import { FoundRows } from './found-rows';

export class IssueCollector extends IssueGroups {
  /** The rows at fault, each once. */
  readonly rows = new FoundRows();

  /** Replaces what was stored for the run: reading a set again reports it afresh. */
  async store(client: pg.ClientBase, run: { id: number; tenantId: number }): Promise<void> {
    await client.query('DELETE FROM run_issue_group WHERE run_id = $1 AND tenant_id = $2', [
      run.id,
      run.tenantId,
    ]);
    for (const { file, code, count, stored } of this.list()) {
      const { level, effect } = ISSUE_KINDS[code];
      const { rows } = await client.query<{ id: number }>(
        `INSERT INTO run_issue_group (tenant_id, run_id, file_name, code, level, effect, count, stored_count)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
        [run.tenantId, run.id, file, code, level, effect, count, stored.length],
      );
      await client.query(
        `INSERT INTO run_issue (group_id, tenant_id, run_id, line, "column", value, params, school_sourced_id)
         SELECT $1, $2, $3, i.line, i."column", i.value, i.params, i.school
         FROM jsonb_to_recordset($4::jsonb) AS i(line int, "column" text, value text, params jsonb, school text)`,
        [
          rows[0]?.id,
          run.tenantId,
          run.id,
          JSON.stringify(
            stored.map((issue) => ({
              line: issue.line,
              column: issue.column,
              value: issue.value,
              params: issue.params ?? null,
              school: issue.schoolSourcedId ?? null,
            })),
          ).replaceAll('\\u0000', ''),
        ],
      );
    }
  }
}
