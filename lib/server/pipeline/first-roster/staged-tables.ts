// A staged table of a first roster becomes a part of the live roster: it gets its statistics, key and indexes before it
// is held, so that applying is a change of names.
import type pg from 'pg';
import { stagingTable, type PlannedEntity, type RunKey } from '../../db/roster-tables';
import { transactionOn } from '../../db/transaction';
import { checkDuplicates } from '../check-duplicates';
import { adjustRowCounts } from '../parts/adjust-row-counts';
import { createIndex, createKeyIndex, indexesOf } from '../parts/indexes';
import type { SessionPool } from '../parts/session-pool';
import type { FileReading } from '../stage/stage-file';
import type { RosterEntity } from '@/lib/core/oneroster';
import type { StagingWork } from './staging-work';

/** A rough sample is enough to plan with; a finer one is taken by itself once the table is a partition. */
export async function analyzeTable(
  client: pg.PoolClient,
  run: RunKey,
  entity: PlannedEntity,
): Promise<void> {
  await transactionOn(client, async () => {
    await client.query('SET LOCAL default_statistics_target = 30');
    await client.query(`ANALYZE ${stagingTable(run, entity)}`);
  });
}

/** Builds the key of an entity's table. Of the rows of one id the first stays. */
export async function keyTable(
  client: pg.PoolClient,
  { run, references, issues }: StagingWork,
  entity: RosterEntity,
  reading: FileReading | null,
): Promise<void> {
  if (await createKeyIndex(client, run, entity)) return;
  const repeated = await checkDuplicates(client, { run, entity, isInitial: true, issues });
  if (repeated.rejected > 0) references.noteTakenOut(entity);
  adjustRowCounts(reading, repeated);
  await createKeyIndex(client, run, entity);
}

export async function indexTable(
  sessions: SessionPool,
  run: RunKey,
  entity: PlannedEntity,
): Promise<void> {
  const indexes = await sessions.run((client) => indexesOf(client, run, entity));
  await Promise.all(
    indexes
      // A file's table has had this one from the beginning.
      .filter((index) => entity === 'link' || !index.isOfRemoved)
      .map((index) => sessions.runLater((client) => createIndex(client, run, entity, index))),
  );
}
