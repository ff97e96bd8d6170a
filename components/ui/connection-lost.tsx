import classes from './connection-lost.module.css';

/** On top of a page that cannot be renewed at the moment. `lostAt` is the time of day of what it shows, null while the server answers. */
export function ConnectionLost({ lostAt }: { lostAt: string | null }) {
  return (
    <p role="status" className={lostAt ? classes.lost : classes.none}>
      {lostAt ? <>This page is offline. Last updated at {lostAt}. Trying again…</> : null}
    </p>
  );
}
