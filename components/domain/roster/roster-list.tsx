import { DataTable, type Column } from '@/components/data-table/data-table';
import type { FilterField } from '@/components/data-table/filters';
import { tableHref, type TableState } from '@/components/data-table/table-state';
import type { SavedViews } from '@/components/data-table/view-options';
import { EmptyState } from '@/components/ui/empty-state';
import { ListCard } from '@/components/ui/section';
import { recordPath, rosterPath, type RosterPart } from './addresses';
import { DownloadRoster } from './download-roster';
import { ListFoot, type ListPage, type ListRequest, type ListTotal } from './list-foot';

/** A list of the roster other than people: filters, table, neighbours. */
export function RosterList<Row extends { sourcedId: string }>({
  title,
  part,
  canExport,
  filters,
  shownFirst,
  columns,
  rows: { slug, state, views, page, request, total },
  one,
  many,
}: {
  title: string;
  part: RosterPart;
  canExport: boolean;
  filters: readonly FilterField[];
  /** How many of them stand in the row. */
  shownFirst?: number;
  columns: readonly Column<Row>[];
  rows: {
    slug: string;
    state: TableState;
    views: SavedViews;
    page: ListPage<Row>;
    request: ListRequest;
    total: Promise<ListTotal>;
  };
  one: string;
  many: string;
}) {
  const path = rosterPath(slug, part);
  return (
    <ListCard label={title}>
      <DataTable
        caption={`List of ${many}`}
        columns={columns}
        rows={page.rows}
        rowKey={(row) => row.sourcedId}
        rowHref={(row) => recordPath(slug, part, row.sourcedId)}
        filters={{ label: `Filter ${many}`, path, state, fields: filters, shownFirst }}
        views={views}
        actions={canExport ? <DownloadRoster slug={slug} part={part} state={state} /> : null}
        footer={
          <ListFoot
            page={page}
            request={request}
            total={total}
            path={tableHref(path, state)}
            one={one}
            many={many}
          />
        }
        empty={<EmptyState headingLevel={3} title={`No ${many} in the roster`} />}
        isWide
      />
    </ListCard>
  );
}
