'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useLayoutEffect, useRef, useTransition } from 'react';
import { anchorIn, putBack, type Anchor, type Point } from './keep-in-place';

/** Answers from the database, and asking it is nothing that keeps somebody signed in. */
const ANSWERING = '/api/session';
const ANSWER_WITHIN_MS = 5_000;

const waysToScroll = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

/** Whether the server can renew a page now. Where it cannot, Next would leave the page for the browser's own error page. */
export async function isServerThere(): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    return (await fetch(ANSWERING, { cache: 'no-store', signal })).status < 500;
  } catch {
    return false;
  }
}

/**
 * Renews the page, but only when the server is there: `refresh` leaves the page as it is and returns false otherwise. What is under the
 * mouse, or has the focus, stays in its place.
 */
export function useSafeRefresh(): () => Promise<boolean> {
  const router = useRouter();
  // Pending until the new page stands.
  const [isRenewing, startRenewing] = useTransition();
  const mouse = useRef<Point | null>(null);
  const anchor = useRef<Anchor | null>(null);
  const isMounted = useRef(false);

  useEffect(() => {
    isMounted.current = true;
    const onMove = ({ pointerType, clientX: x, clientY: y }: PointerEvent) => {
      mouse.current = pointerType === 'mouse' ? { x, y } : null;
    };
    const onLeave = () => {
      mouse.current = null;
    };
    // Whoever scrolls meanwhile means to be elsewhere.
    const letGo = () => {
      anchor.current = null;
    };
    document.addEventListener('pointermove', onMove, { passive: true });
    for (const act of waysToScroll) document.addEventListener(act, letGo, { passive: true });
    document.documentElement.addEventListener('pointerleave', onLeave);
    // The browser would put things back a second time.
    document.documentElement.style.overflowAnchor = 'none';
    return () => {
      isMounted.current = false;
      document.documentElement.style.overflowAnchor = '';
      document.removeEventListener('pointermove', onMove);
      for (const act of waysToScroll) document.removeEventListener(act, letGo);
      document.documentElement.removeEventListener('pointerleave', onLeave);
    };
  }, []);

  useLayoutEffect(() => {
    if (isRenewing) return;
    if (!anchor.current) return;
    putBack(anchor.current);
    anchor.current = null;
  }, [isRenewing]);

  return useCallback(async () => {
    if (!(await isServerThere())) return false;
    if (!isMounted.current) return true;
    const main = document.querySelector('main');
    anchor.current = main ? anchorIn(main, mouse.current) : null;
    startRenewing(() => router.refresh());
    return true;
  }, [router]);
}
