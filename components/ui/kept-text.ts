import { useSyncExternalStore } from 'react';

/**
 * How a person likes a table or the colors, kept in their browser. It is a habit of the reader and not part of what is shown, so it
 * stays out of the address: a link opens the whole table for somebody else.
 */

/** Used alone where the browser keeps nothing, such as in a private window. */
const inMemory = new Map<string, string>();
const listeners = new Set<() => void>();

export function saveKeptText(key: string, text: string): void {
  inMemory.set(key, text);
  try {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  } catch {
    // The choice then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

export function readKeptText(key: string): string {
  const text = inMemory.get(key);
  if (text !== undefined) return text;
  let stored = '';
  try {
    stored = localStorage.getItem(key) ?? '';
  } catch {
    // Nothing was kept.
  }
  inMemory.set(key, stored);
  return stored;
}

/** Empty on the server and while the page wakes up, so that both write the same table. */
export function useKeptText(key: string): string {
  return useSyncExternalStore(
    subscribe,
    () => readKeptText(key),
    () => '',
  );
}

function subscribe(listener: () => void): () => void {
  const onOtherTab = ({ key }: StorageEvent) => {
    if (key !== null) inMemory.delete(key);
    listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', onOtherTab);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', onOtherTab);
  };
}
