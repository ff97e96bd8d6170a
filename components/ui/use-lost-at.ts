'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

/** What became of asking the server: the page is renewed, it need not be, or there was no answer. */
export type Answer = 'updated' | 'there' | 'lost';

/** The time of day of what a page shows while the server does not answer, else null; and how to say what the server did. */
export function useLostAt(): { lostAt: string | null; note: (answer: Answer) => void } {
  const [lostAt, setLostAt] = useState<string | null>(null);
  const updatedAt = useRef<Date | null>(null);
  const note = useCallback((answer: Answer) => {
    if (answer === 'updated') updatedAt.current = new Date();
    setLostAt(answer === 'lost' ? timeOfDay(updatedAt.current ?? new Date()) : null);
  }, []);

  useEffect(() => {
    updatedAt.current = new Date();
    const onOffline = () => note('lost');
    window.addEventListener('offline', onOffline);
    return () => window.removeEventListener('offline', onOffline);
  }, [note]);

  return { lostAt, note };
}

function timeOfDay(at: Date): string {
  return at.toLocaleTimeString('en-US', {
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}
