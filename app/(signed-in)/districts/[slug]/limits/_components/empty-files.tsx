import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { TimeText } from '@/components/domain/time-text';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { emptyFileLabels } from '@/lib/core/circuit-break/empty-file';
import { runPath } from '@/lib/core/sync-run/run-address';
import type { AllowanceRow } from '@/lib/server/policy/empty-file-allowances';

/** Files that two people confirmed to be empty on purpose. */
export function EmptyFiles({
  allowances,
  slug,
  timeZone,
  now,
}: {
  allowances: readonly AllowanceRow[];
  slug: string;
  timeZone: string;
  now: Date;
}) {
  return (
    <Section
      title="Files that are empty on purpose"
      id="empty-files"
      description="A file without rows never removes anyone. Two people can allow one on the page of the run that it stopped; the resulting update is held for review."
      flush
    >
      <DataTable
        caption="Files that are empty on purpose"
        rows={allowances}
        rowKey={(row) => row.id}
        columns={[
          { id: 'file', header: 'File', nowrap: true, cell: (row) => row.fileName },
          {
            id: 'run',
            header: 'Run',
            nowrap: true,
            cell: (row) => (
              <Link href={`${runPath(slug, row.runNumber)}#empty-files`} prefetch={false}>
                Run {row.runNumber}
              </Link>
            ),
          },
          {
            id: 'state',
            header: 'State',
            cell: (row) =>
              `${emptyFileLabels[row.state]}${row.usedByRunNumber === null ? '' : ` by run ${row.usedByRunNumber}`}`,
          },
          {
            id: 'why',
            header: 'Who and why',
            isRoomy: true,
            cell: (row) =>
              `“${row.reason}” ${[row.askedBy, row.confirmedBy].filter(Boolean).join(', then ')}`,
          },
          {
            id: 'until',
            header: 'Until',
            cell: (row) => (
              <TimeText at={row.expiresAt} timeZone={timeZone} now={now} relative={false} />
            ),
          },
        ]}
        empty={
          <EmptyState headingLevel={3} title="None">
            <p>A file without rows makes its set fail the checks, and no one is removed.</p>
          </EmptyState>
        }
      />
    </Section>
  );
}
