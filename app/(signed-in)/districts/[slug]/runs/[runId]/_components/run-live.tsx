'use client';

import { useEffect, useRef, useState } from 'react';
import { progressSentence, type Progress } from '@/components/domain/progress-sentence';
import { Button } from '@/components/ui/button';
import { ConnectionLost } from '@/components/ui/connection-lost';
import { useLostAt } from '@/components/ui/use-lost-at';
import { isServerThere, useSafeRefresh } from '@/components/ui/use-safe-refresh';
import classes from './run-live.module.css';

type Pulse = {
  status: string;
  word: string;
  isFinal: boolean;
  progress: Progress | null;
  lastEventId: number;
};

const firstPollMs = 3_000;
const longestPollMs = 30_000;
const renewAgainMs = 3_000;

/**
 * Follows a run: by a stream of events, by asking again where there is none. Counts change in place and are
 * not spoken; a new state is spoken, and the page around is read again.
 */
export function RunLive({
  address,
  status,
  word,
  progress,
  isWorking,
}: {
  address: string;
  status: string;
  word: string;
  progress: Progress | null;
  isWorking: boolean;
}) {
  const refresh = useSafeRefresh();
  const [pulse, setPulse] = useState<Pulse | null>(null);
  const [isPaused, setPaused] = useState(false);
  const { lostAt, note } = useLostAt();
  const seen = useRef({ status, lastEventId: -1 });

  useEffect(() => {
    if (isPaused) return;
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = firstPollMs;
    let isOver = false;
    let isGone = false;
    let renewing: ReturnType<typeof setTimeout> | undefined;

    // Also the last news of a run must arrive.
    const renew = async () => {
      const isRenewed = await refresh();
      if (isGone) return;
      note(isRenewed ? 'updated' : 'lost');
      if (!isRenewed) renewing = setTimeout(() => void renew(), renewAgainMs);
    };
    const take = (next: Pulse) => {
      setPulse(next);
      note('updated');
      wait = firstPollMs;
      const { status: known, lastEventId } = seen.current;
      const isNews =
        next.status !== known || (lastEventId !== -1 && next.lastEventId !== lastEventId);
      seen.current = { status: next.status, lastEventId: next.lastEventId };
      if (isNews) {
        clearTimeout(renewing);
        void renew();
      }
      if (next.isFinal) {
        isOver = true;
        source?.close();
      }
    };
    const poll = async () => {
      if (isOver) return;
      try {
        const response = await fetch(`${address}?once=1`);
        if (response.ok) take((await response.json()) as Pulse);
        else if (response.status >= 500) note('lost');
      } catch {
        note('lost');
      }
      wait = Math.min(longestPollMs, wait * 1.5);
      if (!isOver) timer = setTimeout(() => void poll(), wait);
    };

    // The server ends every stream after a while, and the browser opens the next: only what cannot be reached is lost.
    const noteIfLost = async () => {
      if (!(await isServerThere()) && !isGone) note('lost');
    };
    const listen = () => {
      if (isOver) return;
      source?.close();
      source = new EventSource(address);
      source.onmessage = (event: MessageEvent<string>) => take(JSON.parse(event.data) as Pulse);
      source.onerror = () => {
        // The browser comes back by itself unless the answer was not a stream at all.
        if (source?.readyState === EventSource.CLOSED && !isOver)
          timer = setTimeout(() => void poll(), wait);
        else void noteIfLost();
      };
      source.onopen = () => note('there');
    };
    listen();
    // A stream that outlived the loss of the network has nothing to say of it.
    window.addEventListener('online', listen);
    return () => {
      window.removeEventListener('online', listen);
      isOver = isGone = true;
      source?.close();
      clearTimeout(timer);
      clearTimeout(renewing);
    };
  }, [address, isPaused, note, refresh]);

  const sentence = progressSentence(pulse ? pulse.progress : progress);
  const shown = pulse?.progress ?? progress;
  const isBusy = pulse ? !pulse.isFinal && isWorking : isWorking;
  return (
    <div className={classes.live}>
      {isBusy ? (
        <div className={classes.work}>
          <p>{sentence ?? `${pulse?.word ?? word}…`}</p>
          {shown?.done && shown.total ? (
            <progress
              className={classes.bar}
              max={shown.total}
              value={shown.done}
              aria-label={sentence ?? word}
            />
          ) : null}
          <p className={classes.soft}>You can leave this page; the work continues.</p>
        </div>
      ) : null}
      <p role="status" className={classes.said}>
        {pulse && pulse.status !== status ? `Now: ${pulse.word}` : ''}
      </p>
      <Button
        size="small"
        variant="quiet"
        aria-pressed={isPaused}
        onClick={() => setPaused(!isPaused)}
      >
        {isPaused ? 'Resume live updates' : 'Pause live updates'}
      </Button>
      <ConnectionLost lostAt={isPaused ? null : lostAt} />
    </div>
  );
}
