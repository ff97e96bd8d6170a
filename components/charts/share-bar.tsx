import classes from './share-bar.module.css';

/** A bar in a table cell, from zero; the number stands before it. */
export function ShareBar({
  share,
  of,
  text,
}: {
  share: number | null;
  /** The share at which the bar is full: the same for every row. */
  of: number;
  text: string;
}) {
  return (
    <span className={classes.share}>
      <span className={classes.text}>{text}</span>
      <span className={classes.track} aria-hidden="true">
        <span
          style={{ width: `${share === null || of <= 0 ? 0 : Math.min(1, share / of) * 100}%` }}
        />
      </span>
    </span>
  );
}
