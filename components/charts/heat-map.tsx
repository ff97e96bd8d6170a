import type { CSSProperties, ReactNode } from 'react';
import { VisuallyHidden } from '../ui/visually-hidden';
import { heatPercent } from './heat-scale';
import classes from './heat-map.module.css';

export type HeatCell = {
  /** 0 to 1 for the strength of the one hue; null for a cell without a number. */
  strength: number | null;
  /** Printed in the cell. */
  text: string;
  /** What a screen reader hears where the text alone does not say it. */
  label?: string;
  kind: 'value' | 'missing' | 'none';
};

/** From the weakest cell to the strongest, as they look. */
const STEPS = [0, 0.25, 0.5, 0.75, 1];

/**
 * Rows by days in one hue, the value printed in every cell: the plot is its own table. What the hue means is said with the
 * numbers of both ends, in words that hold in light and dark.
 */
export function HeatMap({
  caption,
  rowLabel,
  ends: [low, high],
  columns,
  rows,
}: {
  caption: string;
  rowLabel: string;
  /** What strengths of 0 and 1 are: "0 %", "8.2 %". */
  ends: readonly [low: string, high: string];
  columns: readonly { key: string; label: ReactNode }[];
  rows: readonly { key: string; label: ReactNode; cells: readonly HeatCell[] }[];
}) {
  return (
    <>
      <div className={classes.region} role="region" aria-label={caption} tabIndex={0}>
        <table className={classes.table}>
          <caption>
            <VisuallyHidden>{caption}</VisuallyHidden>
          </caption>
          <thead>
            <tr>
              <th scope="col">{rowLabel}</th>
              {columns.map(({ key, label }) => (
                <th key={key} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.label}</th>
                {row.cells.map((cell, index) => (
                  <td
                    key={columns[index]?.key}
                    className={classes[cell.kind]}
                    style={cell.strength === null ? undefined : heatStyle(cell.strength)}
                  >
                    {cell.label ? (
                      <>
                        <span aria-hidden="true">{cell.text}</span>
                        <VisuallyHidden>{cell.label}</VisuallyHidden>
                      </>
                    ) : (
                      cell.text
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.ends}>
        <span>{low}</span>
        <span className={classes.steps} aria-hidden="true">
          {STEPS.map((strength) => (
            <span key={strength} className={classes.value} style={heatStyle(strength)} />
          ))}
        </span>
        <VisuallyHidden> to </VisuallyHidden>
        <span>{high}</span>
        <span className={classes.meaning}>A stronger color means more.</span>
      </p>
    </>
  );
}

/** `--heat` is for where colors are the reader's own: there the strength is a bar at the foot of the cell. */
function heatStyle(strength: number): CSSProperties & Record<'--heat', number> {
  return {
    backgroundColor: `color-mix(in srgb, var(--accent) ${heatPercent(strength)}%, var(--surface))`,
    '--heat': strength,
  };
}
