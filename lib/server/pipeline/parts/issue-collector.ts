// Problems of a run, counted exactly and stored up to a cap per file and code.
import type pg from 'pg';
import {
  countProblemsOf,
  ISSUE_KINDS,
  STORED_PER_GROUP,
  type IssueCode,
  type IssueParams,
} from '@/lib/core/issues';
import { FoundRows } from './found-rows';

export interface CollectedIssue {
  line: number | null;
  column: string | null;
  value: string | null;
  params?: IssueParams;
  schoolSourcedId?: string | null;
}

interface Group {
  file: string;
  code: IssueCode;
  count: number;
  stored: CollectedIssue[];
}

export class IssueCollector {
  private readonly groups = new Map<string, Group>();
  /** The rows at fault, each once. */
  readonly rows = new FoundRows();

  add(file: string | null, code: IssueCode, issue: CollectedIssue, count = 1): void {
    const group = this.group(file ?? '', code);
    group.count += count;
    if (group.stored.length < STORED_PER_GROUP) group.stored.push(issue);
  }

  /** Problems found by a query that counted them all and returned some. */
  addCounted(
    file: string,
    code: IssueCode,
    count: number,
    samples: readonly CollectedIssue[],
  ): void {
    if (count === 0) return;
    const group = this.group(file, code);
    group.count += count;
    group.stored.push(...samples.slice(0, STORED_PER_GROUP - group.stored.length));
  }

  has(effect: 'set' | 'file' | 'golive'): boolean {
    return [...this.groups.values()].some(({ code }) => ISSUE_KINDS[code].effect === effect);
  }

  /** For the mail about a set that cannot be used: counted as the pages count, and the files that have errors. */
  counts(): { errorCount: number; warningCount: number; fileNames: string[] } {
    const groups = [...this.groups.values()];
    const { errors, warnings } = countProblemsOf(groups);
    const faulty = groups.filter(({ code }) => ISSUE_KINDS[code].level === 'error');
    return {
      errorCount: errors,
      warningCount: warnings,
      fileNames: [...new Set(faulty.map(({ file }) => file).filter(Boolean))],
    };
  }

  /** Whether a problem of this kind was found in the column of a file, as far as single ones are kept. */
  isIn(file: string, column: string, code: IssueCode): boolean {
    const group = this.groups.get(`${file}\n${code}`);
    return group?.stored.some((issue) => issue.column === column) ?? false;
  }

  countOf(code: IssueCode): number {
    let count = 0;
    for (const group of this.groups.values()) if (group.code === code) count += group.count;
    return count;
  }

  countIn(file: string, code: IssueCode): number {
    return this.groups.get(`${file}\n${code}`)?.count ?? 0;
  }

  /** Replaces what was stored for the run: reading a set again reports it afresh. */
  async store(client: pg.ClientBase, run: { id: number; tenantId: number }): Promise<void> {
    await client.query('DELETE FROM run_issue_group WHERE run_id = $1 AND tenant_id = $2', [
      run.id,
      run.tenantId,
    ]);
    for (const group of this.groups.values()) {
      const { level, effect } = ISSUE_KINDS[group.code];
      const stored = group.stored.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
      const { rows } = await client.query<{ id: number }>(
        `INSERT INTO run_issue_group (tenant_id, run_id, file_name, code, level, effect, count, stored_count)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
        [run.tenantId, run.id, group.file, group.code, level, effect, group.count, stored.length],
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

  private group(file: string, code: IssueCode): Group {
    const key = `${file}\n${code}`;
    let group = this.groups.get(key);
    if (!group) {
      group = { file, code, count: 0, stored: [] };
      this.groups.set(key, group);
    }
    return group;
  }
}
