'use client';

import { useEffect, useState, type ReactNode } from 'react';

/**
 * A wait that is seen: "You can ask again in 23 s", then what may be done. `until` comes with the time
 * the server thinks it is, so a wrong clock in the browser does not lengthen the wait. Without JavaScript
 * both the sentence and the children show, and the server keeps the wait.
 */
export function WaitUntil({ secondsLeft, children }: { secondsLeft: number; children: ReactNode }) {
  const [left, setLeft] = useState(Math.max(0, Math.ceil(secondsLeft)));
  const isOver = left <= 0;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1000);
    return () => clearInterval(timer);
  }, [isOver]);
  return (
    <>
      {isOver ? null : <p>You can ask again in {left} s.</p>}
      {children}
    </>
  );
}
