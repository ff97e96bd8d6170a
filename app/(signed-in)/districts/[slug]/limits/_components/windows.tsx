import type { ReactNode } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import { DateText, TimeCell } from '@/components/domain/time-text';
import { ActionForm } from '@/components/ui/action-form';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import type { WindowRow } from '@/lib/server/policy/windows';
import { closeWindow } from '../actions';
import { windowLabels } from './limit-labels';

export function Windows({
  windows,
  slug,
  canChange,
  timeZone,
  now,
}: {
  windows: readonly WindowRow[];
  slug: string;
  canChange: boolean;
  timeZone: string;
  now: Date;
}) {
  return (
    <Section
      title="Windows"
      id="windows"
      description="A transition widens the limits around a rollover, for up to 21 days. During a blackout, no roster is applied automatically."
      flush
    >
      <DataTable
        caption="Windows"
        rows={windows}
        rowKey={(row) => row.id}
        columns={[
          {
            id: 'days',
            header: 'Days',
            cell: (row) => (
              <>
                <DateText date={row.startDate} /> – <DateText date={row.endDate} />
              </>
            ),
          },
          { id: 'kind', header: 'Kind', cell: (row) => windowLabels[row.kind] },
          { id: 'reason', header: 'Why', isRoomy: true, cell: windowReason },
          {
            id: 'ended',
            header: 'Ended early',
            cell: (row) => (
              <EndWindow row={row} slug={slug} canChange={canChange}>
                <TimeCell at={row.endedAt} timeZone={timeZone} now={now} missing="no" isFocusable />
              </EndWindow>
            ),
          },
        ]}
        empty={
          <EmptyState headingLevel={3} title="No windows">
            <p>Add one before a rollover so that announced changes are not stopped.</p>
          </EmptyState>
        }
      />
    </Section>
  );
}

function windowReason(row: WindowRow): string {
  const expected = [
    [row.expectedStudents, 'students'],
    [row.expectedStaff, 'staff'],
    [row.expectedContacts, 'contacts'],
    [row.expectedClasses, 'classes'],
  ]
    .filter(([count]) => count !== null)
    .map(([count, noun]) => `${count} ${noun}`)
    .join(', ');
  return [
    row.reason,
    expected ? `Expected: ${expected}.` : '',
    row.createdBy ? `(${row.createdBy})` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function EndWindow({
  row,
  slug,
  canChange,
  children,
}: {
  row: WindowRow;
  slug: string;
  canChange: boolean;
  children: ReactNode;
}) {
  if (row.endedAt || !canChange) return children;
  return (
    <ActionForm action={closeWindow} label={`End the window from ${row.startDate}`}>
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="windowId" value={row.id} />
      <div>
        <SubmitButton variant="secondary" size="small" pendingLabel="Ending…">
          End now
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
