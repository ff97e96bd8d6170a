// A first roster: PostgreSQL checks, indexes and counts what is staged while the next file is read, in two
// sessions, so that every core has work. Everything is added, so there is nothing to compare.
import type pg from 'pg';
import type { RosterEntity } from '@/lib/core/oneroster';
import type { AppContext } from '../app-context';
import { addKey, indexesOf } from './apply-plan';
import { checkDuplicates, checkPeopleLinks, checkReferences } from './check-staged';
import { account } from './parts/account';
import type { IssueCollector } from './parts/issue-collector';
import { openLanes, type Lanes } from './parts/lanes';
import type { PlanGroup } from './parts/plan-group';
import type { RosterSet } from './parts/roster-set';
import {
  liveTable,
  stagingName,
  stagingTable,
  type PlannedEntity,
  type RunKey,
} from './parts/tables';
import { countStaged } from './parts/count-staged';
import { stageInitialLinks } from './plan-changes';
import { countInitial, createInitialCounts } from './roster-counts';
import type { FileReading } from './stage/read-file';
import { isEveryFileUsable, setRunDefaults, stageSet, type StagedFiles } from './stage/stage-set';

const SESSIONS = 2;

/** What would change, by size, and how many rows stand staged for it. */
export interface Plan {
  groups: PlanGroup[];
  counts: Record<string, number>;
}

export async function stageFirstRoster(
  ctx: AppContext,
  run: RunKey,
  set: RosterSet,
  issues: IssueCollector,
  report: (step: string, file: string, done: number) => void,
): Promise<{ staged: StagedFiles; plan: Plan | null }> {
  const lanes = await openLanes(ctx.db.pool, SESSIONS);
  const groups: PlanGroup[] = [];
  const work: Promise<void>[] = [];
  const start = (task: Promise<void>): Promise<void> => {
    // Awaited below; until then a failure must not count as unhandled.
    task.catch(() => {});
    work.push(task);
    return task;
  };
  /** Everything an entity may point to comes before it and is checked first. */
  let checked: Promise<void> = Promise.resolve();
  try {
    const staged = await stageSet(ctx, {
      run,
      set,
      isInitial: true,
      issues,
      reportProgress: report,
      onReady: () => lanes.run((client) => createInitialCounts(client, run)),
      onStaged(entity, reading) {
        // With a file missing or unusable, every reference to it would be told as a fault of its row.
        if (issues.has('set') || reading?.isUsable === false) return;
        const before = checked;
        checked = start(
          (async () => {
            await before;
            await lanes.run((client) => checkEntity(client, run, entity, reading, issues));
          })(),
        );
        const after = checked;
        void start(
          (async () => {
            await after;
            await Promise.all([
              countEntity(lanes, run, entity, groups),
              indexEntity(lanes, run, entity),
              ...(entity === 'user' ? [addLinks(lanes, run, groups)] : []),
            ]);
          })(),
        );
      },
    });
    report('Comparing', '', 0);
    await Promise.all(work);
    if (issues.has('set') || !isEveryFileUsable(set, staged)) return { staged, plan: null };
    return {
      staged,
      plan: { groups, counts: await lanes.run((client) => countStaged(client, run)) },
    };
  } finally {
    await Promise.allSettled(work);
    await lanes.release();
  }
}

async function checkEntity(
  client: pg.PoolClient,
  run: RunKey,
  entity: RosterEntity,
  reading: FileReading | null,
  issues: IssueCollector,
): Promise<void> {
  const input = { run, entity, isInitial: true, issues };
  await analyze(client, stagingTable(run, entity));
  if (!(await addKey(client, run, entity))) {
    account(reading, await checkDuplicates(client, input));
    await addKey(client, run, entity);
  }
  account(reading, await checkReferences(client, input));
  if (entity === 'user') await checkPeopleLinks(client, input);
}

/** A rough sample is enough to plan with; a finer one is taken by itself once the table is a partition. */
async function analyze(client: pg.PoolClient, table: string): Promise<void> {
  await client.query('BEGIN');
  await client.query('SET LOCAL default_statistics_target = 30');
  await client.query(`ANALYZE ${table}`);
  await client.query('COMMIT');
}

async function countEntity(
  lanes: Lanes,
  run: RunKey,
  entity: PlannedEntity,
  groups: PlanGroup[],
): Promise<void> {
  groups.push(...(await lanes.run((client) => countInitial(client, run, entity))));
}

/** Done before the hold: applying is then a change of names. */
async function indexEntity(lanes: Lanes, run: RunKey, entity: PlannedEntity): Promise<void> {
  const indexes = await lanes.run((client) => indexesOf(client, entity));
  const table = stagingTable(run, entity);
  await Promise.all(
    indexes.map((index, i) =>
      lanes.run(async (client) => {
        // Named here: two sessions that let PostgreSQL choose can choose the same name.
        const name = `${stagingName(run, entity)}_${i + 1}_idx`;
        await client.query(`CREATE INDEX ${name} ON ${table} ${index}`);
      }),
    ),
  );
}

async function addLinks(lanes: Lanes, run: RunKey, groups: PlanGroup[]): Promise<void> {
  await lanes.run(async (client) => {
    const table = stagingTable(run, 'link');
    await client.query('BEGIN');
    try {
      await client.query(
        `CREATE TABLE ${table} (LIKE ${liveTable('link')} INCLUDING DEFAULTS, CONSTRAINT tenant CHECK (tenant_id = ${run.tenantId})) WITH (autovacuum_enabled = false)`,
      );
      await setRunDefaults(client, run, 'link');
      await stageInitialLinks(client, run);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    }
    await addKey(client, run, 'link');
  });
  await Promise.all([countEntity(lanes, run, 'link', groups), indexEntity(lanes, run, 'link')]);
}
