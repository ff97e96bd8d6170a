import Link from 'next/link';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { formatNumber, formatPercent, percentOf } from '@/lib/core/format/numbers';
import { toneClass } from './bars/bar-tones';
import classes from './change-bars.module.css';

const looks = {
  removed: toneClass('problem'),
  changed: toneClass('waiting'),
  added: toneClass('good'),
};

export type ChangeBarRow = {
  id: string;
  label: string;
  /** A short line below the label. */
  note?: string;
  href?: string;
  removed: number;
  added: number;
  changed: number;
  /** How many there are now. */
  base: number;
  /** The share, in percent, at which an update is held. */
  limits?: { removed: number | null; added: number | null };
};

/**
 * What goes, comes and changes, a row each, with a bar of the share: what goes and changes to the left of the line, what
 * comes to the right. Every bar is a share of its own row, so a large row flattens no other. The numbers are the table.
 */
export function ChangeBars({
  caption,
  nameHeader,
  rows,
  isShort = false,
}: {
  caption: string;
  /** What the rows are: "School". */
  nameHeader: string;
  rows: readonly ChangeBarRow[];
  /** Without what stays as it is. */
  isShort?: boolean;
}) {
  const hasLimits = rows.some(({ limits }) => limits?.removed != null || limits?.added != null);
  return (
    <div className={classes.whole}>
      <div className={classes.scroll} role="region" aria-label={caption} tabIndex={0}>
        <table className={classes.table}>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{nameHeader}</th>
              <th scope="col">− Removed</th>
              <th scope="col">% of current</th>
              <th scope="col" className={classes.barHead}>
                Share
              </th>
              <th scope="col">+ Added</th>
              <th scope="col">~ Changed</th>
              {isShort ? null : <th scope="col">Unchanged</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  {row.href ? (
                    <Link href={row.href} prefetch={false}>
                      {row.label}
                    </Link>
                  ) : (
                    row.label
                  )}
                  {row.note ? <span className={classes.note}>{row.note}</span> : null}
                </th>
                <td>{formatNumber(row.removed)}</td>
                <td>
                  {row.removed === 0
                    ? '—'
                    : formatPercent(percentOf(row.removed, row.base), {
                        limit: row.limits?.removed ?? null,
                      })}
                </td>
                <td className={classes.barCell}>
                  <Bar row={row} />
                </td>
                <td>{formatNumber(row.added)}</td>
                <td>{formatNumber(row.changed)}</td>
                {isShort ? null : (
                  <td>{formatNumber(Math.max(0, row.base - row.removed - row.changed))}</td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.legend} aria-hidden="true">
        <span>
          <i className={looks.removed} /> removed
        </span>
        <span>
          <i className={looks.changed} /> changed
        </span>
        <span>
          <i className={looks.added} /> added
        </span>
        <span>each side is 100 % of the row</span>
        {hasLimits ? (
          <span>
            <i className={classes.limitSample} /> limit
          </span>
        ) : null}
      </p>
    </div>
  );
}

function Bar({ row }: { row: ChangeBarRow }) {
  const { removed, changed, added, base, limits } = row;
  const share = (count: number) => Math.min(100, base === 0 ? 100 : (count * 100) / base);
  const goes = share(removed);
  const width = (count: number, most = 100) => ({
    width: count === 0 ? '0' : `max(2px, ${Math.min(most, share(count))}%)`,
  });
  const limitOf = (limit: number | null | undefined, side: 'left' | 'right') =>
    limit != null && limit <= 100 ? (
      <span
        className={classes.limit}
        style={{ [side === 'left' ? 'right' : 'left']: `${limit}%` }}
      />
    ) : null;
  return (
    <>
      <span className={classes.bar} aria-hidden="true">
        <span className={classes.left}>
          <span className={looks.removed} style={width(removed)} />
          <span className={looks.changed} style={width(changed, 100 - goes)} />
          {limitOf(limits?.removed, 'left')}
        </span>
        <span className={classes.right}>
          <span className={looks.added} style={width(added)} />
          {limitOf(limits?.added, 'right')}
        </span>
      </span>
      {limits?.removed == null ? null : (
        <VisuallyHidden>limit for removals {formatPercent(limits.removed)}</VisuallyHidden>
      )}
    </>
  );
}
