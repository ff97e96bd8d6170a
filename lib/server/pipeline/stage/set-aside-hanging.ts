// Of a set that cannot be used because of one of its files: the rows of the others that need that file. They were read,
// and nothing they point to can be, so they are not accepted either; the file at fault is told, not each of them.
import type pg from 'pg';
import type { RosterEntity } from '@/lib/core/oneroster';
import { findHangingFiles, recordHanging } from '@/lib/core/check-set/usable-files';
import { stagingTable, type RunKey } from '../../db/roster-tables';
import { adjustRowCounts } from '../parts/adjust-row-counts';
import type { IssueCollector } from '../parts/issue-collector';
import type { RosterSet } from '../parts/roster-set';
import type { StagedFiles } from './stage-set';

export async function setAsideHanging(
  client: pg.ClientBase | pg.Pool,
  run: RunKey & { baselineRunId: number | null },
  set: RosterSet,
  staged: StagedFiles,
  issues: IssueCollector,
): Promise<void> {
  for (const hanging of findHangingFiles(set.files, staged, run.baselineRunId === null)) {
    const { entity } = hanging;
    const reading = staged.get(entity);
    if (!reading) continue;
    const count = reading.rowsAccepted - (await countRemovals(client, run, entity, set));
    if (count <= 0) continue;
    adjustRowCounts(reading, { rejected: count, ignored: 0 });
    reading.rowsUnchanged = 0;
    recordHanging(hanging, count, issues);
  }
}

/** Of a delta, rows that only say who goes need nothing else. */
async function countRemovals(
  client: pg.ClientBase | pg.Pool,
  run: RunKey,
  entity: RosterEntity,
  set: RosterSet,
): Promise<number> {
  if (set.files.get(entity)?.mode !== 'delta') return 0;
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${stagingTable(run, 'deleted')} WHERE entity = $1`,
    [entity],
  );
  return rows[0]?.count ?? 0;
}
