'use client';

import { useEffect, useState, type ReactNode } from 'react';

/**
 * A wait that is seen: "You can ask again in 23 s", then what may be done. It counts from the seconds the
 * server gave, so a wrong clock in the browser does not lengthen it. Without JavaScript the children show
 * at once, and the server keeps the wait.
 */
export function WaitUntil({ secondsLeft, children }: { secondsLeft: number; children: ReactNode }) {
  const [left, setLeft] = useState<number | null>(null);
  const isWaiting = left === null ? false : left > 0;

  useEffect(() => {
    const endsAt = performance.now() + secondsLeft * 1000;
    const update = () => setLeft(Math.max(0, Math.ceil((endsAt - performance.now()) / 1000)));
    update();
    const timer = setInterval(update, 1000);
    return () => clearInterval(timer);
  }, [secondsLeft]);

  return isWaiting ? <p>You can ask for a new code in {left} s.</p> : children;
}
