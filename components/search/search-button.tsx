'use client';

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
import { flushSync } from 'react-dom';
import { districtOfPath, rememberDistrict } from './recent-districts';
import classes from './search-button.module.css';
import { SearchNotLoaded } from './search-not-loaded';
import { usePalette, warmPalette } from './use-palette';

/**
 * Opens the search, by press or by Ctrl or ⌘ and K from anywhere on a page. The search itself is loaded when it is first wanted;
 * what is typed until then goes into a field of its own, which the search takes over.
 */
export function SearchButton({ icon }: { icon: ReactNode }) {
  const district = districtOfPath(usePathname());
  const { Palette, loading, load, stopAsking } = usePalette();
  const [isOpen, setOpen] = useState(false);
  const [isTypingAhead, setTypingAhead] = useState(false);
  const typedAhead = useRef<HTMLInputElement>(null);
  const typed = useRef('');
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
    typed.current = '';
    setOpen(true);
    setTypingAhead(true);
    load();
  }, [load]);

  const close = useCallback(
    (isReturning: boolean) => {
      const leave = () => {
        setOpen(false);
        setTypingAhead(false);
        stopAsking();
      };
      if (!isReturning) return leave();
      // Nothing behind an open window can be focused.
      flushSync(leave);
      openedFrom.current?.focus();
    },
    [stopAsking],
  );

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isCommand = event.ctrlKey || event.metaKey;
      if (event.key === 'Control' || event.key === 'Meta') warmPalette();
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
    setTypingAhead(false);
    return typed.current;
  }, []);

  return (
    <>
      <button
        type="button"
        className={classes.button}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={warmPalette}
        onFocus={warmPalette}
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
          onChange={({ target }) => {
            typed.current = target.value;
          }}
          onKeyDown={({ key }) => {
            if (key === 'Escape') close(true);
          }}
        />
      ) : null}
      {isOpen && Palette ? (
        <Palette district={district} takeTyped={takeTyped} onClose={close} />
      ) : null}
      {isOpen && !Palette && loading !== 'FIRST' ? (
        <SearchNotLoaded
          typed={typed}
          isTrying={loading === 'AGAIN'}
          onTryAgain={load}
          onClose={() => close(true)}
        />
      ) : null}
    </>
  );
}

const neverChanges = () => () => {};

function isAppleKeyboard(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
