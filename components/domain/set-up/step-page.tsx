import type { ReactNode } from 'react';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Row, Stack } from '@/components/ui/section';
import { setUpSteps, type SetUpStep, type StepState } from '@/lib/core/set-up/steps';
import { setUpPath } from './addresses';
import classes from './set-up.module.css';
import { StepIndicator } from './step-indicator';

/** One step: which it is, what it asks, and the way back and on. */
export function StepPage({
  slug,
  step,
  states,
  description,
  isContinueInForm = false,
  canSkip = false,
  children,
}: {
  slug: string;
  step: SetUpStep;
  states: Readonly<Record<SetUpStep, StepState>>;
  description?: ReactNode;
  /** The step's own form goes on when it is saved, so that no answer is left behind unsaved. */
  isContinueInForm?: boolean;
  /** Where it does: it can be left for later. */
  canSkip?: boolean;
  children: ReactNode;
}) {
  const index = setUpSteps.findIndex(({ id }) => id === step);
  const before = setUpSteps[index - 1];
  const after = setUpSteps[index + 1];
  return (
    <Stack>
      <StepIndicator slug={slug} states={states} current={step} />
      <div>
        <p className={classes.of}>
          {index + 1} of {setUpSteps.length}
        </p>
        <PageHeader title={setUpSteps[index]?.title ?? ''} description={description} />
      </div>
      {children}
      <Row>
        <ButtonLink variant="secondary" href={setUpPath(slug, before?.id)}>
          {before ? 'Back' : 'All steps'}
        </ButtonLink>
        {canSkip ? (
          <ButtonLink variant="secondary" href={setUpPath(slug, after?.id)}>
            Skip for now
          </ButtonLink>
        ) : null}
        {isContinueInForm ? null : (
          <ButtonLink
            variant={states[step] === 'done' ? 'primary' : 'secondary'}
            href={setUpPath(slug, after?.id)}
          >
            {after ? 'Continue' : 'All steps'}
          </ButtonLink>
        )}
      </Row>
    </Stack>
  );
}
