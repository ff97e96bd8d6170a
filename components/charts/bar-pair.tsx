import { formatNumber, formatPercent, percentOf } from '@/lib/core/format/numbers';
import classes from './charts.module.css';

export type BarPairRow = { label: string; removed: number; added: number; base: number };

/**
 * Removed to the left, added to the right of one middle line, every row on the same scale. The numbers
 * stand beside the bars, so nothing depends on seeing them.
 */
export function BarPair({ caption, rows }: { caption: string; rows: readonly BarPairRow[] }) {
  const largest = Math.max(1, ...rows.flatMap((row) => [row.removed, row.added]));
  const width = (count: number) => ({ width: `${(count / largest) * 100}%` });
  return (
    <div className={classes.scroll} role="region" aria-label={caption} tabIndex={0}>
      <table className={classes.pair}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">− Removed</th>
            <th scope="col" className={classes.barHead}>
              <span aria-hidden="true">← →</span>
            </th>
            <th scope="col">+ Added</th>
            <th scope="col">Of</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              <td className={classes.number}>
                {formatNumber(row.removed)}
                <span className={classes.soft}>
                  {' '}
                  {formatPercent(percentOf(row.removed, row.base))}
                </span>
              </td>
              <td aria-hidden="true" className={classes.bars}>
                <span className={classes.left}>
                  <span className={classes.removed} style={width(row.removed)} />
                </span>
                <span className={classes.right}>
                  <span className={classes.added} style={width(row.added)} />
                </span>
              </td>
              <td className={classes.number}>{formatNumber(row.added)}</td>
              <td className={classes.number}>{formatNumber(row.base)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
