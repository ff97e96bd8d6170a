import classes from './counting.module.css';

/** Stands where a count follows that may take seconds. What follows late is put in place by a script, so without one it says that. */
export function Counting() {
  return (
    <p className={classes.counting}>
      <span className={classes.withScripts}>Counting…</span>
      <noscript>This count needs JavaScript.</noscript>
    </p>
  );
}
