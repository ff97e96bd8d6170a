import Link from 'next/link';
import { LinkPending } from '../ui/link-pending';
import classes from './data-table.module.css';
import { numberedLinks, rangeShown } from './pager-links';
import { Pager } from './pager';
import { pageSizes, tableHref, type TableState } from './table-state';

/** "1–50 of 48,213", how many rows a page has, and links to the other pages. */
export function NumberedPager({
  path,
  state,
  total,
}: {
  path: string;
  state: TableState;
  total: number;
}) {
  const last = Math.max(1, Math.ceil(total / state.pageSize));
  const from = (state.page - 1) * state.pageSize + 1;
  const to = Math.min(total, state.page * state.pageSize);
  const hrefOf = (page: number) => tableHref(path, state, { page });
  const hasNext = state.page < last;
  return (
    <Pager
      shown={rangeShown(from, to, total)}
      {...numberedLinks({ page: state.page, hasNext, hrefOf })}
      lastHref={hasNext ? hrefOf(last) : null}
    >
      {total > pageSizes[0] ? (
        <p>
          Rows:{' '}
          {pageSizes.map((size) =>
            size === state.pageSize ? (
              <b key={size} className={classes.size}>
                {size}
              </b>
            ) : (
              <Link
                key={size}
                href={tableHref(path, state, { pageSize: size })}
                prefetch={false}
                className={classes.size}
              >
                {size}
                <LinkPending />
              </Link>
            ),
          )}
        </p>
      ) : null}
    </Pager>
  );
}
