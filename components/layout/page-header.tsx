import Link from 'next/link';
import type { ReactNode } from 'react';
import { Breakable } from '@/components/ui/breakable';
import classes from './page-header.module.css';

export type Crumb = { href: string; label: string };

/** Where you are, what this is, its state and what can be done with it. */
export function PageHeader({
  title,
  crumbs = [],
  status,
  description,
  actions,
}: {
  title: string;
  crumbs?: readonly Crumb[];
  status?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={classes.header}>
      {crumbs.length > 0 ? (
        <nav aria-label="Breadcrumb" className={classes.crumbs}>
          <ol>
            {crumbs.map((crumb) => (
              <li key={crumb.href}>
                <Link href={crumb.href} prefetch={false}>
                  {crumb.label}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
      <div className={classes.line}>
        <div className={classes.words}>
          <div className={classes.titleLine}>
            <h1>
              <Breakable text={title} />
            </h1>
            {status}
          </div>
          {description ? <p className={classes.description}>{description}</p> : null}
        </div>
        {actions ? <div className={classes.actions}>{actions}</div> : null}
      </div>
    </div>
  );
}
