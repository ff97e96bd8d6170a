'use client';

import { useLinkStatus } from 'next/link';
import classes from './link-pending.module.css';

/**
 * Stands inside a link: a thin line at the top of the window while its page is on the way, from a tenth
 * of a second on. There are no `loading.tsx` skeletons: they would hide every page from a browser without
 * JavaScript and turn "not found" into an answer of 200, because the answer starts before it is known.
 */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return <PendingLine isPending={pending} />;
}

/** The same line for what is no link. */
export function PendingLine({ isPending }: { isPending: boolean }) {
  return isPending ? (
    <span className={classes.line} role="progressbar" aria-label="Loading the page" />
  ) : null;
}
