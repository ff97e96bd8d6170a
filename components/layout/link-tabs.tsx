import Link from 'next/link';
import { formatNumber } from '@/lib/core/format/numbers';
import { LinkPending } from '../ui/link-pending';
import classes from './path-links.module.css';

export type LinkTab = { href: string; label: string; count?: number; isCurrent: boolean };

/** Tabs that are links: the address says which one is open, so back, reload and sharing work. */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  return (
    <nav aria-label={label} className={classes.tabs}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              prefetch={false}
              scroll={false}
              aria-current={tab.isCurrent ? 'page' : undefined}
            >
              {tab.label}
              {tab.count === undefined ? null : ` (${formatNumber(tab.count)})`}
              <LinkPending />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
