import type { Metadata } from 'next';
import { pullPath } from '@/components/domain/pulls/addresses';
import { PullProgressBar } from '@/components/domain/pulls/pull-progress-bar';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { StepPage } from '@/components/domain/set-up/step-page';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { LiveRefresh } from '@/components/ui/live-refresh';
import { Row } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { findPull } from '@/lib/server/pulls/queries/list-pulls';
import { getEntityTotals } from '@/lib/server/roster/counts';
import { getTenantBySlug } from '@/lib/server/tenants/queries/list-tenants';
import { CollectionCounts } from '../../collection-counts';
import { HowItStands } from '../../how-it-stands';
import { loadApiStatus } from '../../load-api-status';
import { loadFetchedPage, type SetUpProps } from '../load-page';
import { startFirstPull } from '../api-actions';

export const metadata: Metadata = { title: 'First pull' };

/** Everything is read once; then what was found is said as of files: by the same check, in the same words. */
export default async function FirstPullPage(props: SetUpProps) {
  const page = await loadFetchedPage(props, 'first-pull');
  const { ctx, slug, person, tenant, connection, view, steps, mayConnect } = page;
  const { newest, said, isOpen } = await loadApiStatus(ctx, tenant, connection);
  const [row, pull, live] = await Promise.all([
    getTenantBySlug(ctx, slug),
    newest ? findPull(ctx, tenant.id, newest.number) : null,
    getEntityTotals(ctx, tenant.id),
  ]);
  const isTested = connection.api.testedAt !== null;
  const isFailed = newest?.status === 'FAILED';
  const wasChecked = view.facts.upload !== 'none' && !isOpen && !isFailed;
  return (
    <StepPage
      slug={slug}
      step="first-pull"
      steps={steps}
      description="We read everything now, check it, and tell you what was found."
    >
      <LiveRefresh
        version={`${newest?.number}-${newest?.status}-${newest?.rowCount}-${row.latestRunId}-${row.latestRunState}-${said.title}`}
        announce={said.title}
        longestWaitMs={isOpen || view.facts.upload === 'arriving' ? 4_000 : 30_000}
        news={`/api/connections/${slug}/live`}
      />
      {wasChecked ? (
        <HowItStands row={row} connection={connection} person={person} />
      ) : (
        <Callout tone={said.tone} title={said.title}>
          <p>{said.sentence}</p>
          {said.remedy ? <p>{said.remedy}</p> : null}
          {pull && (pull.status === 'READING' || pull.status === 'WAITING') ? (
            <PullProgressBar collections={pull.collections} />
          ) : null}
        </Callout>
      )}
      {mayConnect && !isOpen ? (
        <Row>
          {isTested ? (
            <ActionForm action={startFirstPull} label="Fetch everything">
              <input type="hidden" name="slug" value={slug} />
              <SubmitButton
                variant={view.facts.upload === 'good' ? 'secondary' : 'primary'}
                pendingLabel="Starting…"
              >
                {newest ? 'Fetch again' : 'Fetch everything now'}
              </SubmitButton>
            </ActionForm>
          ) : (
            <ButtonLink variant="primary" href={setUpPath(slug, 'test')}>
              Test the connection first
            </ButtonLink>
          )}
          {newest ? (
            <ButtonLink href={pullPath(slug, newest.number)}>Open pull {newest.number}</ButtonLink>
          ) : null}
        </Row>
      ) : null}
      {pull ? (
        <CollectionCounts
          collections={pull.collections}
          live={live}
          extent={pull.extent}
          isOpen={isOpen}
        />
      ) : null}
    </StepPage>
  );
}
