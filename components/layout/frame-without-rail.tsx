import type { ReactNode } from 'react';
import classes from './app-shell.module.css';

/** Where the side navigation cannot be known: a page that failed. */
export function FrameWithoutRail({ children }: { children: ReactNode }) {
  return (
    <main id="content" tabIndex={-1} className={classes.main}>
      {children}
    </main>
  );
}
