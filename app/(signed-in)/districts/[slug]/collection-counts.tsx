import { entityOfCollection, ONEROSTER_COLLECTIONS } from '@/lib/core/oneroster-json/collections';
import { troubleWords } from '@/lib/core/pulls/pull-status';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { NumberText } from '@/components/ui/number-text';
import { Section } from '@/components/ui/section';
import type { PullCollectionRow } from '@/lib/server/pulls/queries/list-pulls';

const STATES = { WAITING: 'To come', READING: 'Reading', READ: 'Read' };
const STATES_AT_END = { WAITING: 'Not read', READING: 'Read in part', READ: 'Read' };

/** What was read of each collection, beside what is live. */
export function CollectionCounts({
  collections,
  live,
  extent,
  isOpen,
}: {
  collections: readonly PullCollectionRow[];
  /** By entity. */
  live: ReadonlyMap<string, number>;
  extent: 'FULL' | 'DELTA';
  /** It may still go on. */
  isOpen: boolean;
}) {
  return (
    <Section
      title="What was read"
      id="collections"
      flush
      description="A row that came twice is counted once. A collection is read again where it changed meanwhile."
    >
      <DataTable
        caption="Rows of each collection"
        rows={collections}
        rowKey={({ name }) => name}
        columns={[
          { id: 'name', header: 'Collection', cell: ({ name }) => name },
          { id: 'state', header: 'State', cell: (row) => stateOf(row, isOpen), isRoomy: true },
          number('rows', 'Rows', ({ rowCount }) => rowCount),
          {
            id: 'total',
            header: 'Of total',
            align: 'end',
            cell: ({ total }) => <NumberText value={total} unknown="not told by the server" />,
          },
          ...(extent === 'FULL' && live.size > 0
            ? [number('live', 'Live now', ({ name }) => liveOf(name, live))]
            : []),
          number('pages', 'Pages', ({ pageCount }) => pageCount),
          number('twice', 'Came twice', ({ repeated }) => repeated),
          number('again', 'Read again', ({ restarts }) => restarts),
        ]}
        empty={
          <EmptyState headingLevel={3} title="Nothing has been read yet">
            <p>Collections are listed here once the pull begins.</p>
          </EmptyState>
        }
      />
    </Section>
  );
}

const number = (
  id: string,
  header: string,
  of: (row: PullCollectionRow) => number | null,
): Column<PullCollectionRow> => ({
  id,
  header,
  align: 'end',
  cell: (row) => <NumberText value={of(row)} unknown="not counted" />,
});

function stateOf({ state, leftOutCode }: PullCollectionRow, isOpen: boolean): string {
  if (leftOutCode !== null) {
    const why = troubleWords(leftOutCode)?.sentence;
    return why ? `Left out: ${why}` : 'Left out';
  }
  return (isOpen ? STATES : STATES_AT_END)[state];
}

function liveOf(name: string, live: ReadonlyMap<string, number>): number | null {
  const collection = ONEROSTER_COLLECTIONS.find((each) => each === name);
  return collection ? (live.get(entityOfCollection(collection)) ?? 0) : null;
}
