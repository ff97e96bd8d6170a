import type { ReactNode } from 'react';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { FilterBar } from '@/components/data-table/filter-bar';
import { hasFilters, tableHref, type TableState } from '@/components/data-table/table-state';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { recordPath, rosterPath, type RosterPart } from './addresses';
import { ListFoot, type ListPage, type ListRequest, type ListTotal } from './list-foot';

/** A list of the roster other than people: filters, table, neighbours. */
export function RosterList<Row extends { sourcedId: string }>({
  title,
  part,
  filters,
  columns,
  rows: { slug, state, page, request, total },
  one,
  many,
}: {
  title: string;
  part: RosterPart;
  filters: ReactNode;
  columns: readonly Column<Row>[];
  rows: {
    slug: string;
    state: TableState;
    page: ListPage<Row>;
    request: ListRequest;
    total: Promise<ListTotal>;
  };
  one: string;
  many: string;
}) {
  const path = rosterPath(slug, part);
  const isFiltered = hasFilters(state);
  return (
    <Section title={title} flush>
      <FilterBar label={`Filter ${many}`} path={path} state={state}>
        {filters}
      </FilterBar>
      <DataTable
        caption={`List of ${many}`}
        columns={columns}
        rows={page.rows}
        rowKey={(row) => row.sourcedId}
        rowHref={(row) => recordPath(slug, part, row.sourcedId)}
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
        empty={
          <EmptyState
            headingLevel={3}
            title={isFiltered ? 'No rows match' : `No ${many} in the roster`}
            action={isFiltered ? <ButtonLink href={path}>Clear filters</ButtonLink> : null}
          />
        }
        isWide
      />
    </Section>
  );
}
