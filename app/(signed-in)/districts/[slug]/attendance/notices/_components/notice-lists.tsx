import { DataTable } from '@/components/data-table/data-table';
import { SelectableView } from '@/components/data-table/selectable-view';
import { StatusLabel } from '@/components/domain/status-label';
import { TimeText } from '@/components/domain/time-text';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { formatNumber } from '@/lib/core/format/numbers';
import type { StatusLabel as Word } from '@/lib/core/sync-run/status-labels';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { NoticeListRow } from '@/lib/server/attendance/queries/notices';
import { ReleaseChosenForm, ReleaseForm } from './release-form';

const chosenForm = 'chosen-lists';

const LIST_STATES: Readonly<Record<NoticeListRow['state'], Word>> = {
  OPEN: { glyph: '✓', word: 'Can go out', tone: 'good', owner: 'nobody', explanation: '' },
  HELD: { glyph: '⏸', word: 'Held', tone: 'waiting', owner: 'TalkingPoints', explanation: '' },
  RELEASED: { glyph: '✓', word: 'Released', tone: 'good', owner: 'nobody', explanation: '' },
};

export function NoticeLists({
  lists,
  noListBecause,
  releaseOf,
  digestOf,
  date,
  timeZone,
  now,
}: {
  lists: readonly NoticeListRow[];
  noListBecause: readonly string[];
  /** The district whose held lists can be released here, one by one or some together. */
  releaseOf: string | null;
  /** Identifies a held list as it is shown. */
  digestOf: (list: NoticeListRow) => string;
  date: PlainDate;
  timeZone: string;
  now: Date;
}) {
  const heldCount = lists.filter(({ state }) => state === 'HELD').length;
  return (
    <Section title="Lists of the day" flush>
      <DataTable
        caption="Lists of the day"
        rows={lists}
        // A list that changes meanwhile is another row, and no longer selected.
        rowKey={(list) =>
          list.state === 'HELD' ? `${list.schoolId} ${digestOf(list)}` : list.schoolId
        }
        selection={
          releaseOf === null
            ? undefined
            : {
                View: SelectableView,
                formId: chosenForm,
                name: 'chosen',
                labelOf: (list) =>
                  list.state === 'HELD' ? `Select ${list.schoolName}` : undefined,
                bar: <ReleaseChosenForm id={chosenForm} slug={releaseOf} date={date} />,
              }
        }
        columns={[
          { id: 'school', header: 'School', cell: ({ schoolName }) => schoolName },
          {
            id: 'state',
            header: 'State',
            cell: (list) => (
              <>
                <StatusLabel word={LIST_STATES[list.state]} />
                {list.state === 'RELEASED' ? (
                  <div>
                    {list.releasedByName ?? 'Someone'},{' '}
                    <TimeText at={list.releasedAt} timeZone={timeZone} now={now} relative={false} />
                    : {list.reason}
                  </div>
                ) : null}
              </>
            ),
          },
          {
            id: 'listed',
            header: 'Families',
            align: 'end',
            cell: ({ listed }) => formatNumber(listed),
          },
          {
            id: 'retracted',
            header: 'Withdrawn',
            align: 'end',
            cell: ({ retracted }) => formatNumber(retracted),
          },
          {
            id: 'waiting',
            header: 'Held',
            align: 'end',
            cell: ({ waiting }) => formatNumber(waiting),
          },
          // A single held list has its form above.
          ...(releaseOf === null || heldCount === 1
            ? []
            : [
                {
                  id: 'release',
                  header: 'Decide',
                  cell: (list: NoticeListRow) =>
                    list.state === 'HELD' ? (
                      <ReleaseForm
                        list={list}
                        slug={releaseOf}
                        foldedUnder={`Release ${list.schoolName}…`}
                      />
                    ) : null,
                },
              ]),
        ]}
        empty={
          <EmptyState headingLevel={3} look="no-match" title="No list for this day">
            {noListBecause.map((reason) => (
              <p key={reason}>{reason}</p>
            ))}
          </EmptyState>
        }
      />
    </Section>
  );
}
