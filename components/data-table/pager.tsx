import Link from 'next/link';
import type { ReactNode } from 'react';
import { LinkPending } from '../ui/link-pending';
import classes from './data-table.module.css';
import type { PagerLinks } from './pager-links';

/** Below a table: what it shows, in words, and links to its other pages. */
export function Pager({
  shown,
  firstHref,
  previousHref,
  nextHref,
  lastHref,
  children,
}: PagerLinks & {
  /** "50 of more than 10,000 people" */
  shown: string;
  /** Between what is shown and the links. */
  children?: ReactNode;
}) {
  const steps = [
    { label: 'First', href: firstHref },
    { label: 'Previous', href: previousHref },
    { label: 'Next', href: nextHref },
    { label: 'Last', href: lastHref },
  ];
  return (
    <div className={classes.pages}>
      <p>Showing {shown}</p>
      {children}
      {steps.some(({ href }) => href) ? (
        <nav aria-label="Pages of the table">
          <ul>
            {steps.map(({ label, href }) =>
              href === undefined ? null : (
                <li key={label}>
                  {href === null ? (
                    <span className={classes.closed}>{label}</span>
                  ) : (
                    <Link href={href} prefetch={false}>
                      {label}
                      <LinkPending />
                    </Link>
                  )}
                </li>
              ),
            )}
          </ul>
        </nav>
      ) : null}
    </div>
  );
}
