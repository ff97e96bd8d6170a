'use client';

import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { districtOfPath, rememberDistrict } from './recent-districts';
import classes from './search-button.module.css';

const loadPalette = () => import('./palette');
const Palette = dynamic(() => loadPalette().then((module) => module.Palette), { ssr: false });

/**
 * Opens the search, by press or by Ctrl or ⌘ and K from anywhere on a page. The search itself is loaded when it is first wanted;
 * what is typed until then is kept for it.
 */
export function SearchButton({ icon }: { icon: ReactNode }) {
  const district = districtOfPath(usePathname());
  const [isOpen, setOpen] = useState(false);
  const openedFrom = useRef<HTMLElement | null>(null);
  /** What was typed before there was a field for it; null while there is one. */
  const typedAhead = useRef<string | null>(null);
  const isApple = useSyncExternalStore(neverChanges, isAppleKeyboard, () => false);

  useEffect(() => {
    if (district !== null) rememberDistrict(district);
  }, [district]);

  const open = useCallback(() => {
    // What a dialog asks comes first.
    if (document.querySelector('dialog[open]')) return;
    openedFrom.current =
      document.activeElement instanceof HTMLElement ? document.activeElement : null;
    // A menu of the browser's top layer would stay above the search.
    for (const menu of document.querySelectorAll<HTMLElement>(':popover-open')) menu.hidePopover();
    typedAhead.current = '';
    setOpen(true);
  }, []);

  const close = useCallback((isReturning: boolean) => {
    typedAhead.current = null;
    setOpen(false);
    if (isReturning) openedFrom.current?.focus();
  }, []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isCommand = event.ctrlKey || event.metaKey;
      if (event.key === 'Control' || event.key === 'Meta') void loadPalette();
      if (isCommand && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        return isOpen ? close(true) : open();
      }
      if (typedAhead.current === null || isCommand || event.altKey) return;
      const next = typeAhead(typedAhead.current, event.key);
      if (next === null) return;
      typedAhead.current = next;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, [isOpen, open, close]);

  const takeTyped = useCallback(() => {
    const typed = typedAhead.current ?? '';
    typedAhead.current = null;
    return typed;
  }, []);

  return (
    <>
      <button
        type="button"
        className={classes.button}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={() => void loadPalette()}
        onFocus={() => void loadPalette()}
        onClick={open}
      >
        {icon}
        <span className={classes.word}>Search</span>
        <kbd className={classes.keys} aria-hidden="true">
          {isApple ? '⌘K' : 'Ctrl K'}
        </kbd>
      </button>
      {isOpen ? <Palette district={district} takeTyped={takeTyped} onClose={close} /> : null}
    </>
  );
}

/** What a key adds to a text or takes from it; null for a key that does neither. */
function typeAhead(text: string, key: string): string | null {
  if (key === 'Backspace') return text.slice(0, -1);
  return [...key].length === 1 ? text + key : null;
}

const neverChanges = () => () => {};

function isAppleKeyboard(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
