import type { ReactNode } from 'react';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { FilterBar } from '@/components/data-table/filter-bar';
import { hasFilters, tableHref, type TableState } from '@/components/data-table/table-state';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { ListFoot, type ListPage, type ListRequest, type ListTotal } from './list-foot';

/** A list of the roster other than people: filters, table, neighbours. */
export function RosterList<Row extends { sourcedId: string }>({
  title,
  path,
  state,
  filters,
  columns,
  page,
  request,
  total,
  rowHref,
  one,
  many,
}: {
  title: string;
  path: string;
  state: TableState;
  filters: ReactNode;
  columns: readonly Column<Row>[];
  page: ListPage<Row>;
  request: ListRequest;
  total: Promise<ListTotal>;
  rowHref: (row: Row) => string;
  one: string;
  many: string;
}) {
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
        rowHref={rowHref}
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
