import Link from 'next/link';
import { pullLabel } from '@/lib/core/pulls/pull-labels';
import { troubleWords, waitingWords, type PullStatus } from '@/lib/core/pulls/pull-status';
import { runPath } from '@/lib/core/sync-run/run-address';
import { formatDuration } from '@/lib/core/format/numbers';
import type { Column } from '../../data-table/data-table';
import { NumberText } from '../../ui/number-text';
import { StatusLabel } from '../status-label';
import { TimeCell } from '../time-text';

export interface PullOfList {
  number: number;
  status: PullStatus;
  purpose: 'UPDATE' | 'PREVIEW';
  extent: 'FULL' | 'DELTA';
  scheduledFor: Date | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  rowCount: number;
  troubleCode: string | null;
  runNumber: number | null;
}

export function pullColumns(slug: string, timeZone: string, now: Date): Column<PullOfList>[] {
  return [
    { id: 'pull', header: 'Pull', cell: ({ number }) => `Pull ${number}`, nowrap: true },
    {
      id: 'status',
      header: 'Status',
      cell: ({ status }) => <StatusLabel word={pullLabel(status)} />,
    },
    { id: 'what', header: 'What', cell: whatOf, nowrap: true },
    {
      id: 'began',
      header: 'Began',
      cell: ({ startedAt, createdAt }) => (
        <TimeCell at={startedAt ?? createdAt} timeZone={timeZone} now={now} />
      ),
    },
    {
      id: 'took',
      header: 'Took',
      align: 'end',
      nowrap: true,
      cell: ({ startedAt, finishedAt }) =>
        startedAt && finishedAt ? (
          formatDuration(finishedAt.getTime() - startedAt.getTime())
        ) : (
          <NumberText value={null} unknown="not over" />
        ),
    },
    {
      id: 'rows',
      header: 'Rows',
      align: 'end',
      cell: ({ rowCount }) => <NumberText value={rowCount} />,
    },
    {
      id: 'result',
      header: 'Result',
      isRoomy: true,
      cell: ({ runNumber, status, troubleCode }) =>
        runNumber === null ? (
          status === 'FAILED' || status === 'WAITING' ? (
            (status === 'WAITING' ? waitingWords : troubleWords)(troubleCode)?.sentence
          ) : (
            <NumberText value={null} unknown="no run" />
          )
        ) : (
          <Link href={runPath(slug, runNumber)}>Run {runNumber}</Link>
        ),
    },
  ];
}

/** "Nightly, changes alone"; what a person asked for is always everything. */
function whatOf({ purpose, extent, scheduledFor }: PullOfList): string {
  if (purpose === 'PREVIEW') return 'Preview';
  const when = scheduledFor === null ? 'On demand' : 'Nightly';
  return `${when}, ${extent === 'FULL' ? 'everything' : 'changes alone'}`;
}
