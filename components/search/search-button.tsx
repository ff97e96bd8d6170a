'use client';

import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { districtOfPath, rememberDistrict } from './recent-districts';
import classes from './search-button.module.css';

const loadPalette = () => import('./palette');
/** Ahead of being wanted; where that fails, it is tried again when it is opened. */
const warm = () => void loadPalette().catch(() => {});
const Palette = dynamic(() => loadPalette().then((module) => module.Palette), { ssr: false });

/**
 * Opens the search, by press or by Ctrl or ⌘ and K from anywhere on a page. The search itself is loaded when it is first wanted;
 * what is typed until then goes into a field of its own, which the search takes over.
 */
export function SearchButton({ icon }: { icon: ReactNode }) {
  const district = districtOfPath(usePathname());
  const [isOpen, setOpen] = useState(false);
  const [isTypingAhead, setTypingAhead] = useState(false);
  const typedAhead = useRef<HTMLInputElement>(null);
  const openedFrom = useRef<HTMLElement | null>(null);
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
    setOpen(true);
    setTypingAhead(true);
  }, []);

  const close = useCallback((isReturning: boolean) => {
    setOpen(false);
    setTypingAhead(false);
    if (isReturning) openedFrom.current?.focus();
  }, []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isCommand = event.ctrlKey || event.metaKey;
      if (event.key === 'Control' || event.key === 'Meta') warm();
      if (!isCommand || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      if (isOpen) close(true);
      else open();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOpen, open, close]);

  useLayoutEffect(() => {
    if (isTypingAhead) typedAhead.current?.focus();
  }, [isTypingAhead]);

  const takeTyped = useCallback(() => {
    const typed = typedAhead.current?.value ?? '';
    setTypingAhead(false);
    return typed;
  }, []);

  return (
    <>
      <button
        type="button"
        className={classes.button}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={warm}
        onFocus={warm}
        onClick={open}
      >
        {icon}
        <span className={classes.word}>Search</span>
        <kbd className={classes.keys} aria-hidden="true">
          {isApple ? '⌘K' : 'Ctrl K'}
        </kbd>
      </button>
      {isTypingAhead ? (
        <input
          ref={typedAhead}
          className={classes.ahead}
          aria-label="Search"
          autoComplete="off"
          onKeyDown={({ key }) => {
            if (key === 'Escape') close(true);
          }}
        />
      ) : null}
      {isOpen ? <Palette district={district} takeTyped={takeTyped} onClose={close} /> : null}
    </>
  );
}

const neverChanges = () => () => {};

function isAppleKeyboard(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
