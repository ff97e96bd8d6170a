import type { AppContext } from '../app-context';
import type { IssueCollector } from './parts/issue-collector';
import type { Plan } from './parts/plan';
import type { RunProgress } from './parts/progress';
import type { RosterSet } from './parts/roster-set';
import type { RunKey } from '../db/roster-tables';
import { planNextRoster } from './plan-next-roster';
import { stageFirstRoster } from './stage-first-roster';
import type { StagedFiles } from './stage/stage-set';

/**
 * From a set of files to the plan; null where something of the set cannot be used. Also rebuilds what a
 * database crash emptied: the same bytes lead to the same plan.
 */
export function stageAndPlan(
  ctx: AppContext,
  run: RunKey & { baselineRunId: number | null },
  set: RosterSet,
  issues: IssueCollector,
  progress: RunProgress,
): Promise<{ staged: StagedFiles; plan: Plan | null }> {
  const stage = run.baselineRunId === null ? stageFirstRoster : planNextRoster;
  return stage(ctx, run, set, issues, progress);
}
