// The next roster: each entity is checked and compared with the live roster while the next file is read.
import type pg from 'pg';
import { absenceIn } from '@/lib/core/feeds/absence';
import { fileSpecForEntity, type RosterEntity } from '@/lib/core/oneroster';
import { isEveryFileUsable, recordNothingUsable } from '@/lib/core/check-set/usable-files';
import type { AppContext } from '../app-context';
import { checkDuplicates } from './check-duplicates';
import { checkPeopleLinks } from './check-people-links';
import { checkReferences } from './check-references';
import { adjustRowCounts } from './parts/adjust-row-counts';
import type { IssueCollector } from './parts/issue-collector';
import { createDangling, dropDangling, noteDangling, recordDangling } from './parts/dangling-rows';
import { openSessionPool } from './parts/session-pool';
import type { RunProgress } from './parts/progress';
import type { RosterSet, SetFile } from './parts/roster-set';
import { openCopy } from '../db/copy';
import { stagingTable, type RunKey } from '../db/roster-tables';
import { countStaged } from '../plan/count-staged';
import {
  createPlanTable,
  HANGING_ENTITIES,
  indexStaging,
  planEntity,
  planGroups,
  planLinks,
  removeOrphans,
} from './plan-changes';
import { settleClassTitles } from './settle-class-titles';
import { planFolded, settleMemberships } from './settle-repeated-memberships';
import { settleMainSchools } from './settle-main-schools';
import type { Plan } from './parts/plan';
import { loadHashes } from './stage/baseline-index';
import { findLines } from './stage/find-lines';
import { RepeatedKeys } from './stage/repeated-keys';
import type { HashSeed } from '@/lib/core/csv/bytes/line-hash';
import type { FileReading } from './stage/stage-file';
import { stageSet, type StagedFiles } from './stage/stage-set';
import { transactionOn } from '../db/transaction';

export async function planNextRoster(
  ctx: AppContext,
  run: RunKey,
  set: RosterSet,
  issues: IssueCollector,
  progress: RunProgress,
): Promise<{ staged: StagedFiles; plan: Plan | null }> {
  const session = await openSessionPool(ctx.db.pool, 1);
  const repeated = new RepeatedKeys();
  let planned: Promise<void> = Promise.resolve();
  try {
    progress.begin('read');
    const staged = await stageSet(ctx, {
      run,
      set,
      isInitial: false,
      issues,
      progress,
      follow: (entity) => (entity === 'enrollment' ? repeated : undefined),
      onReady: () => session.run((client) => createPlanTable(client, run)),
      onStaged(entity, reading) {
        if (issues.has('set') || reading?.isUsable === false) return;
        planned = planned.then(() =>
          session.run((client) =>
            checkAndPlan(client, { run, set, entity, reading, repeated, issues }),
          ),
        );
        // Awaited below; until then a failure must not count as unhandled.
        planned.catch(() => {});
      },
    });
    progress.begin('compare');
    progress.report('Comparing', '', 0);
    await planned;
    recordNothingUsable(set.files, staged, issues);
    if (issues.has('set') || !isEveryFileUsable(set.files, staged)) return { staged, plan: null };
    const plan = await session.run((client) => finishPlan(client, run, set, staged, issues));
    return { staged, plan };
  } finally {
    await planned.catch(() => {});
    await session.release();
  }
}

interface EntityCheck {
  run: RunKey;
  set: RosterSet;
  entity: RosterEntity;
  reading: FileReading | null;
  repeated: RepeatedKeys;
  issues: IssueCollector;
}

