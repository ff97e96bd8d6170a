import Link from 'next/link';
import type { SetUpStep, Step } from '@/lib/core/set-up/steps';
import { setUpPath } from './addresses';
import classes from './set-up.module.css';
import { stepWords } from './step-words';

/** All steps with how far each is, and what says so. */
export function TaskList({
  slug,
  steps,
  evidence,
}: {
  slug: string;
  steps: readonly Step[];
  evidence: (step: SetUpStep) => string;
}) {
  return (
    <ol className={classes.tasks}>
      {steps.map(({ id, label, state }) => (
        <li key={id} data-state={state}>
          <span>
            <Link href={setUpPath(slug, id)}>{label}</Link>
            <small>{evidence(id)}</small>
          </span>
          <span className={classes.state}>
            <span aria-hidden="true">{stepWords[state].glyph}</span> {stepWords[state].word}
          </span>
        </li>
      ))}
    </ol>
  );
}
