'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useSyncExternalStore, type ReactNode } from 'react';
import { Button } from './button';
import classes from './page-keys.module.css';

const STORED = 'connector-letter-keys';

/**
 * Letters that move about a page of long tables. None of them decides anything: a decision is sent from
 * its dialog only. They can be switched off, and are silent while somebody types.
 */
export function PageLetters({
  children,
}: {
  /** The list of keys. */
  children: ReactNode;
}) {
  const router = useRouter();
  const isOn = useSyncExternalStore(subscribe, areLettersOn, () => true);
  const help = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    let isAfterG = false;
    const onKey = (event: KeyboardEvent) => {
      const isCommand = event.ctrlKey || event.metaKey;
      if (isCommand && event.key === 'Enter') return sendDialog(event);
      if (isCommand || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open], [aria-modal="true"]') || !areLettersOn()) return;
      const goes = isAfterG && event.key === 'q';
      isAfterG = event.key === 'g';
      if (goes) return router.push('/reviews');
      const press = letters[event.key];
      if (event.key === '?') help.current?.showModal();
      else if (press?.() !== true) return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [router]);

  return (
    <>
      <p className={classes.hint}>
        <Button size="small" variant="quiet" onClick={() => help.current?.showModal()}>
          Keyboard shortcuts
        </Button>
      </p>
      <dialog ref={help} className={classes.dialog} aria-labelledby="page-keys-title">
        <h2 id="page-keys-title">Keyboard shortcuts</h2>
        {children}
        <p>No single key approves anything.</p>
        <p className={classes.switch}>
          <input
            type="checkbox"
            id="letter-keys"
            checked={isOn}
            onChange={(event) => setLetters(event.target.checked)}
          />
          <label htmlFor="letter-keys">Use single-letter shortcuts</label>
        </p>
        <div>
          <Button onClick={() => help.current?.close()}>Close</Button>
        </div>
      </dialog>
    </>
  );
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function areLettersOn(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true;
  }
}

function setLetters(isOn: boolean): void {
  try {
    localStorage.setItem(STORED, isOn ? 'on' : 'off');
  } catch {
    // Without a place to keep it, the switch lasts as long as nothing is stored.
  }
  for (const listener of listeners) listener();
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio'].includes(target.type);
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName);
}

function sendDialog(event: KeyboardEvent): void {
  const form = document.activeElement?.closest<HTMLFormElement>('dialog[open] form');
  if (!form) return;
  event.preventDefault();
  form.querySelector<HTMLButtonElement>('button[type="submit"]')?.click();
}

/** True where the letter found something to do. */
const letters: Readonly<Record<string, () => boolean>> = {
  j: () => moveRow(1),
  k: () => moveRow(-1),
  n: () => moveGroup(1),
  p: () => moveGroup(-1),
  x: () => {
    const box = currentRow()?.querySelector<HTMLInputElement>('input[type="checkbox"]');
    box?.click();
    return box !== undefined && box !== null;
  },
  e: () => {
    const near = document.activeElement?.closest('[data-group]');
    const button =
      near?.querySelector<HTMLButtonElement>('[data-viewed] button') ??
      document.querySelector<HTMLButtonElement>('[data-viewed="false"] button');
    button?.click();
    return button !== null;
  },
  '/': () => {
    const field = document.querySelector<HTMLElement>(
      'search input:not([type=hidden]), search select',
    );
    field?.focus();
    return field !== null;
  },
};

function rowsOfPage(): HTMLTableRowElement[] {
  return [...document.querySelectorAll<HTMLTableRowElement>('main tbody tr')].filter(
    (row) => row.offsetParent !== null,
  );
}

function currentRow(): HTMLTableRowElement | null {
  return document.activeElement?.closest<HTMLTableRowElement>('main tbody tr') ?? null;
}

function moveRow(step: number): boolean {
  const rows = rowsOfPage();
  const current = currentRow();
  const index = current ? rows.indexOf(current) + step : 0;
  const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
  if (!row) return false;
  const target =
    row.querySelector<HTMLElement>('a[href]') ??
    row.querySelector<HTMLElement>('input, button') ??
    row;
  if (target === row) row.tabIndex = -1;
  target.focus();
  return true;
}

/** From group to group: the one the focus is in, or the first. */
function moveGroup(step: number): boolean {
  const groups = [...document.querySelectorAll<HTMLElement>('[data-problem-group]')];
  const current = document.activeElement?.closest<HTMLElement>('[data-problem-group]');
  const index = current ? groups.indexOf(current) + step : 0;
  const group = groups[Math.max(0, Math.min(groups.length - 1, index))];
  const target = group?.querySelector<HTMLElement>('summary') ?? group;
  target?.focus();
  target?.scrollIntoView({ block: 'nearest' });
  return target !== undefined;
}
