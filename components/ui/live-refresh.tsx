'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { Button } from './button';
import classes from './live-refresh.module.css';

const firstWaitMs = 3_000;
const growth = 1.5;
const unattendedAfterMs = 60_000;
// Read by lib/server/http/session-person.ts. Gone after a few seconds even if nothing takes it away.
const unattended = 'connector-unattended=1; path=/; samesite=lax; max-age=5';
const attended = 'connector-unattended=; path=/; samesite=lax; max-age=0';
const signsOfLife = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Asks the server for the page again every 3 s while the page is looked at, less and less often while
 * nothing changes. `version` is anything that differs when something changed. `announce` is spoken only
 * when it changes, so it should name a state, not a count. While nobody touches the page, its questions do
 * not keep the person signed in, and none is asked where that could take away what somebody typed.
 */
export function LiveRefresh({
  version,
  announce,
  longestWaitMs = 30_000,
}: {
  version: string;
  announce: string;
  longestWaitMs?: number;
}) {
  const router = useRouter();
  const [isPaused, setPaused] = useState(false);
  const wait = useRef(firstWaitMs);
  const touchedAt = useRef(0);

  useEffect(() => {
    wait.current = firstWaitMs;
  }, [version]);

  useEffect(() => {
    const onTouch = () => {
      const wasUnattended = isUnattended(touchedAt.current);
      touchedAt.current = performance.now();
      if (wasUnattended) document.cookie = attended;
    };
    onTouch();
    for (const sign of signsOfLife) document.addEventListener(sign, onTouch, { passive: true });
    return () => {
      for (const sign of signsOfLife) document.removeEventListener(sign, onTouch);
    };
  }, []);

  useEffect(() => {
    if (isPaused) return;
    let timer: ReturnType<typeof setTimeout>;
    const refresh = () => {
      if (isUnattended(touchedAt.current)) {
        if (hasTypedText()) return;
        document.cookie = unattended;
      }
      router.refresh();
    };
    const plan = () => {
      timer = setTimeout(() => {
        if (document.visibilityState === 'visible') refresh();
        wait.current = Math.min(longestWaitMs, wait.current * growth);
        plan();
      }, wait.current);
    };
    const onVisible = () => {
      if (document.visibilityState !== 'visible') return;
      clearTimeout(timer);
      wait.current = firstWaitMs;
      touchedAt.current = performance.now();
      refresh();
      plan();
    };
    plan();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [isPaused, longestWaitMs, router, version]);

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

function isUnattended(touchedAt: number): boolean {
  return performance.now() - touchedAt > unattendedAfterMs;
}

/** A session that turns out to be over takes the page away, and with it what stands in its fields. */
function hasTypedText(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'main input:not([type="hidden"]), main textarea',
  );
  return [...fields].some((field) => field.value !== field.defaultValue);
}
