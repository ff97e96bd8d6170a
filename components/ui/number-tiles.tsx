import Link from 'next/link';
import type { ReactNode } from 'react';
import { LinkPending } from './link-pending';
import classes from './number-tiles.module.css';

export type NumberTile = {
  label: string;
  value: ReactNode;
  /** What the number is of. */
  detail: ReactNode;
  /** How fresh it is, or since when. */
  asOf?: ReactNode;
  /** The list behind it. */
  href?: string;
};

/** The few numbers a page is opened for, each with its base; one that has a list behind it is the way there. */
export function NumberTiles({ label, tiles }: { label: string; tiles: readonly NumberTile[] }) {
  return (
    <section aria-label={label} className={classes.tiles}>
      {tiles.map(({ label: name, value, detail, asOf, href }) => (
        <div key={name} className={classes.tile}>
          <h2 className={classes.label}>
            {href ? (
              <Link href={href} prefetch={false} className={classes.link}>
                {name}
                <LinkPending />
              </Link>
            ) : (
              name
            )}
          </h2>
          <p className={classes.value}>{value}</p>
          <p className={classes.detail}>{detail}</p>
          {asOf ? <p className={classes.asOf}>{asOf}</p> : null}
        </div>
      ))}
    </section>
  );
}
