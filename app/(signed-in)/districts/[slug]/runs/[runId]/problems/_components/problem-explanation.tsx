import type { IssueGroupRow } from '@/lib/server/sync-runs/queries/problems';
import classes from './problem-explanation.module.css';

/** What is wrong, and what to do about it. */
export function ProblemExplanation({ group }: { group: IssueGroupRow }) {
  return (
    <div className={classes.words}>
      <p>{group.sentence}</p>
      <p>
        <strong>What to do:</strong> {group.fix}
      </p>
      <p className={classes.code}>
        <code>{group.code}</code>
      </p>
    </div>
  );
}
