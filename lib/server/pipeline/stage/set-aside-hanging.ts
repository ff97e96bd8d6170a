// Of a set that cannot be used because of one of its files: the rows of the others that need that file. They were read,
// and nothing they point to can be, so they are not accepted either; the file at fault is told, not each of them.
import type pg from 'pg';
import { fileList } from '@/lib/core/format/file-list';
import {
  fileSpecForEntity,
  referencesFrom,
  ROSTER_ENTITIES,
  type RosterEntity,
} from '@/lib/core/oneroster';
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
  /** Entities of which no row can be used, each with the files that are at fault. */
  const lost = new Map<RosterEntity, readonly string[]>();
  for (const entity of ROSTER_ENTITIES) {
    const { fileName, required } = fileSpecForEntity(entity);
    // With a live roster, what was not sent is there all the same.
    const isMissing = !set.files.has(entity) && required && run.baselineRunId === null;
    if (isMissing || (set.files.has(entity) && staged.get(entity)?.isUsable !== true))
      lost.set(entity, [fileName]);
  }
  for (const entity of ROSTER_ENTITIES) {
    const reading = staged.get(entity);
    if (lost.has(entity) || !reading) continue;
    // Every row has them: without, it could not have been read.
    const needed = referencesFrom(entity).filter(
      ({ required, onMissing, target }) =>
        required && onMissing === 'reject' && target !== entity && lost.has(target),
    );
    if (needed.length === 0) continue;
    const atFault = [...new Set(needed.flatMap(({ target }) => lost.get(target) ?? []))];
    lost.set(entity, atFault);
    const count = reading.rowsAccepted - (await countRemovals(client, run, entity, set));
    if (count <= 0) continue;
    adjustRowCounts(reading, { rejected: count, ignored: 0 });
    reading.rowsUnchanged = 0;
    issues.add(fileSpecForEntity(entity).fileName, 'ROWS_NEED_OTHER_FILE', {
      line: null,
      column: null,
      value: null,
      params: { count, files: fileList(atFault) },
    });
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
