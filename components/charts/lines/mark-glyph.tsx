import classes from '../figure/chart.module.css';

export type MarkKind = 'held' | 'missing' | 'proposed';

/** Of an SVG, around its origin. */
export function MarkGlyph({ kind }: { kind: MarkKind }) {
  if (kind === 'held') return <circle r="4" className={classes.held} />;
  if (kind === 'missing') return <path d="M0 0V-9" className={classes.missing} />;
  return <path d="M0 -6L6 0L0 6L-6 0Z" className={classes.proposed} />;
}
