import type { RunKey } from '../../db/roster-tables';
import type { IssueCollector } from '../parts/issue-collector';
import type { SessionPool } from '../parts/session-pool';
import type { FirstReferences } from '../stage/first-references';
import type { RepeatedKeys } from '../stage/repeated-keys';
import type { StartedTasks } from './started-tasks';

/** What every part of staging a first roster works with. */
export interface StagingWork {
  run: RunKey;
  sessions: SessionPool;
  tasks: StartedTasks;
  references: FirstReferences;
  repeated: RepeatedKeys;
  issues: IssueCollector;
}
