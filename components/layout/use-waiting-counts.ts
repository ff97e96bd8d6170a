'use client';

import { useEffect, useRef, useState } from 'react';

/** How many things wait, by the name of what they are. */
export type WaitingCounts = Readonly<Record<string, number>>;

/**
 * The counts the server wrote into the page, and newer ones each time another page opens: a layout is not written again then. Where
 * asking fails, the last known ones stay.
 */
export function useWaitingCounts(
  written: WaitingCounts,
  source: string,
  path: string,
): WaitingCounts {
  const [asked, setAsked] = useState({ written, counts: written });
  const firstPath = useRef(path);
  useEffect(() => {
    if (path === firstPath.current) return;
    firstPath.current = '';
    const request = new AbortController();
    const ask = async () => {
      const answer = await fetch(source, { signal: request.signal });
      const counts: unknown = await answer.json();
      if (answer.ok && isCounts(counts)) setAsked({ written, counts });
    };
    ask().catch(() => undefined);
    return () => request.abort();
  }, [path, source, written]);
  return asked.written === written ? asked.counts : written;
}

function isCounts(value: unknown): value is WaitingCounts {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((count) => typeof count === 'number')
  );
}
