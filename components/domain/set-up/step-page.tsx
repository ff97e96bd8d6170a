import type { ReactNode } from 'react';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Row, Stack } from '@/components/ui/section';
import { stateOf, type SetUpStep, type Step } from '@/lib/core/set-up/steps';
import { setUpPath } from './addresses';
import classes from './set-up.module.css';
import { StepIndicator } from './step-indicator';

/** One step: which it is, what it asks, and the way back and on. */
export function StepPage({
  slug,
  step,
  steps,
  question,
  description,
  isContinueInForm = false,
  canSkip = false,
  children,
}: {
  slug: string;
  step: SetUpStep;
  steps: readonly Step[];
  /** A second question of the same step: its title. The step's own page is behind “Back”. */
  question?: string;
  description?: ReactNode;
  /** The step's own form goes on when it is saved, so that no answer is left behind unsaved. */
  isContinueInForm?: boolean;
  /** Where it does: it can be left for later. */
  canSkip?: boolean;
  children: ReactNode;
}) {
  const index = steps.findIndex(({ id }) => id === step);
  const before = question === undefined ? steps[index - 1]?.id : step;
  const after = steps[index + 1];
  return (
    <Stack>
      <StepIndicator slug={slug} steps={steps} current={step} />
      <div>
        <p className={classes.of}>
          {index + 1} of {steps.length}
        </p>
        <PageHeader title={question ?? steps[index]?.title ?? ''} description={description} />
      </div>
      {children}
      <Row>
        <ButtonLink variant="secondary" href={setUpPath(slug, before)}>
          {before ? 'Back' : 'All steps'}
        </ButtonLink>
        {canSkip ? (
          <ButtonLink variant="secondary" href={setUpPath(slug, after?.id)}>
            Skip for now
          </ButtonLink>
        ) : null}
        {isContinueInForm ? null : (
          <ButtonLink
            variant={stateOf(steps, step) === 'done' ? 'primary' : 'secondary'}
            href={setUpPath(slug, after?.id)}
          >
            {after ? 'Continue' : 'All steps'}
          </ButtonLink>
        )}
      </Row>
    </Stack>
  );
}
