import type { ReactNode } from 'react';
import classes from './print-sheet.module.css';

/** A page that is printed across the paper. */
export function PrintSheet({ children }: { children: ReactNode }) {
  return <div className={classes.sheet}>{children}</div>;
}

/** What is on the paper: filters and pages are not printed, so what they choose is said. */
export function PrintCaption({ children }: { children: ReactNode }) {
  return <p className={classes.caption}>{children}</p>;
}

export function ScreenOnly({ children }: { children: ReactNode }) {
  return <div className={classes.screen}>{children}</div>;
}
