import type { ListedRun } from '@/lib/core/sync-run/listed-run';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import { formatNumber } from '@/lib/core/format/numbers';
import type { Column } from '../../data-table/data-table';
import { NumberText } from '../../ui/number-text';
import { ChangeSize } from '../change-size';
import { RunStatusLabel } from '../status-label';
import { TimeCell } from '../time-text';

/** States in which nothing has been compared with the roster: no changes are known, which is not none. */
const withoutPlan: ReadonlySet<SyncRunState> = new Set([
  'RECEIVING',
  'QUEUED',
  'PROCESSING',
  'INCOMPLETE',
  'INVALID',
]);

/** Lists of runs: of one district, or of all with the district's name. */
export function runColumns(
  now: Date,
  { withDistrict }: { withDistrict: boolean },
): Column<ListedRun>[] {
  return [
    {
      id: 'run',
      header: 'Run',
      // "run" and its number are one word for the eye: the number alone in a line names nothing.
      cell: (run) =>
        withDistrict ? `${run.tenantName}, run\u00a0${run.number}` : `Run ${run.number}`,
    },
    { id: 'status', header: 'Status', cell: (run) => <RunStatusLabel run={run} showOwner /> },
    {
      id: 'received',
      header: 'Files received',
      cell: (run) => <TimeCell at={run.lastArrivalAt} timeZone={run.timeZone} now={now} />,
    },
    rowsRead,
    {
      id: 'problems',
      header: 'Errors / warnings',
      align: 'end',
      cell: (run) =>
        wasRead(run) ? (
          `${formatNumber(run.errorCount)} / ${formatNumber(run.warningCount)}`
        ) : (
          <NumberText value={null} unknown="not checked" />
        ),
    },
    {
      id: 'changes',
      header: 'Changes',
      align: 'end',
      cell: (run) =>
        wasRead(run) && !withoutPlan.has(run.state) ? (
          <ChangeSize size={run} />
        ) : (
          <NumberText value={null} unknown="not compared" />
        ),
    },
  ];
}

/** The newest runs beside other things of their district: narrower, without what the runs changed. */
export function newestRunColumns(now: Date): Column<ListedRun>[] {
  return [
    { id: 'run', header: 'Run', cell: (run) => `Run ${run.number}` },
    { id: 'status', header: 'Status', cell: (run) => <RunStatusLabel run={run} /> },
    {
      id: 'received',
      header: 'Files received',
      cell: (run) => <TimeCell at={run.lastArrivalAt} timeZone={run.timeZone} now={now} />,
    },
    rowsRead,
    {
      id: 'errors',
      header: 'Errors',
      align: 'end',
      cell: (run) => (
        <NumberText value={wasRead(run) ? run.errorCount : null} unknown="not checked" />
      ),
    },
    {
      id: 'warnings',
      header: 'Warnings',
      align: 'end',
      cell: (run) => (
        <NumberText value={wasRead(run) ? run.warningCount : null} unknown="not checked" />
      ),
    },
  ];
}

const wasRead = ({ fileCount }: ListedRun): boolean => fileCount > 0;

const rowsRead: Column<ListedRun> = {
  id: 'rows',
  header: 'Rows read',
  align: 'end',
  cell: (run) => <NumberText value={wasRead(run) ? run.rowsRead : null} unknown="not read" />,
};
