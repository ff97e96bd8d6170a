import classes from './app-shell.module.css';

/** The product's mark and name, inside the link to the start page. */
export function ProductWords() {
  return (
    <>
      <span className={classes.mark} aria-hidden="true" />
      <span>
        TalkingPoints <span className={classes.productPart}>Connector</span>
      </span>
    </>
  );
}
