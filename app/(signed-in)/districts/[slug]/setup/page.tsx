import type { Metadata } from 'next';
import { StageList } from '@/components/domain/go-live/stage-list';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { TaskList } from '@/components/domain/set-up/task-list';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Row, Section, Stack } from '@/components/ui/section';
import { stageSentence } from '@/lib/core/go-live/stage-text';
import { nextStep } from '@/lib/core/set-up/steps';
import { isStaff } from '@/lib/server/auth/permissions';
import { loadStages } from '@/lib/server/go-live/queries/load-stages';
import { evidenceOf } from './evidence';
import { loadSetUpPage, type SetUpProps } from './load-page';

export const metadata: Metadata = { title: 'Set-up' };

export default async function SetUpPage(props: SetUpProps) {
  const { ctx, slug, person, tenant, connection, steps, view, now } = await loadSetUpPage(props);
  const stages = await loadStages(ctx, tenant);
  const after = stages.rows.findLast(({ detail }) => detail !== null)?.detail ?? null;
  const reader = isStaff(person) ? 'staff' : 'contact';
  const next = nextStep(steps);
  const done = steps.filter(({ state }) => state === 'done').length;
  const isLive = connection.baselineRunId !== null;
  const open = steps.filter(({ state }) => state !== 'done').map(({ label }) => label);
  const nextLabel = steps.find(({ id }) => id === next)?.label;
  return (
    <Stack>
      <PageHeader
        title={isLive ? `Set-up of ${tenant.name}` : `Set up ${tenant.name}`}
        description={
          next === null
            ? 'All five steps are done. You can come back and change any of them.'
            : isLive
              ? `The roster is live. Still open: ${open.join(', ')}.`
              : `${done} of ${steps.length} steps done. Everything is saved: leave and come back at any time.`
        }
      />
      <Section title="Steps" id="steps" flush>
        <TaskList
          slug={slug}
          steps={steps}
          evidence={(step) => evidenceOf(step, { ...view, api: connection.api })}
        />
      </Section>
      <Row>
        {next === null ? null : (
          <ButtonLink variant="primary" href={setUpPath(slug, next)}>
            {done === 0 ? 'Start' : `Continue with “${nextLabel}”`}
          </ButtonLink>
        )}
        <ButtonLink variant="secondary" href={setUpPath(slug, 'sheet')}>
          Set-up sheet to print
        </ButtonLink>
        {view.isWayOpen ? (
          <ButtonLink variant="secondary" href={setUpPath(slug, 'way')}>
            How your data comes
          </ButtonLink>
        ) : null}
      </Row>
      <Section
        title="After the set-up: what happens next"
        id="what-happens-next"
        description={after === null ? null : stageSentence(after, reader, stages.facts.isFetched)}
      >
        <StageList rows={stages.rows} timeZone={tenant.timeZone} now={now} />
      </Section>
    </Stack>
  );
}
