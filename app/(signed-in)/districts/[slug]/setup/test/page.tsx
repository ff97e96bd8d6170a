import type { Metadata } from 'next';
import { TestLines } from '@/components/domain/pulls/test-lines';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { StepPage } from '@/components/domain/set-up/step-page';
import { TimeText } from '@/components/domain/time-text';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { LiveRefresh } from '@/components/ui/live-refresh';
import { Row, Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { stateOf } from '@/lib/core/set-up/steps';
import { findLastTest } from '@/lib/server/pulls/queries/last-test';
import { startTest } from '../../pull-actions';
import { loadFetchedPage, type SetUpProps } from '../load-page';

export const metadata: Metadata = { title: 'Test' };

const SAID = {
  todo: 'Not tested yet',
  waiting: 'The connection is being tested',
  problem: 'The test failed',
  done: 'The test passed',
};

export default async function TestPage(props: SetUpProps) {
  const page = await loadFetchedPage(props, 'test');
  const { ctx, slug, tenant, connection, steps, mayConnect, now } = page;
  const test = await findLastTest(ctx, { tenantId: tenant.id, connectionId: connection.id });
  const state = stateOf(steps, 'test');
  const said = SAID[state];
  return (
    <StepPage
      slug={slug}
      step="test"
      steps={steps}
      description="It asks for one row of everything. The rows go into no roster."
    >
      <LiveRefresh
        version={`${test?.id}-${test?.lines.length}-${test?.finishedAt?.getTime()}`}
        announce={said}
        longestWaitMs={state === 'waiting' ? 4_000 : 30_000}
        news={`/api/connections/${slug}/live`}
      />
      <Section
        title={said}
        id="test"
        description={
          test?.finishedAt ? (
            <>
              Last tested <TimeText at={test.finishedAt} timeZone={tenant.timeZone} now={now} />
              {state === 'todo' ? ', with values that have changed since' : null}
            </>
          ) : null
        }
      >
        {test ? (
          <TestLines lines={test.lines} isOver={test.finishedAt !== null} />
        ) : (
          <EmptyState headingLevel={3} title="Eight lines, each with what mends it">
            <p>Each appears here as soon as it is known.</p>
          </EmptyState>
        )}
        <Row>
          {mayConnect && state !== 'waiting' ? (
            <ActionForm action={startTest} label="Test the connection">
              <input type="hidden" name="slug" value={slug} />
              <input type="hidden" name="connectionId" value={connection.id} />
              <SubmitButton
                variant={state === 'done' ? 'secondary' : 'primary'}
                pendingLabel="Starting…"
              >
                {test ? 'Test again' : 'Test the connection'}
              </SubmitButton>
            </ActionForm>
          ) : null}
          {state === 'problem' ? (
            <ButtonLink href={setUpPath(slug, 'account')}>Change address or key</ButtonLink>
          ) : null}
        </Row>
      </Section>
    </StepPage>
  );
}
