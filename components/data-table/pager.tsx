import Link from 'next/link';
import { LinkPending } from '../ui/link-pending';
import classes from './data-table.module.css';

/**
 * Paging by the row before or after, for lists too long to number their pages: what is shown in words,
 * and links to the neighbours.
 */
export function Pager({
  shown,
  firstHref,
  previousHref,
  nextHref,
}: {
  /** "50 of more than 10,000 people" */
  shown: string;
  firstHref: string | null;
  previousHref: string | null;
  nextHref: string | null;
}) {
  const steps = [
    { label: 'First', href: firstHref },
    { label: 'Previous', href: previousHref },
    { label: 'Next', href: nextHref },
  ];
  return (
    <div className={classes.pages}>
      <p>Showing {shown}</p>
      {steps.some((step) => step.href) ? (
        <nav aria-label="Pages of the table">
          <ul>
            {steps.map((step) => (
              <li key={step.label}>
                {step.href ? (
                  <Link href={step.href} prefetch={false}>
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
