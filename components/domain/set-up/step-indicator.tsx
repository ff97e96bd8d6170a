import Link from 'next/link';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import type { SetUpStep, Step } from '@/lib/core/set-up/steps';
import { setUpPath } from './addresses';
import { stepWords } from './step-words';
import classes from './set-up.module.css';

/** The five steps, each a link: any of them can be opened at any time. */
export function StepIndicator({
  slug,
  steps,
  current,
}: {
  slug: string;
  steps: readonly Step[];
  current: SetUpStep;
}) {
  return (
    <nav aria-label="Steps" className={classes.steps}>
      <ol>
        {steps.map(({ id, label, state }, index) => {
          const { glyph, word } = stepWords[state];
          return (
            <li key={id} data-state={state}>
              <Link
                href={setUpPath(slug, id)}
                prefetch={false}
                aria-current={id === current ? 'step' : undefined}
              >
                <span aria-hidden="true">
                  {glyph} {index + 1}
                </span>
                <span className={classes.label}>{label}</span>
                <VisuallyHidden>({word})</VisuallyHidden>
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