/** Everything an entity may point to has been planned before it. */
async function checkAndPlan(
  client: pg.PoolClient,
  { run, set, entity, reading, repeated, issues }: EntityCheck,
): Promise<void> {
  const mode = set.modes.get(entity) ?? 'absent';
  await indexStaging(client, run, entity);
  const input = { run, entity, isInitial: false, issues };
  adjustRowCounts(reading, await checkDuplicates(client, input));
  adjustRowCounts(reading, await checkReferences(client, input));
  if (entity === 'user') await checkPeopleLinks(client, input);
  const foldable = entity === 'enrollment' && mode !== 'absent' ? mode : null;
  if (foldable) {
    const people = repeated.people();
    const hasRecognised = (reading?.rowsUnchanged ?? 0) > 0;
    const settling = { client, run, people, issues, mode: foldable, hasRecognised };
    adjustRowCounts(reading, await settleMemberships(settling));
  }
  const absence = absenceIn({
    mode,
    rowCount: reading ? reading.rowsRead - reading.rowsIgnored : 0,
    // Reading has refused a file without rows, unless two people said that it is meant.
    isMeantEmpty: reading?.isUsable ?? false,
    unidentifiableCount: reading?.rowsUnidentified ?? 0,
  });
  if (absence.meaning === 'nothing' && absence.because === 'unreadable-ids') {
    issues.add(fileSpecForEntity(entity).fileName, 'REMOVALS_WITHHELD', {
      line: null,
      column: null,
      value: null,
      params: { count: reading?.rowsUnidentified ?? 0 },
    });
  }
  await planEntity(client, {
    run,
    entity,
    mode,
    unmatchedCount: absence.meaning === 'removed' ? (reading?.unmatchedCount ?? 0) : 0,
  });
  if (foldable) await planFolded(client, run);
}

async function finishPlan(
  client: pg.PoolClient,
  run: RunKey,
  set: RosterSet,
  staged: StagedFiles,
  issues: IssueCollector,
): Promise<Plan> {
  for (const entity of HANGING_ENTITIES) {
    await createDangling(client, run);
    const count = await removeOrphans(client, run, entity);
    const file = set.files.get(entity);
    const reading = staged.get(entity);
    if (count > 0 && file?.mode === 'bulk' && reading?.seed)
      await recordOrphans(client, run, { file, reading, seed: reading.seed, count }, issues);
    await dropDangling(client, run);
  }
  await transactionOn(client, async () => {
    await settleClassTitles(client, run);
    await settleMainSchools(client, run);
    // Links are planned under the school of their student.
    await planLinks(client, run);
  });
  return {
    groups: await planGroups(client, run),
    counts: await countStaged(client, run),
    firstRoster: null,
  };
}

interface OrphanedFile {
  file: SetFile;
  reading: FileReading;
  seed: HashSeed;
  /** No more lines than this are at fault. */
  count: number;
}

/** Rows that were recognised as unchanged and now point to somebody who leaves: found again for their line. */
async function recordOrphans(
  client: pg.PoolClient,
  run: RunKey,
  { file, reading, seed, count }: OrphanedFile,
  issues: IssueCollector,
): Promise<void> {
  const dangling = stagingTable(run, 'dangling');
  const hashes = await loadHashes(client, count, `SELECT line_hash, ctid FROM ${dangling}`);
  const lines = stagingTable(run, 'line');
  await client.query(
    `CREATE UNLOGGED TABLE ${lines} (line_hash bigint NOT NULL, line int NOT NULL)`,
  );
  const sink = openCopy(client, lines, ['line_hash', 'line']);
  for await (const found of findLines(file.open(), hashes, seed)) {
    for (const { hash, line } of found) sink.add(`${hash}\t${line}\n`);
    await sink.drain();
  }
  await sink.end();
  const { rows } = await client.query<{ count: number }>(
    `WITH told AS (UPDATE ${dangling} d SET line_number = l.line, is_rejected = true FROM ${lines} l WHERE l.line_hash = d.line_hash
                   RETURNING d.sourced_id)
     SELECT count(DISTINCT sourced_id) AS count FROM told`,
  );
  await client.query(`DROP TABLE ${lines}`);
  const rejected = rows[0]?.count ?? 0;
  reading.rowsUnchanged -= rejected;
  adjustRowCounts(reading, { rejected, ignored: 0 });
  const { fileName } = file;
  await recordDangling(client, run, issues, fileName, {
    code: `'REFERENCE_MISSING'`,
    which: 'd.is_rejected',
  });
  await noteDangling(client, run, issues, fileName, rejected);
}
