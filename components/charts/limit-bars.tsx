import { formatNumber, formatPercent, percentOf } from '@/lib/core/format/numbers';
import classes from './charts.module.css';

export type LimitBarRow = {
  id: string;
  label: string;
  removed: number;
  added: number;
  changed: number;
  base: number;
};

const WIDTH = 200;
const HEIGHT = 14;

/**
 * One bar per row for the share that is removed, all on one scale of percent, with the limit as a line
 * through them. The numbers stand beside the bars and are the table themselves.
 */
export function LimitBars({
  caption,
  rows,
  limitPercent,
}: {
  caption: string;
  rows: readonly LimitBarRow[];
  limitPercent: number | null;
}) {
  const shares = rows.map((row) => percentOf(row.removed, row.base) ?? 0);
  const full = Math.min(100, Math.max(10, ...shares, (limitPercent ?? 0) * 1.5));
  const x = (percent: number) => Math.min(WIDTH, (percent / full) * WIDTH);
  return (
    <div className={classes.scroll} role="region" aria-label={caption} tabIndex={0}>
      <table className={classes.pair}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">School</th>
            <th scope="col">− Removed</th>
            <th scope="col">Of those there</th>
            <th scope="col" className={classes.limitHead}>
              {limitPercent === null ? 'Share' : `Share, line at ${formatPercent(limitPercent)}`}
            </th>
            <th scope="col">+ Added</th>
            <th scope="col">~ Changed</th>
            <th scope="col">Unchanged</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.id}>
              <th scope="row" className={classes.name}>
                {row.label}
              </th>
              <td className={classes.number}>{formatNumber(row.removed)}</td>
              <td className={classes.number}>
                {row.base === 0
                  ? '—'
                  : formatPercent(percentOf(row.removed, row.base), { limit: limitPercent })}
              </td>
              <td className={classes.limitCell}>
                <svg
                  viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
                  width={WIDTH}
                  height={HEIGHT}
                  aria-hidden="true"
                >
                  <line x1="0" x2="0" y1="0" y2={HEIGHT} className={classes.axis} />
                  <rect
                    x="0"
                    y="2"
                    height={HEIGHT - 4}
                    width={x(shares[index] ?? 0)}
                    className={
                      limitPercent !== null && (shares[index] ?? 0) >= limitPercent
                        ? classes.over
                        : classes.under
                    }
                  />
                  {limitPercent === null ? null : (
                    <line
                      x1={x(limitPercent)}
                      x2={x(limitPercent)}
                      y1="0"
                      y2={HEIGHT}
                      className={classes.limit}
                    />
                  )}
                </svg>
              </td>
              <td className={classes.number}>{formatNumber(row.added)}</td>
              <td className={classes.number}>{formatNumber(row.changed)}</td>
              <td className={classes.number}>
                {formatNumber(Math.max(0, row.base - row.removed - row.changed))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
