import { ISSUE_LEVELS } from '@/lib/core/issues';
import type { CommonProblem } from '@/lib/core/file-help/common-problems';
import classes from './problem-words.module.css';

/** Problems in the words in which a district gets them: what it stops, what is wrong, what to do. */
export function ProblemWords({ problems }: { problems: readonly CommonProblem[] }) {
  return (
    <ul className={classes.list}>
      {problems.map(({ code, band, title, sentence, fix }) => (
        <li key={code}>
          <h3>
            {title} <span className={classes.band}>{ISSUE_LEVELS[band].label}</span>
          </h3>
          <p className={classes.sentence}>“{sentence}”</p>
          <p>{fix}</p>
          <p className={classes.code}>{code}</p>
        </li>
      ))}
    </ul>
  );
}
