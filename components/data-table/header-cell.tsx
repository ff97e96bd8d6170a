import Link from 'next/link';
import type { CSSProperties } from 'react';
import { flushSync } from 'react-dom';
import { LinkPending } from '../ui/link-pending';
import { VisuallyHidden } from '../ui/visually-hidden';
import classes from './data-table.module.css';
import { tableHref, type TableState } from './table-state';
import type { TableHeader, ViewTable } from './view-table';

export type TableAddress = { path: string; state: TableState };

/** The words of a column: a link where pressing sorts. Its edge can be dragged; the panel of the table does the same by keys. */
export function HeaderCell({
  table,
  header,
  address,
  style,
}: {
  table: ViewTable;
  header: TableHeader;
  /** Where the sort links lead; without it nothing sorts. */
  address?: TableAddress;
  style?: CSSProperties;
}) {
  const { column } = header;
  const { meta } = column.columnDef;
  const next = address && column.getCanSort() ? column.getNextSortingOrder() : false;
  const sorted = column.getIsSorted();
  return (
    <th
      scope="col"
      data-column={column.id}
      className={meta?.className}
      style={style}
      aria-sort={
        next ? (sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : 'none') : undefined
      }
    >
      {address && next ? (
        <Link
          href={tableHref(address.path, address.state, { sort: column.id, direction: next })}
          prefetch={false}
          scroll={false}
          className={`${classes.head} ${classes.sort}`}
        >
          {meta?.header}
          <span aria-hidden="true" className={classes.arrow}>
            {sorted ? (sorted === 'asc' ? '↑' : '↓') : '↕'}
          </span>
          <VisuallyHidden>
            , sort {next === 'asc' ? 'lowest first' : 'highest first'}
          </VisuallyHidden>
          <LinkPending />
        </Link>
      ) : (
        <span className={classes.head}>{meta?.header}</span>
      )}
      <Edge table={table} header={header} />
    </th>
  );
}

/** Drags the right edge of a column. */
export function Edge({ table, header }: { table: ViewTable; header: TableHeader }) {
  const { column } = header;
  return (
    <span
      aria-hidden="true"
      className={classes.edge}
      data-resizing={column.getIsResizing() || undefined}
      onMouseDown={(event) => {
        const cell = event.currentTarget.closest('th');
        if (!cell) return;
        // Until it is dragged the browser decides how wide a column is: the drag begins from there.
        flushSync(() =>
          table.setColumnSizing((old) => ({ ...old, [column.id]: cell.offsetWidth })),
        );
        header.getResizeHandler()(event);
      }}
      onDoubleClick={() => column.resetSize()}
    />
  );
}
