'use client';

import Link from 'next/link';
import { formatNumber } from '@/lib/core/format/numbers';
import { LinkPending } from '../ui/link-pending';
import { moveFocus } from '../ui/move-focus';
import { useInBrowser } from '../ui/use-in-browser';
import { keepsPlace } from './begin-at-top';
import classes from './path-links.module.css';

export type LinkTab = { href: string; label: string; count?: number; isCurrent: boolean };

/**
 * Tabs that are links: the address says which one is open, so back, reload and sharing work. Like other tabs they are one Tab stop,
 * the open one, and arrow keys go to the others; before scripts run each is a stop of its own.
 */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  const inBrowser = useInBrowser();
  const stop = tabs.find(({ isCurrent }) => isCurrent) ?? tabs[0];
  return (
    <nav aria-label={label} className={classes.tabs} {...keepsPlace}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              prefetch={false}
              scroll={false}
              aria-current={tab.isCurrent ? 'page' : undefined}
              tabIndex={inBrowser && tab !== stop ? -1 : undefined}
              onKeyDown={moveFocus}
            >
              {tab.label}
              {tab.count === undefined ? null : (
                <span className={classes.count}>({formatNumber(tab.count)})</span>
              )}
              <LinkPending />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
