import Link from 'next/link';
import { formatNumber } from '@/lib/core/format/numbers';
import { LinkPending } from '../ui/link-pending';
import classes from './data-table.module.css';
import { pageSizes, tableHref, type TableState } from './table-state';

/** "1–50 of 48,213" and where to go from here. */
export function Pages({ path, state, total }: { path: string; state: TableState; total: number }) {
  const last = Math.max(1, Math.ceil(total / state.pageSize));
  const from = (state.page - 1) * state.pageSize + 1;
  const to = Math.min(total, state.page * state.pageSize);
  const steps = [
    { label: 'First', page: 1, isOpen: state.page > 1 },
    { label: 'Previous', page: state.page - 1, isOpen: state.page > 1 },
    { label: 'Next', page: state.page + 1, isOpen: state.page < last },
    { label: 'Last', page: last, isOpen: state.page < last },
  ];
  return (
    <div className={classes.pages}>
      <p>
        Showing {formatNumber(from)}–{formatNumber(to)} of {formatNumber(total)}
      </p>
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
      {last > 1 ? (
        <nav aria-label="Pages of the table">
          <ul>
            {steps.map((step) => (
              <li key={step.label}>
                {step.isOpen ? (
                  <Link href={tableHref(path, state, { page: step.page })} prefetch={false}>
                    {step.label}
                    <LinkPending />
                  </Link>
                ) : (
                  <span className={classes.closed}>{step.label}</span>
                )}
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
    </div>
  );
}
