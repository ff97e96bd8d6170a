import {
  progressText,
  pullProgress,
  type CollectionProgress,
} from '@/lib/core/pulls/pull-progress';
import classes from './pulls.module.css';

/** How far a pull is; where the source tells no total the bar only says that it moves. */
export function PullProgressBar({ collections }: { collections: readonly CollectionProgress[] }) {
  const { share } = pullProgress(collections);
  const text = progressText(collections);
  return (
    <div className={classes.progress}>
      <p>{text}</p>
      <progress className={classes.bar} value={share ?? undefined} aria-label={text} />
      <p className={classes.soft}>You can leave this page; the work continues.</p>
    </div>
  );
}
