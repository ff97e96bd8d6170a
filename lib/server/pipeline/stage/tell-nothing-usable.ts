import { fileSpecForEntity } from '@/lib/core/oneroster';
import type { StagedFiles } from './stage-set';
import type { IssueCollector } from '../parts/issue-collector';
import type { RosterSet } from '../parts/roster-set';

/**
 * A full copy with rows of which none can be used, however few: the limits for such rows begin at 25. A required one
 * leaves nothing to compare with; of another the rest of the set is used. A delta names only what changed.
 */
export function tellNothingUsable(
  set: RosterSet,
  staged: StagedFiles,
  issues: IssueCollector,
): void {
  for (const [entity, file] of set.files) {
    const reading = staged.get(entity);
    if (file.mode !== 'bulk' || !reading?.isUsable) continue;
    if (reading.rowsAccepted > 0 || reading.rowsRejected === 0) continue;
    const { fileName, required } = fileSpecForEntity(entity);
    issues.add(fileName, required ? 'NO_ROW_USABLE' : 'NO_ROW_USABLE_OPTIONAL', {
      line: null,
      column: null,
      value: null,
      params: { count: reading.rowsRejected },
    });
  }
}
