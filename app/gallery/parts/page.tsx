import { fileStatusLabel } from '@/components/domain/attendance/labels';
import { InvitationStateLabel } from '@/components/domain/invitation-state';
import { MAIL_STATES, MailStateLabel } from '@/components/domain/mail-state';
import { StatusLabel } from '@/components/domain/status-label';
import { PageHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { ConfirmDialog, TypeTheNumber } from '@/components/ui/confirm-dialog';
import { Counting } from '@/components/ui/counting';
import { EmptyState } from '@/components/ui/empty-state';
import { LiveRefresh } from '@/components/ui/live-refresh';
import { Row, Section, Stack } from '@/components/ui/section';
import { ATTENDANCE_RUN_STATES } from '@/lib/core/attendance/run-states';
import {
  connectionLabels,
  runLabels,
  type StatusLabel as Word,
} from '@/lib/core/sync-run/status-labels';
import { FailedForm, FailedPage, WaitingForm, WaitingLink } from './_components/in-browser';

/** What no data brings about, and every status word. */
export default function PartsPage() {
  return (
    <Stack>
      <title>Parts – Gallery – TalkingPoints Connector</title>
      <PageHeader title="Parts" crumbs={[{ href: '/gallery', label: 'Gallery' }]} />
      <Section title="Statuses of a connection">
        <Words words={Object.values(connectionLabels)} />
      </Section>
      <Section title="Statuses of a run">
        <Words words={Object.values(runLabels)} />
      </Section>
      <Section title="Statuses of an attendance file">
        <Words words={ATTENDANCE_RUN_STATES.map(fileStatusLabel)} />
      </Section>
      <Section title="Statuses of invitations and mail">
        <Row>
          {(['sent', 'opened', 'verified', 'expired', 'revoked'] as const).map((state) => (
            <InvitationStateLabel key={state} state={state} />
          ))}
          {MAIL_STATES.map((state) => (
            <MailStateLabel key={state} state={state} />
          ))}
        </Row>
      </Section>
      <Section title="Empty">
        <EmptyState headingLevel={3} title="Nothing came yet">
          <p>What fills it, and the one thing to do.</p>
        </EmptyState>
        <EmptyState
          headingLevel={3}
          look="no-match"
          title="Nothing matches"
          action={<Button>Clear filters</Button>}
        />
        <EmptyState headingLevel={3} look="done" title="Nothing waits" />
        <EmptyState headingLevel={3} look="closed" title="The way in is closed" />
      </Section>
      <Section title="On the way">
        <Stack>
          <Counting />
          <WaitingLink />
          <WaitingForm />
        </Stack>
      </Section>
      <Section title="Live, until the connection is lost">
        <LiveRefresh version="1" announce="Nothing changes here" />
      </Section>
      <Section title="Callouts">
        <Stack>
          {(['neutral', 'active', 'good', 'waiting', 'problem'] as const).map((tone) => (
            <Callout key={tone} tone={tone} title={`A ${tone} callout`} headingLevel={3}>
              <p>What happened, and what to do.</p>
            </Callout>
          ))}
        </Stack>
      </Section>
      <Section title="Buttons and dialogs">
        <Row>
          <Button variant="primary">Primary</Button>
          <Button>Secondary</Button>
          <Button variant="danger">Danger</Button>
          <Button variant="quiet">Quiet</Button>
          <Button size="small">Small</Button>
          <ConfirmDialog trigger="Remove everything" title="Remove 1,204 students of Lakeview?">
            <TypeTheNumber count={1204} hint="All records that will be removed: 1,204 students." />
          </ConfirmDialog>
        </Row>
      </Section>
      <Section title="A form with errors">
        <FailedForm />
      </Section>
      <FailedPage />
    </Stack>
  );
}

function Words({ words }: { words: readonly Word[] }) {
  return (
    <ul>
      {words.map((word) => (
        <li key={word.word + word.explanation}>
          <StatusLabel word={word} showOwner /> {word.explanation}
        </li>
      ))}
    </ul>
  );
}
