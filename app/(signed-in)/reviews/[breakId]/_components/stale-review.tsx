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
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { SubmitButton } from '@/components/ui/submit-button';
import classes from './decision-bar.module.css';

interface Pulse {
  others: string[];
  /** What happened meanwhile, in a sentence; null while nothing did. */
  news: string | null;
}

interface WatchState extends Pulse {
  isStale: boolean;
  /** Address of the review as it stands; null where nobody watches. */
  newest: string | null;
}

const WatchContext = createContext<WatchState>({
  isStale: false,
  newest: null,
  others: [],
  news: null,
});

const LOOK_EVERY_MS = 30_000;

export interface Watched {
  /** Says the state of the run. */
  address: string;
  /** Answers who else has the review open and what its status is. */
  pulseAddress: string;
  newest: string;
}

/**
 * Watches the run under review. When it is not held any more, because newer files came or somebody decided, everything
 * on the page that speaks of a decision says so: an open dialog closes and keeps what was typed. The server refuses a stale
 * decision in any case. Also knows who else is looking.
 */
export function WatchedReview({ watched, children }: { watched: Watched; children: ReactNode }) {
  const { address, pulseAddress, newest } = watched;
  const [isStale, setStale] = useState(false);
  const [pulse, setPulse] = useState<Pulse>({ others: [], news: null });
  const page = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!isStale) return;
    page.current?.querySelectorAll('dialog').forEach((dialog) => dialog.close());
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
      // After a failure it asks again half a minute later.
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
    <WatchContext value={{ isStale, newest, ...pulse }}>
      <div ref={page}>{children}</div>
    </WatchContext>
  );
}

/** Below the title, before everything else. */
export function StaleNews() {
  const { isStale, newest, news } = useContext(WatchContext);
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isStale) said.current?.focus();
  }, [isStale]);
  if (newest === null) return null;
  return (
    <div ref={said} tabIndex={-1} className={classes.said}>
      {isStale ? (
        <Callout tone="problem" title="This review is out of date" role="alert">
          <p>
            {news ?? 'Newer files arrived, or someone else decided, while this page was open.'}{' '}
            Nothing can be decided from this page anymore. What you typed is still in its dialog, so
            you can copy it.
          </p>
          <p>
            {/* A plain link: the whole page is read again. */}
            <a href={newest}>Open the current review</a>
          </p>
        </Callout>
      ) : null}
    </div>
  );
}

/** What is only true of a review that is still open as it is shown; `otherwise` takes its place. */
export function WhileCurrent({
  otherwise = null,
  children,
}: {
  otherwise?: ReactNode;
  children: ReactNode;
}) {
  return useContext(WatchContext).isStale ? otherwise : children;
}

export function OthersLooking() {
  const { others } = useContext(WatchContext);
  return (
    <p role="status" className={classes.presence}>
      {others.length > 0 ? `${others.join(', ')} also has this review open.` : ''}
    </p>
  );
}

/** The dialog of a decision. Out of date, it is no offer any more: it only holds what was typed. */
export function DecisionDialog({
  triggerVariant,
  children,
  ...dialog
}: ComponentProps<typeof ConfirmDialog>) {
  const { isStale } = useContext(WatchContext);
  return (
    <ConfirmDialog {...dialog} triggerVariant={isStale ? 'quiet' : triggerVariant}>
      {isStale ? (
        <p>
          <strong>This version is out of date and can no longer be decided.</strong> What you typed
          is here to be copied.
        </p>
      ) : null}
      {children}
    </ConfirmDialog>
  );
}

/** Sends a decision, and is off once the page is out of date. */
export function DecisionSubmit(props: ComponentProps<typeof SubmitButton>) {
  const { isStale } = useContext(WatchContext);
  return <SubmitButton {...props} disabled={isStale} />;
}
