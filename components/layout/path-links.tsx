'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { LinkPending } from '../ui/link-pending';
import { keepsPlace } from './begin-at-top';
import classes from './path-links.module.css';

export type PathLink = {
  href: string;
  label: string;
  /** True: only the very address counts as current, not those below it. */
  exact?: boolean;
};

/** Navigation that knows where it is. `main` for the header, `tabs` for the parts of one object. */
export function PathLinks({
  label,
  links,
  look,
}: {
  label: string;
  links: readonly PathLink[];
  look: 'main' | 'tabs';
}) {
  const path = usePathname();
  return (
    <nav
      aria-label={label}
      className={look === 'main' ? classes.main : classes.tabs}
      {...(look === 'tabs' ? keepsPlace : null)}
    >
      <ul>
        {links.map((link) => {
          const isCurrent = path === link.href || (!link.exact && path.startsWith(`${link.href}/`));
          return (
            <li key={link.href}>
              <Link href={link.href} prefetch={false} aria-current={isCurrent ? 'page' : undefined}>
                {link.label}
                <LinkPending />
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
