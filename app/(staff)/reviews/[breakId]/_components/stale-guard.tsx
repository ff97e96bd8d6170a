'use client';

import {
  createContext,
  useContext,
  useEffect,
  useRef,
  useState,
  type ComponentProps,
  type ReactNode,
} from 'react';
import { Callout } from '@/components/ui/callout';
import { SubmitButton } from '@/components/ui/submit-button';
import classes from './decision-bar.module.css';

const StaleContext = createContext(false);

/** Sends a decision, and is off once the page is out of date; the banner above says why. */
export function DecisionSubmit(props: ComponentProps<typeof SubmitButton>) {
  const isStale = useContext(StaleContext);
  return <SubmitButton {...props} disabled={isStale} />;
}

interface Pulse {
  others: string[];
  /** What happened meanwhile, in a sentence; null while nothing did. */
  news: string | null;
}

const LOOK_EVERY_MS = 30_000;

/**
 * Watches the run under review. When it is not held any more, because newer files came or somebody decided,
 * it says so once, before everything else: an open dialog closes and keeps what was typed. The server
 * refuses a stale decision in any case. Also says who else is looking.
 */
export function StaleGuard({
  address,
  pulseAddress,
  newest,
  children,
}: {
  address: string;
  /** Answers who else looks and how the review stands. */
  pulseAddress: string;
  /** Address of the review as it stands. */
  newest: string;
  children: ReactNode;
}) {
  const [isStale, setStale] = useState(false);
  const [pulse, setPulse] = useState<Pulse>({ others: [], news: null });
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

  useEffect(() => {
    const ask = async () => {
      if (document.visibilityState !== 'visible') return;
      // A look that fails is made again half a minute later.
      const answer = await fetch(pulseAddress, { method: 'POST' }).catch(() => null);
      if (!answer?.ok) return;
      const next = (await answer.json()) as Pulse;
      setPulse(next);
      if (next.news !== null) setStale(true);
    };
    void ask();
    const timer = setInterval(() => void ask(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [pulseAddress, isStale]);

  return (
    <StaleContext value={isStale}>
      <div ref={said} tabIndex={-1} className={classes.said}>
        {isStale ? (
          <Callout tone="problem" title="This review is out of date" role="alert">
            <p>
              {pulse.news ?? 'Newer files came, or somebody else decided, while you were looking.'}{' '}
              What you typed is still in its dialog, to be copied; it can no longer be sent from
              here.
            </p>
            <p>
              {/* A plain link: the whole page is read again. */}
              <a href={newest}>Open the review as it stands now</a>
            </p>
          </Callout>
        ) : null}
      </div>
      <p role="status" className={classes.presence}>
        {pulse.others.length > 0 ? `${pulse.others.join(', ')} also has this review open.` : ''}
      </p>
      <div ref={decision} className={classes.guarded} data-stale={isStale || undefined}>
        {children}
      </div>
    </StaleContext>
  );
}
