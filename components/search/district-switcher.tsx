'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useCallback, useRef, useState, type ReactNode } from 'react';
import { railId } from '../layout/rail-id';
import { useInBrowser } from '../ui/use-in-browser';
import { VisuallyHidden } from '../ui/visually-hidden';
import classes from './district-switcher.module.css';
import { districtOfPath } from './recent-districts';
import { samePart } from './same-part';

const loadPalette = () => import('./palette');
const warm = () => void loadPalette().catch(() => {});
const Palette = dynamic(() => loadPalette().then((module) => module.Palette), { ssr: false });

const nothingTyped = () => '';

const menuButton = () => document.querySelector<HTMLElement>(`[popovertarget="${railId}"]`);

/**
 * The name of the open district, and the way to another: the same part of it, chosen from a list that is loaded when it is wanted.
 * Without JavaScript it leads to all districts.
 */
export function DistrictSwitcher({ name, icon }: { name: string; icon: ReactNode }) {
  const path = usePathname();
  const inBrowser = useInBrowser();
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = useCallback((isReturning: boolean) => {
    setOpen(false);
    if (!isReturning) return;
    // On a narrow screen it stood in the menu, which is closed now.
    const from = opener.current?.checkVisibility() ? opener.current : menuButton();
    from?.focus();
  }, []);
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
      <Link href="/districts" prefetch={false} className={classes.switcher} title={name}>
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
        onPointerEnter={warm}
        onFocus={warm}
        onClick={() => {
          // On a narrow screen it is in the menu, which would stay above.
          for (const menu of document.querySelectorAll<HTMLElement>(':popover-open'))
            menu.hidePopover();
          setOpen(true);
        }}
      >
        {words}
      </button>
      {isOpen ? (
        <Palette
          district={districtOfPath(path)}
          takeTyped={nothingTyped}
          onClose={close}
          districtHref={(slug) => samePart(path, slug)}
        />
      ) : null}
    </>
  );
}
