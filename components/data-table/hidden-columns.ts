import { useSyncExternalStore } from 'react';

/**
 * Which columns a person hid, kept in their browser. It is a habit of the reader and not part of what is
 * shown, so it stays out of the address: a link opens the whole table for somebody else.
 */
const prefix = 'table-columns:';

/** Used alone where the browser keeps nothing, such as in a private window. */
const inMemory = new Map<string, string>();
const listeners = new Set<() => void>();

/** Tables with the same columns share what is hidden, whatever their captions say. */
export function tableKey(columnIds: readonly string[]): string {
  return prefix + columnIds.join(' ');
}

/** The ids that can still be hidden: a stored text may be of an older release or edited by hand. */
export function parseHiddenColumns(text: string, hideable: readonly string[]): string[] {
  const hidden = new Set(text.split(' '));
  return hideable.filter((id) => hidden.has(id));
}

export function saveHiddenColumns(key: string, ids: readonly string[]): void {
  const text = ids.join(' ');
  inMemory.set(key, text);
  try {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  } catch {
    // The choice then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

export function readHiddenColumns(key: string): string {
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

/** Nothing is hidden on the server and while the page wakes up, so that both write the same table. */
export function useHiddenColumns(key: string): string {
  return useSyncExternalStore(
    subscribe,
    () => readHiddenColumns(key),
    () => '',
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
