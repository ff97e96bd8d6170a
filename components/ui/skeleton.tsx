import classes from './skeleton.module.css';
import { VisuallyHidden } from './visually-hidden';

function Bars({ widths }: { widths: readonly number[] }) {
  return widths.map((width, index) => (
    <span key={index} className={classes.bar} style={{ width: `${width}%` }} />
  ));
}

function Loading({ what }: { what: string }) {
  return (
    <p role="status">
      <VisuallyHidden>Loading {what}</VisuallyHidden>
    </p>
  );
}

/** The shape of a page that is a title and a table. */
export function TablePageSkeleton({ what, rows = 10 }: { what: string; rows?: number }) {
  return (
    <div className={classes.page}>
      <Loading what={what} />
      <div className={classes.head} aria-hidden="true">
        <Bars widths={[28, 52]} />
      </div>
      <div className={classes.table} aria-hidden="true">
        {Array.from({ length: rows }, (_, index) => (
          <div key={index} className={classes.row}>
            <Bars widths={[26, 14, 18, 10]} />
          </div>
        ))}
      </div>
    </div>
  );
}

/** The shape of a page that is a title, a next step and parts with facts. */
export function DetailPageSkeleton({ what }: { what: string }) {
  return (
    <div className={classes.page}>
      <Loading what={what} />
      <div className={classes.head} aria-hidden="true">
        <Bars widths={[34, 20]} />
      </div>
      {[0, 1].map((part) => (
        <div key={part} className={classes.part} aria-hidden="true">
          <Bars widths={[22, 70, 64, 58]} />
        </div>
      ))}
    </div>
  );
}
