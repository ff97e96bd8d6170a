'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { Button } from './button';
import classes from './live-refresh.module.css';

const firstWaitMs = 3_000;
const longestWaitMs = 30_000;
const growth = 1.5;

/**
 * Asks the server for the page again every 3 s while the page is looked at, less and less often while
 * nothing changes. `version` is anything that differs when something changed. `announce` is spoken only
 * when it changes, so it should name a state, not a count.
 */
export function LiveRefresh({ version, announce }: { version: string; announce: string }) {
  const router = useRouter();
  const [isPaused, setPaused] = useState(false);
  const wait = useRef(firstWaitMs);

  useEffect(() => {
    wait.current = firstWaitMs;
  }, [version]);

  useEffect(() => {
    if (isPaused) return;
    let timer: ReturnType<typeof setTimeout>;
    const plan = () => {
      timer = setTimeout(() => {
        if (document.visibilityState === 'visible') router.refresh();
        wait.current = Math.min(longestWaitMs, wait.current * growth);
        plan();
      }, wait.current);
    };
    const onVisible = () => {
      if (document.visibilityState !== 'visible') return;
      clearTimeout(timer);
      wait.current = firstWaitMs;
      router.refresh();
      plan();
    };
    plan();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [isPaused, router, version]);

  return (
    <div className={classes.live}>
      <p role="status" className={classes.announce}>
        {announce}
      </p>
      <Button size="small" aria-pressed={isPaused} onClick={() => setPaused(!isPaused)}>
        {isPaused ? 'Resume live updates' : 'Pause live updates'}
      </Button>
    </div>
  );
}
