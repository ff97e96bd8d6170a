'use client';

import { useEffect, useState } from 'react';
import { formatDuration } from '@/lib/core/format/numbers';

/**
 * "in 42 s", then "now". It counts from the seconds the server gave, so a wrong clock in the browser does not change
 * it. Not spoken second by second; without JavaScript it stands as it was when the page was made.
 */
export function Countdown({ secondsLeft }: { secondsLeft: number }) {
  const [left, setLeft] = useState(secondsLeft);

  useEffect(() => {
    const endsAt = performance.now() + secondsLeft * 1000;
    const update = () => setLeft(Math.max(0, Math.ceil((endsAt - performance.now()) / 1000)));
    update();
    const timer = setInterval(update, 1000);
    return () => clearInterval(timer);
  }, [secondsLeft]);

  return <span role="timer">{left > 0 ? `in ${seconds(left)}` : 'now'}</span>;
}

function seconds(count: number): string {
  return count < 60 ? `${count} s` : formatDuration(count * 1000);
}
