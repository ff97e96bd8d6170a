'use client';

import Link from 'next/link';
import { formatNumber } from '@/lib/core/format/numbers';
import { LinkPending } from '../ui/link-pending';
import { moveFocus } from '../ui/move-focus';
import { useInBrowser } from '../ui/use-in-browser';
import classes from './stat-links.module.css';

export type StatLink = {
  href: string;
  label: string;
  count: number;
  note?: string;
  isCurrent?: boolean;
};

/**
 * Numbers that are links: each opens the list it counts. Above that list itself they are its tabs, and one Tab stop like those of
 * `LinkTabs`.
 */
export function StatLinks({
  label,
  stats,
  areTabs = false,
}: {
  label: string;
  stats: readonly StatLink[];
  areTabs?: boolean;
}) {
  const inBrowser = useInBrowser();
  const stop = stats.find(({ isCurrent }) => isCurrent) ?? stats[0];
  return (
    <nav aria-label={label}>
      <ul className={classes.stats}>
        {stats.map((stat) => (
          <li key={stat.href}>
            <Link
              href={stat.href}
              prefetch={false}
              className={classes.stat}
              data-zero={stat.count === 0 || undefined}
              aria-current={stat.isCurrent ? 'true' : undefined}
              tabIndex={areTabs && inBrowser && stat !== stop ? -1 : undefined}
              onKeyDown={areTabs ? moveFocus : undefined}
            >
              <span className={classes.words}>
                <span className={classes.count}>{formatNumber(stat.count)}</span>{' '}
                <span className={classes.label}>{stat.label}</span>
              </span>
              {stat.note ? <span className={classes.note}> {stat.note}</span> : null}
              <LinkPending />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
