import type { Column } from '@/components/data-table/data-table';
import { ChangeSize } from '@/components/domain/change-size';
import { Glyph } from '@/components/domain/glyph';
import { askedLabels, dueLabels } from '@/components/domain/review/labels';
import { TimeCell } from '@/components/domain/time-text';
import { assigneeText } from '@/lib/core/review/assignee';
import type { ReviewRow, ReviewState } from '@/lib/server/reviews/queries/queue';
import classes from './queue.module.css';

const stateLabels: Record<ReviewState, { glyph: string; word: string }> = {
  OPEN: { glyph: '', word: 'Waiting' },
  APPROVED: { glyph: '✓', word: 'Approved' },
  REJECTED: { glyph: '⊘', word: 'Rejected' },
  SUPERSEDED: { glyph: '↷', word: 'Superseded by newer files' },
  EXPIRED: { glyph: '⌛', word: 'Expired' },
};

const district: Column<ReviewRow> = {
  id: 'district',
  header: 'District',
  cell: (row) => row.tenantName,
};

const reason: Column<ReviewRow> = {
  id: 'reason',
  header: 'Why it was held',
  isRoomy: true,
  cell: (row) => (
    <>
      {row.reason}
      {row.needsSecondPerson ? <span className={classes.note}>Needs two people</span> : null}
      {row.approvedByName ? (
        <span className={classes.note}>
          Approved by {row.approvedByName}, needs a second person
        </span>
      ) : null}
      {row.snoozedUntil ? <span className={classes.note}>Snoozed</span> : null}
    </>
  ),
};

const size: Column<ReviewRow> = {
  id: 'size',
  header: 'Size',
  cell: (row) => (
    <span className={classes.counts}>
      <ChangeSize size={row} />
    </span>
  ),
};

export function openColumns(now: Date): Column<ReviewRow>[] {
  return [
    district,
    reason,
    size,
    {
      id: 'waiting',
      header: 'Waiting since',
      nowrap: true,
      cell: (row) => <TimeCell at={row.openedAt} timeZone={row.timeZone} now={now} />,
    },
    {
      id: 'due',
      header: 'Decision due',
      nowrap: true,
      cell: (row) => (
        <>
          {row.due === 'stopped' ? null : (
            <TimeCell at={row.clock.decisionDueAt} timeZone={row.timeZone} now={now} />
          )}
          {row.due === 'in-time' ? null : (
            <span className={row.due === 'stopped' ? classes.note : classes.late}>
              {dueLabels[row.due]}
            </span>
          )}
        </>
      ),
    },
    {
      id: 'assignee',
      header: 'Assigned to',
      cell: assigneeText,
    },
    { id: 'asked', header: 'District’s answer', cell: (row) => askedLabels[row.asked] },
  ];
}

export function decidedColumns(now: Date): Column<ReviewRow>[] {
  return [
    district,
    reason,
    { ...size, cell: (row) => <ChangeSize size={row} /> },
    {
      id: 'decided',
      header: 'Result',
      cell: (row) => (
        <>
          <span aria-hidden="true">
            <Glyph glyph={stateLabels[row.state].glyph} />
          </span>{' '}
          {stateLabels[row.state].word}
          {row.decidedByName ? ` by ${row.decidedByName}` : ''}
          {row.decidedAt ? (
            <>
              , <TimeCell at={row.decidedAt} timeZone={row.timeZone} now={now} />
            </>
          ) : null}
        </>
      ),
    },
    { id: 'version', header: 'Version', align: 'end', cell: (row) => row.version },
  ];
}
