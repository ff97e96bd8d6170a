'use client';

import { useEffect, useState } from 'react';
import type { SearchAnswer } from './answer';
import { readRecentDistricts } from './recent-districts';

const ADDRESS = '/api/search';
/** From one letter to the next while somebody types: an answer to half of them would be for nobody. */
const PAUSE_MS = 120;

export type SearchResult = { text: string } & (
  { isFailed: false; answer: SearchAnswer } | { isFailed: true; message: string }
);

/**
 * What the server found for `text`; the result before it stays until the next one is there, and says for which text it is. A question
 * that is no longer asked is broken off, so that its answer never takes the place of a newer one. Another `round` asks anew.
 */
export function useSearch(
  text: string,
  district: string | null,
  round: number,
  only?: 'districts',
): SearchResult | null {
  const [result, setResult] = useState<SearchResult | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const ask = async () => {
      const answered = await askServer(
        { text, district, recent: readRecentDistricts(), only },
        controller.signal,
      );
      if (!controller.signal.aborted) setResult({ text, ...answered });
    };
    const timer = setTimeout(() => void ask(), text === '' ? 0 : PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [text, district, round, only]);
  return result;
}

const noAnswer = {
  isFailed: true,
  message: 'The search did not answer. Check your connection, then try again.',
} as const;

async function askServer(
  question: { text: string; district: string | null; recent: string[]; only?: 'districts' },
  signal: AbortSignal,
): Promise<{ isFailed: false; answer: SearchAnswer } | { isFailed: true; message: string }> {
  try {
    const response = await fetch(ADDRESS, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
      signal,
    });
    const body: unknown = await response.json();
    if (response.ok) return { isFailed: false, answer: body as SearchAnswer };
    const { error } = body as { error?: { message?: string } };
    return error?.message === undefined ? noAnswer : { isFailed: true, message: error.message };
  } catch {
    return noAnswer;
  }
}
