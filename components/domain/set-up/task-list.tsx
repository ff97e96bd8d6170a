import Link from 'next/link';
import { setUpSteps, type SetUpStep, type StepState } from '@/lib/core/set-up/steps';
import { setUpPath } from './addresses';
import classes from './set-up.module.css';
import { stepWords } from './step-words';

/** All steps with how far each is, and what says so. */
export function TaskList({
  slug,
  states,
  evidence,
}: {
  slug: string;
  states: Readonly<Record<SetUpStep, StepState>>;
  evidence: (step: SetUpStep) => string;
}) {
  return (
    <ol className={classes.tasks}>
      {setUpSteps.map(({ id, label }) => (
        <li key={id} data-state={states[id]}>
          <span>
            <Link href={setUpPath(slug, id)}>{label}</Link>
            <small>{evidence(id)}</small>
          </span>
          <span className={classes.state}>
            <span aria-hidden="true">{stepWords[states[id]].glyph}</span>{' '}
            {stepWords[states[id]].word}
          </span>
        </li>
      ))}
    </ol>
  );
}
