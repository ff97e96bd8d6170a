// A first roster: PostgreSQL checks, indexes and counts what is staged while the next file is read, in two
// sessions, so that every core has work. Everything is added, so there is nothing to compare.
import { FIRST_READING_ORDER } from '@/lib/core/check-set/load-order';
import { isEveryFileUsable, recordNothingUsable } from '@/lib/core/check-set/usable-files';
import type { AppContext } from '../app-context';
import { PLANNED_ENTITIES, type RunKey } from '../db/roster-tables';
import { LoadOrderChecks } from './first-roster/check-in-load-order';
import { GroupCounts } from './first-roster/count-groups';
import { StartedTasks } from './first-roster/started-tasks';
import { dayOfRun } from './parts/day-of-run';
import { declareKey } from './parts/indexes';
import type { IssueCollector } from './parts/issue-collector';
import type { Plan } from './parts/plan';
import type { RunProgress } from './parts/progress';
import type { RosterSet } from './parts/roster-set';
import { openSessionPool } from './parts/session-pool';
import { createInitialCounts } from './roster-counts';
import { FirstReferences } from './stage/first-references';
import { RepeatedKeys } from './stage/repeated-keys';
import { followedBy } from './stage/row-follower';
import { stageSet, type StagedFiles } from './stage/stage-set';

const SESSIONS = 2;

export async function stageFirstRoster(
  ctx: AppContext,
  run: RunKey,
  set: RosterSet,
  issues: IssueCollector,
  progress: RunProgress,
): Promise<{ staged: StagedFiles; plan: Plan | null }> {
  const sessions = await openSessionPool(ctx.db.pool, SESSIONS);
  const tasks = new StartedTasks();
  try {
    const today = await sessions.run((client) => dayOfRun(client, run));
    const references = new FirstReferences(today);
    const repeated = new RepeatedKeys();
    const work = { run, sessions, tasks, references, repeated, issues };
    const counts = new GroupCounts(work, today);
    const checks = new LoadOrderChecks(work, counts);
    progress.begin('read');
    const staged = await stageSet(ctx, {
      run,
      set,
      isInitial: true,
      order: FIRST_READING_ORDER,
      issues,
      progress,
      onReady: () => sessions.run((client) => createInitialCounts(client, run)),
      follow: (entity) =>
        entity === 'enrollment'
          ? followedBy(references.follow(entity), repeated)
          : references.follow(entity),
      onStaged: (entity, reading) => checks.noteStaged(entity, reading),
    });
    progress.begin('compare');
    progress.report('Comparing', '', 0);
    await tasks.finish();
    recordNothingUsable(set.files, staged, issues);
    if (issues.has('set') || !isEveryFileUsable(set.files, staged)) return { staged, plan: null };
    const plan = counts.plan();
    await sessions.run(async (client) => {
      for (const entity of PLANNED_ENTITIES) await declareKey(client, run, entity);
    });
    return { staged, plan };
  } finally {
    await tasks.settle();
    await sessions.release();
  }
}
