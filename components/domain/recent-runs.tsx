import type { SyncRunState } from '@/lib/core/sync-run/states';
import { DataTable, type Column } from '../data-table/data-table';
import { EmptyState } from '../ui/empty-state';
import { NumberText } from '../ui/number-text';
import { RunStatusWord } from './status-word';
import { TimeText } from './time-text';
import { UnderReviewNote } from './under-review-note';
import classes from './recent-runs.module.css';

export type RecentRun = {
  id: number;
  state: SyncRunState;
  undoneAt: Date | null;
  removalsUndoneAt: Date | null;
  heldBackCount: number;
  retryAt: Date | null;
  lastArrivalAt: Date;
  fileCount: number;
  rowsRead: number;
  errorCount: number;
  warningCount: number;
};

/** The newest runs of one district, for its own pages. */
export function RecentRuns({
  runs,
  basePath,
  timeZone,
  now,
}: {
  runs: readonly RecentRun[];
  /** "/districts/lakeview/runs" */
  basePath: string;
  timeZone: string;
  now: Date;
}) {
  const columns: Column<RecentRun>[] = [
    { id: 'run', header: 'Run', cell: (run) => `Run ${run.id}` },
    { id: 'status', header: 'Status', cell: (run) => <RunStatusWord run={run} /> },
    {
      id: 'received',
      header: 'Files received',
      cell: (run) => <TimeText at={run.lastArrivalAt} timeZone={timeZone} now={now} stacked />,
    },
    {
      id: 'rows',
      header: 'Rows read',
      align: 'end',
      cell: (run) => (
        <NumberText value={run.fileCount > 0 ? run.rowsRead : null} unknown="not read" />
      ),
    },
    {
      id: 'errors',
      header: 'Errors',
      align: 'end',
      cell: (run) => (
        <NumberText value={run.fileCount > 0 ? run.errorCount : null} unknown="not checked" />
      ),
    },
    {
      id: 'warnings',
      header: 'Warnings',
      align: 'end',
      cell: (run) => (
        <NumberText value={run.fileCount > 0 ? run.warningCount : null} unknown="not checked" />
      ),
    },
  ];
  return (
    <>
      <DataTable
        caption="Newest runs"
        columns={columns}
        rows={runs}
        rowKey={(run) => run.id}
        rowHref={(run) => `${basePath}/${run.id}`}
        empty={
          <EmptyState headingLevel={3} title="No files have been checked yet">
            <p>When a set of files is whole, it is checked as one run and listed here.</p>
          </EmptyState>
        }
      />
      {runs.some(({ state }) => state === 'HELD') ? (
        <div className={classes.note}>
          <UnderReviewNote isShown />
        </div>
      ) : null}
    </>
  );
}
