import type { Column } from '@/components/data-table/data-table';
import { nextStepFor } from '@/lib/core/sync-run/next-step-text';
import { RunMarks } from '@/components/domain/runs/run-marks';
import { ConnectionStatusLabel, ownerNames, turnOf } from '@/components/domain/status-label';
import { connectionLabels } from '@/lib/core/sync-run/status-labels';
import { DateText, TimeCell } from '@/components/domain/time-text';
import { NumberText } from '@/components/ui/number-text';
import { pausedUntil } from '@/lib/core/sync-run/connection-status';
import {
  MARKED_RUNS,
  type DistrictRow,
  type NextDateKind,
} from '@/lib/server/overview/queries/list-districts';

const nextDateWords: Record<NextDateKind, string> = {
  PAUSE_STARTS: 'pause starts',
  PAUSE_ENDS: 'pause ends',
  FIRST_DAY: 'first day',
};

/**
 * `withPeople` for a list of several people's districts: in a PSM's own list, every row would show the same name. `isShort`
 * where the list is one part of a page: it says whose turn it is, and leaves what to do to the district. What is hidden at first
 * would make the whole list wider than a laptop.
 */
export function districtColumns(
  now: Date,
  { withPeople = false, isShort = false }: { withPeople?: boolean; isShort?: boolean },
): Column<DistrictRow>[] {
  return [
    { id: 'name', header: 'District', isRoomy: true, isSortable: true, cell: (row) => row.name },
    {
      id: 'attention',
      header: 'Status',
      isSortable: true,
      cell: (row) => <ConnectionStatusLabel status={row.status} pausedUntil={pausedUntil(row)} />,
    },
    isShort
      ? {
          id: 'owner',
          header: 'Waiting on',
          nowrap: true,
          cell: (row) => ownerNames[nextStepOf(row).owner],
        }
      : { id: 'step', header: 'Next step', isRoomy: true, cell: (row) => <NextStep row={row} /> },
    {
      id: 'runs',
      header: `Last ${MARKED_RUNS} runs`,
      cell: (row) => <RunMarks runs={row.lastRuns} timeZone={row.timeZone} now={now} />,
    },
    {
      id: 'received',
      header: 'Last received',
      isSortable: true,
      firstDirection: 'desc',
      cell: (row) => <TimeCell at={row.lastDeliveryAt} timeZone={row.timeZone} now={now} />,
    },
    {
      id: 'applied',
      header: 'Last applied',
      isSortable: true,
      firstDirection: 'desc',
      isHiddenAtFirst: !isShort,
      cell: (row) => <TimeCell at={row.lastAppliedAt} timeZone={row.timeZone} now={now} />,
    },
    {
      id: 'students',
      header: 'Students',
      isSortable: true,
      firstDirection: 'desc',
      align: 'end',
      cell: (row) => <NumberText value={row.studentCount} unknown="no roster yet" />,
    },
    ...(isShort ? [] : [questions]),
    {
      id: 'date',
      header: 'Next date',
      isSortable: true,
      nowrap: true,
      isHiddenAtFirst: !isShort,
      cell: (row) => (
        <>
          <DateText date={row.nextDate?.date} missing="no date" />
          {row.nextDate ? <small> {nextDateWords[row.nextDate.kind]}</small> : null}
        </>
      ),
    },
    ...(withPeople
      ? [
          {
            id: 'implementer',
            header: 'Implementer',
            nowrap: true,
            isHiddenAtFirst: true,
            cell: (row: DistrictRow) => row.implementerName ?? 'No one yet',
          },
          {
            id: 'psm',
            header: 'PSM',
            nowrap: true,
            isHiddenAtFirst: true,
            cell: (row: DistrictRow) => row.psmName ?? 'No one yet',
          },
        ]
      : []),
  ];
}

const questions: Column<DistrictRow> = {
  id: 'questions',
  header: 'Open questions',
  isSortable: true,
  firstDirection: 'desc',
  align: 'end',
  isHiddenAtFirst: true,
  cell: (row) => <NumberText value={row.openQuestions} />,
};

function nextStepOf(row: DistrictRow) {
  return nextStepFor(row.status, { ...row, isOnboarding: row.openBreakKind === 'ONBOARDING' });
}

function NextStep({ row }: { row: DistrictRow }) {
  const step = nextStepOf(row);
  return (
    <>
      {step.title ? (
        <>
          {step.title}
          <br />
        </>
      ) : null}
      <small>{turnOf({ ...connectionLabels[row.status], owner: step.owner })}</small>
    </>
  );
}
