import Link from 'next/link';
import { formatNumber } from '@/lib/core/format/numbers';
import { LinkPending } from '../ui/link-pending';
import classes from './stat-links.module.css';

export type StatLink = {
  href: string;
  label: string;
  count: number;
  note?: string;
  isCurrent?: boolean;
};

/** Numbers that are links: each opens the list it counts. */
export function StatLinks({ label, stats }: { label: string; stats: readonly StatLink[] }) {
  return (
    <nav aria-label={label}>
      <ul className={classes.stats}>
        {stats.map((stat) => (
          <li key={stat.href}>
            <Link
              href={stat.href}
              prefetch={false}
              className={stat.count === 0 ? `${classes.stat} ${classes.zero}` : classes.stat}
              aria-current={stat.isCurrent ? 'true' : undefined}
            >
              <span className={classes.count}>{formatNumber(stat.count)}</span>{' '}
              <span className={classes.label}>{stat.label}</span>
              {stat.note ? <span className={classes.note}> {stat.note}</span> : null}
              <LinkPending />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
