'use client';

import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Callout } from '@/components/ui/callout';
import classes from './decision-bar.module.css';

/**
 * Watches the run under review. When it is not held any more, because newer files came or somebody decided,
 * it says so once, before everything else: an open dialog closes and keeps what was typed. The server
 * refuses a stale decision in any case.
 */
export function StaleGuard({
  address,
  newest,
  children,
}: {
  address: string;
  /** Address of the review as it stands. */
  newest: string;
  children: ReactNode;
}) {
  const [isStale, setStale] = useState(false);
  const said = useRef<HTMLDivElement>(null);
  const decision = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!isStale) return;
    decision.current?.querySelectorAll('dialog').forEach((dialog) => dialog.close());
    said.current?.focus();
  }, [isStale]);

  useEffect(() => {
    const source = new EventSource(address);
    source.onmessage = (event: MessageEvent<string>) => {
      const { status } = JSON.parse(event.data) as { status: string };
      if (status !== 'HELD') {
        setStale(true);
        source.close();
      }
    };
    return () => source.close();
  }, [address]);
  return (
    <>
      <div ref={said} tabIndex={-1}>
        {isStale ? (
          <Callout tone="problem" title="This review is out of date" role="alert">
            <p>
              Newer files came, or somebody else decided, while you were looking. What you typed is
              still in its dialog, to be copied; it can no longer be sent from here.
            </p>
            <p>
              {/* A plain link: the whole page is read again. */}
              <a href={newest}>Open the review as it stands now</a>
            </p>
          </Callout>
        ) : null}
      </div>
      <div ref={decision} className={classes.guarded}>
        {children}
      </div>
    </>
  );
}
