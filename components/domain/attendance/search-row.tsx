import type { ReactNode } from 'react';
import classes from './search-row.module.css';

/** A search field and its button above a table. */
export function SearchRow({ children }: { children: ReactNode }) {
  return <div className={classes.row}>{children}</div>;
}
