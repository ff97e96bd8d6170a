import classes from './review.module.css';

export type FindingShown = { kind: string; subject: string; title: string; sentence: string };

/** What it looks like, each guess with the numbers it rests on. */
export function Findings({ findings }: { findings: readonly FindingShown[] }) {
  if (findings.length === 0)
    return <p>No known pattern explains these changes. Check the samples.</p>;
  return (
    <ul className={classes.findings}>
      {findings.map(({ kind, subject, title, sentence }, index) => (
        <li key={`${kind} ${subject} ${index}`}>
          <strong>{title}</strong>
          <span>{sentence}</span>
        </li>
      ))}
    </ul>
  );
}
