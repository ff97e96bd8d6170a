import type { ReactNode } from 'react';
import classes from './toolbar.module.css';

/** The one row above a table: what narrows it on the left, how it is shown and what can be done with it on the right. */
export function Toolbar({
  filters,
  tools,
  chips,
}: {
  filters?: ReactNode;
  tools?: ReactNode;
  /** What is set, on a line of its own. */
  chips?: ReactNode;
}) {
  return (
    <>
      <div className={classes.toolbar}>
        {filters}
        {tools ? <div className={classes.tools}>{tools}</div> : null}
      </div>
      {chips}
    </>
  );
}
