import classes from './states.module.css';

export type EmptyLook = 'nothing' | 'no-match' | 'done' | 'closed';

/** Rows of a list on a card, and on it what became of them. */
export function EmptyDrawing({ look }: { look: EmptyLook }) {
  return (
    <svg className={classes.drawing} viewBox="0 0 96 72" width="96" height="72" aria-hidden="true">
      <rect className={classes.paper} x="14" y="8" width="60" height="56" rx="6" />
      <path className={classes.rows} d="M24 22h26M24 34h38M24 46h20" />
      {look === 'nothing' ? (
        <>
          <circle className={classes.badge} cx="72" cy="50" r="14" />
          <path className={classes.sign} d="M72 43v14M66 51l6 6 6-6" />
        </>
      ) : null}
      {look === 'no-match' ? (
        <>
          <circle className={classes.badge} cx="70" cy="46" r="12" />
          <path className={classes.sign} d="M79 55l9 9M66 46h8" />
        </>
      ) : null}
      {look === 'closed' ? (
        <>
          <circle className={classes.stop} cx="72" cy="50" r="14" />
          <path className={classes.stopSign} d="M67 45l10 10M77 45l-10 10" />
        </>
      ) : null}
      {look === 'done' ? (
        <>
          <circle className={classes.good} cx="72" cy="50" r="14" />
          <path className={classes.goodSign} d="M65 50l5 5 9-10" />
        </>
      ) : null}
    </svg>
  );
}
