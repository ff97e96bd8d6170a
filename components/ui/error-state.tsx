import type { ReactNode } from 'react';
import classes from './states.module.css';

/** What happened, whose it is, what to do. `reference` is what support can look up. */
export function ErrorState({
  title,
  children,
  reference,
  action,
}: {
  title: string;
  children: ReactNode;
  reference?: string;
  action?: ReactNode;
}) {
  return (
    <div className={classes.error} role="alert">
      <h1 className={classes.title}>{title}</h1>
      <div className={classes.words}>{children}</div>
      {reference ? (
        <p className={classes.reference}>
          Reference <code>{reference}</code>
        </p>
      ) : null}
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}
