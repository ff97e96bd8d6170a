'use client';

import { useEffect, useRef, useState } from 'react';
import { Button } from './button';
import { ConnectionLost } from './connection-lost';
import classes from './live-refresh.module.css';
import { useLostAt, type Answer } from './use-lost-at';
import { isServerThere, useSafeRefresh } from './use-safe-refresh';

const firstWaitMs = 3_000;
const growth = 1.5;
/** A connection that is lost is noticed this soon, however rarely the page is renewed. */
const noticedWithinMs = 8_000;
const unattendedAfterMs = 60_000;
// Read by lib/server/http/session-person.ts. Gone after a few seconds even if nothing takes it away.
const unattended = 'connector-unattended=1; path=/; samesite=lax; max-age=5';
const attended = 'connector-unattended=; path=/; samesite=lax; max-age=0';
const signsOfLife = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Asks the server for the page again every 3 s while the page is looked at, less and less often while
 * nothing changes. `version` is anything that differs when something changed. `announce` is spoken only
 * when it changes, so it should name a state, not a count. While nobody touches the page, its questions do
 * not keep the person signed in, and none is asked where that could take away what somebody typed. `news` is the address of a
 * stream that says another word when something happened: the page is then renewed at once.
 */
export function LiveRefresh({
  version,
  announce,
  longestWaitMs = 30_000,
  news,
}: {
  version: string;
  announce: string;
  longestWaitMs?: number;
  news?: string;
}) {
  const refreshSafely = useSafeRefresh();
  const { lostAt, note } = useLostAt();
  const [isPaused, setPaused] = useState(false);
  const wait = useRef(firstWaitMs);
  const touchedAt = useRef(0);
  const renewNow = useRef(() => {});

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
    // Whoever waits for an answer goes on only if nothing began in its place meanwhile.
    let turn = 0;
    const refresh = async (): Promise<Answer> => {
      if (isUnattended(touchedAt.current)) {
        if (hasTypedText()) return look();
        document.cookie = unattended;
      }
      return (await refreshSafely()) ? 'updated' : 'lost';
    };
    const ask = async (isTime: boolean, next: () => void) => {
      const mine = (turn += 1);
      const answer =
        document.visibilityState === 'visible' ? await (isTime ? refresh() : look()) : null;
      if (mine !== turn) return;
      if (answer) note(answer);
      next();
    };
    const plan = (leftMs: number) => {
      const ms = Math.min(leftMs, noticedWithinMs);
      timer = setTimeout(() => void ask(ms === leftMs, () => planAfter(leftMs - ms)), ms);
    };
    const planAfter = (leftMs: number) => {
      if (leftMs === 0) wait.current = Math.min(longestWaitMs, wait.current * growth);
      plan(leftMs || wait.current);
    };
    renewNow.current = () => {
      clearTimeout(timer);
      wait.current = firstWaitMs;
      void ask(true, () => plan(wait.current));
    };
    const onVisible = () => {
      if (document.visibilityState !== 'visible') return;
      touchedAt.current = performance.now();
      renewNow.current();
    };
    plan(wait.current);
    document.addEventListener('visibilitychange', onVisible);
    window.addEventListener('online', onVisible);
    return () => {
      turn += 1;
      renewNow.current = () => {};
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
      window.removeEventListener('online', onVisible);
    };
  }, [isPaused, longestWaitMs, note, refreshSafely, version]);

  useEffect(() => {
    if (isPaused || !news) return;
    let source: EventSource | null = null;
    let heard: string | null = null;
    // Only while somebody looks: a browser keeps few connections to one server.
    const listen = () => {
      source?.close();
      source = null;
      if (document.visibilityState !== 'visible') return;
      source = new EventSource(news);
      source.onmessage = ({ data }: MessageEvent<string>) => {
        const isNews = heard !== null && heard !== data;
        heard = data;
        if (isNews) renewNow.current();
      };
    };
    listen();
    document.addEventListener('visibilitychange', listen);
    return () => {
      document.removeEventListener('visibilitychange', listen);
      source?.close();
    };
  }, [isPaused, news]);

  return (
    <div className={classes.live}>
      <p role="status" className={classes.announce}>
        {announce}
      </p>
      <Button size="small" aria-pressed={isPaused} onClick={() => setPaused(!isPaused)}>
        {isPaused ? 'Resume live updates' : 'Pause live updates'}
      </Button>
      <ConnectionLost lostAt={isPaused ? null : lostAt} />
    </div>
  );
}

async function look(): Promise<Answer> {
  return (await isServerThere()) ? 'there' : 'lost';
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
