import type { ListedRun } from '@/lib/core/sync-run/listed-run';
import { runName } from '@/lib/core/sync-run/run-address';
import { DataTable } from '../../data-table/data-table';
import { EmptyState } from '../../ui/empty-state';
import { newestRunColumns } from './run-columns';

/** The newest runs of one district, for its own pages. */
export function RecentRuns({
  runs,
  basePath,
  now,
}: {
  runs: readonly ListedRun[];
  /** "/districts/lakeview/runs" */
  basePath: string;
  now: Date;
}) {
  return (
    <DataTable
      caption="Newest runs"
      columns={newestRunColumns(now)}
      rows={runs}
      rowKey={(run) => run.id}
      rowHref={(run) => `${basePath}/${runName(run.number)}`}
      empty={
        <EmptyState headingLevel={3} title="No files have been checked yet">
          <p>When a set of files is complete, it is checked as one run and listed here.</p>
        </EmptyState>
      }
    />
  );
}
