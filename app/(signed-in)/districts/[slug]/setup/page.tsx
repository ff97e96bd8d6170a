import type { Metadata } from 'next';
import { StageList } from '@/components/domain/go-live/stage-list';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { TaskList } from '@/components/domain/set-up/task-list';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Row, Section, Stack } from '@/components/ui/section';
import { formatKeptTime } from '@/lib/core/calendar/format-instant';
import { plural } from '@/lib/core/format/numbers';
import { stageSentence } from '@/lib/core/go-live/stage-text';
import { nextStep, setUpSteps, type SetUpStep } from '@/lib/core/set-up/steps';
import { isStaff } from '@/lib/server/auth/permissions';
import { loadStages } from '@/lib/server/go-live/queries/load-stages';
import type { SetUpView } from '@/lib/server/set-up/queries/load-set-up';
import { loadSetUpPage, type SetUpProps } from './load-page';

export const metadata: Metadata = { title: 'Set-up' };

export default async function SetUpPage(props: SetUpProps) {
  const { ctx, slug, person, tenant, connection, states, view, now } = await loadSetUpPage(props);
  const stages = await loadStages(ctx, tenant);
  const after = stages.rows.findLast(({ detail }) => detail !== null)?.detail ?? null;
  const reader = isStaff(person) ? 'staff' : 'contact';
  const next = nextStep(states);
  const done = Object.values(states).filter((state) => state === 'done').length;
  const isLive = connection.baselineRunId !== null;
  const open = setUpSteps.filter(({ id }) => states[id] !== 'done').map(({ label }) => label);
  const nextLabel = setUpSteps.find(({ id }) => id === next)?.label;
  return (
    <Stack>
      <PageHeader
        title={isLive ? `Set-up of ${tenant.name}` : `Set up ${tenant.name}`}
        description={
          next === null
            ? 'All five steps are done. You can come back and change any of them.'
            : isLive
              ? `The roster is live. Still open: ${open.join(', ')}.`
              : `${done} of ${setUpSteps.length} steps done. Everything is saved: leave and come back at any time.`
        }
      />
      <Section title="Steps" id="steps" flush>
        <TaskList slug={slug} states={states} evidence={(step) => evidenceOf(step, view)} />
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
      </Row>
      <Section
        title="After the set-up: what happens next"
        id="what-happens-next"
        description={after === null ? null : stageSentence(after, reader)}
      >
        <StageList rows={stages.rows} timeZone={tenant.timeZone} now={now} />
      </Section>
    </Stack>
  );
}

const uploadEvidence = {
  none: 'Nothing has arrived yet',
  arriving: 'Files are here, not checked yet',
  incomplete: 'Some of the last files did not come',
  refused: 'The last files could not be used',
  good: 'The files were checked',
} as const;

/** What says that a step is done, or what it takes. */
function evidenceOf(step: SetUpStep, { facts, filesReadyAt, exportAt }: SetUpView): string {
  switch (step) {
    case 'sis':
      return facts.sis ?? 'Takes a minute';
    case 'sign-in':
      return facts.passwordCount + facts.keyCount === 0
        ? 'Create a password, or add an SSH key'
        : `${[
            ...(facts.passwordCount > 0 ? [plural(facts.passwordCount, 'password')] : []),
            ...(facts.keyCount > 0 ? [plural(facts.keyCount, 'SSH key')] : []),
          ].join(' and ')}, ${facts.hasSignedIn ? 'used' : 'not used yet'}`;
    case 'files':
      return facts.upload === 'good'
        ? 'Known from the files that came'
        : filesReadyAt
          ? 'The export is built'
          : facts.upload === 'none'
            ? 'Build the export in your SIS'
            : 'Files came: see the first upload';
    case 'upload':
      return uploadEvidence[facts.upload];
    case 'schedule':
      return facts.scheduleSet
        ? exportAt
          ? `Daily at ${formatKeptTime(exportAt)}`
          : 'No time given'
        : 'When your files come, and who is told if they do not';
  }
}
