import type { ReactNode } from 'react';
import classes from './print-sheet.module.css';

/** A page that is printed across the paper. */
export function PrintSheet({ children }: { children: ReactNode }) {
  return <div className={classes.sheet}>{children}</div>;
}

/** What is on the paper: filters and pages are not printed, so their words are. */
export function PrintWords({ children }: { children: ReactNode }) {
  return <p className={classes.words}>{children}</p>;
}

export function ScreenOnly({ children }: { children: ReactNode }) {
  return <div className={classes.screen}>{children}</div>;
}
