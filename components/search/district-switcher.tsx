'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useCallback, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { railId } from '../layout/rail-id';
import { useInBrowser } from '../ui/use-in-browser';
import { VisuallyHidden } from '../ui/visually-hidden';
import classes from './district-switcher.module.css';
import { districtOfPath } from './recent-districts';
import { SearchNotLoaded } from './search-not-loaded';
import { usePalette, warmPalette } from './use-palette';

const menuButton = () => document.querySelector<HTMLElement>(`[popovertarget="${railId}"]`);

/**
 * The name of the open district, and the way to another: the same part of it, chosen from a list that is loaded when it is wanted.
 * Without JavaScript it leads to `listHref`, where the person's districts are listed.
 */
export function DistrictSwitcher({
  name,
  listHref,
  icon,
}: {
  name: string;
  listHref: string;
  icon: ReactNode;
}) {
  const path = usePathname();
  const inBrowser = useInBrowser();
  const [isOpen, setOpen] = useState(false);
  const { Palette, loading, load, stopAsking } = usePalette();
  const opener = useRef<HTMLButtonElement>(null);
  /** In the window that says it could not be loaded. */
  const typed = useRef('');
  const takeTyped = useCallback(() => typed.current, []);
  const close = useCallback(
    (isReturning: boolean) => {
      const leave = () => {
        setOpen(false);
        stopAsking();
      };
      if (!isReturning) return leave();
      // Nothing behind an open window can be focused.
      flushSync(leave);
      // On a narrow screen it stood in the menu, which is closed now.
      const from = opener.current?.checkVisibility() ? opener.current : menuButton();
      from?.focus();
    },
    [stopAsking],
  );
  const words = (
    <>
      <span className={classes.name}>
        <VisuallyHidden>Switch district: </VisuallyHidden>
        {name}
      </span>
      {icon}
    </>
  );
  if (!inBrowser)
    return (
      <Link href={listHref} prefetch={false} className={classes.switcher} title={name}>
        {words}
      </Link>
    );
  return (
    <>
      <button
        ref={opener}
        type="button"
        className={classes.switcher}
        title={name}
        aria-haspopup="dialog"
        onPointerEnter={warmPalette}
        onFocus={warmPalette}
        onClick={() => {
          // On a narrow screen it is in the menu, which would stay above.
          for (const menu of document.querySelectorAll<HTMLElement>(':popover-open'))
            menu.hidePopover();
          typed.current = '';
          setOpen(true);
          load();
        }}
      >
        {words}
      </button>
      {isOpen && Palette ? (
        <Palette
          district={districtOfPath(path)}
          takeTyped={takeTyped}
          onClose={close}
          switchingFrom={path}
        />
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
