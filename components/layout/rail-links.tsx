'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, type ReactNode } from 'react';
import { formatNumber } from '@/lib/core/format/numbers';
import { LinkPending } from '../ui/link-pending';
import { VisuallyHidden } from '../ui/visually-hidden';
import { railId } from './rail-id';
import classes from './rail.module.css';
import { useWaitingCounts, type WaitingCounts } from './use-waiting-counts';

export type RailLink = {
  href: string;
  label: string;
  icon?: ReactNode;
  /** True: only the very address counts as current, not those below it. */
  exact?: boolean;
  /** What waits behind it: its names in the counts, together, and the words after their number. Said only above zero. */
  waiting?: { of: readonly string[]; what: string };
  /** Its parts, shown while one of them is open. */
  parts?: readonly RailLink[];
};

/** Links of the side navigation. The one that is open says so, and shows its parts. */
export function RailLinks({
  label,
  isLabelShown = false,
  links,
  counts,
  countsSource,
}: {
  label: string;
  isLabelShown?: boolean;
  links: readonly RailLink[];
  counts: WaitingCounts;
  /** Where newer counts are asked for. */
  countsSource: string;
}) {
  const path = usePathname();
  const waitingCounts = useWaitingCounts(counts, countsSource, path);
  useCloseMenu(path);
  return (
    <nav aria-label={label} className={classes.nav}>
      {isLabelShown ? (
        <p className={classes.label} aria-hidden="true">
          {label}
        </p>
      ) : null}
      <ul>
        {links.map((link) => (
          <li key={link.href}>
            <RailItem link={link} path={path} counts={waitingCounts} />
            {link.parts && isWithin(path, link) ? (
              <ul className={classes.parts}>
                {link.parts.map((part) => (
                  <li key={part.href}>
                    <RailItem link={part} path={path} counts={waitingCounts} />
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function RailItem({ link, path, counts }: { link: RailLink; path: string; counts: WaitingCounts }) {
  const { href, label, icon, exact, waiting, parts } = link;
  // A link whose first part has the same address leaves it to the part to be the open one.
  const isOpenPart = parts?.some((part) => part.href === href || isCurrent(path, part)) ?? false;
  const count = waiting ? sumOf(waiting.of.map((name) => counts[name] ?? 0)) : 0;
  const current = isCurrent(path, { href, exact }) && !isOpenPart;
  return (
    <Link
      href={href}
      prefetch={false}
      className={classes.link}
      title={label}
      aria-current={current ? 'page' : undefined}
      data-open={isWithin(path, link) || undefined}
    >
      {icon ? <span className={classes.icon}>{icon}</span> : null}
      <span className={classes.text}>{label}</span>
      {waiting && count > 0 ? (
        <>
          <span className={classes.count} aria-hidden="true">
            {formatNumber(count)}
          </span>
          <VisuallyHidden>
            , {formatNumber(count)} {waiting.what}
          </VisuallyHidden>
        </>
      ) : null}
      <LinkPending />
    </Link>
  );
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function isCurrent(path: string, { href, exact }: { href: string; exact?: boolean }): boolean {
  return path === href || (!exact && path.startsWith(`${href}/`));
}

function isWithin(path: string, link: RailLink): boolean {
  return isCurrent(path, link) || (link.parts?.some((part) => isCurrent(path, part)) ?? false);
}

/** On a narrow screen the navigation is a menu over the page: it closes when another page opens. */
function useCloseMenu(path: string): void {
  useEffect(() => {
    const menu = document.getElementById(railId);
    if (menu?.matches(':popover-open')) menu.hidePopover();
  }, [path]);
}
