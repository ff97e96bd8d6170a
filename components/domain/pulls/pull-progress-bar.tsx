import {
  progressText,
  pullProgress,
  type CollectionProgress,
} from '@/lib/core/pulls/pull-progress';
import classes from './pulls.module.css';

/** How far a pull is; without totals the bar only says that it moves. */
export function PullProgressBar({ collections }: { collections: readonly CollectionProgress[] }) {
  const { rows, of } = pullProgress(collections);
  const text = progressText(collections);
  return (
    <div className={classes.progress}>
      <p>{text}</p>
      {of === null ? (
        <progress className={classes.bar} aria-label={text} />
      ) : (
        <progress
          className={classes.bar}
          max={Math.max(of, rows, 1)}
          value={rows}
          aria-label={text}
        />
      )}
      <p className={classes.soft}>You can leave this page; the work continues.</p>
    </div>
  );
}
