import Link from 'next/link';
import { CheckLines, GoLivePart, type CheckLine } from '@/components/domain/go-live/parts';
import { WrongAnswers } from '@/components/domain/go-live/site-answers';
import { TimeText } from '@/components/domain/time-text';
import { ActionForm } from '@/components/ui/action-form';
import { TextField } from '@/components/ui/fields';
import { FormGrid } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { plural } from '@/lib/core/format/numbers';
import type { GoLiveStage } from '@/lib/core/go-live/stages';
import { TALKINGPOINTS_URL } from '@/lib/core/mail/talkingpoints';
import { can } from '@/lib/server/auth/permissions';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import type { TenantRef } from '@/lib/server/auth/tenant-access';
import type { SiteRow } from '@/lib/server/go-live/queries/find-site';
import { findFirstRosterData } from '@/lib/server/go-live/queries/first-roster-data';
import type { GateRow } from '@/lib/server/policy/first-sync-gate';
import type { SiteAnswers } from '@/lib/server/go-live/queries/site-answers';
import { getAppContext } from '@/lib/server/http/context';
import { startSiteCreation, writeAddress } from './site-actions';

interface Props {
  tenant: TenantRef;
  person: SessionPerson;
  stage: GoLiveStage | null;
  site: SiteRow | null;
  answers: SiteAnswers;
  now: Date;
}

/** What our staff do on a district's way to a live site, in its order. */
export async function SiteOfStaff({ tenant, person, stage, site, answers, now }: Props) {
  const mayCreate = can(person, 'site.create');
  const asksForData = stage === 'review' || (stage === 'site' && !site);
  return (
    <>
      {asksForData ? <RequiredData tenant={tenant} /> : null}
      {stage === 'site' && !site && mayCreate ? <Start slug={tenant.slug} /> : null}
      {site && site.how !== 'BEFORE_RECORDS' ? (
        <GoLivePart title="The site">
          <Request site={site} timeZone={tenant.timeZone} now={now} />
          {site.request?.givenUpAt && !site.address && mayCreate ? (
            <ActionForm action={startSiteCreation} label="Send the request again">
              <input type="hidden" name="slug" value={tenant.slug} />
              <div>
                <SubmitButton variant="secondary" pendingLabel="Sending…">
                  Send the request again
                </SubmitButton>
              </div>
            </ActionForm>
          ) : null}
          {site.address ? (
            <p>
              Its address: <a href={site.address}>{site.address}</a>. The district and its team were
              told <TimeText at={site.announcedAt} timeZone={tenant.timeZone} now={now} />.
            </p>
          ) : null}
          {mayCreate ? <Address slug={tenant.slug} known={site.address} /> : null}
        </GoLivePart>
      ) : null}
      {site?.address ? (
        <GoLivePart title="What the district says">
          <p>{saidText(answers)}</p>
          {answers.wrong.length > 0 ? (
            <WrongAnswers answers={answers.wrong} timeZone={tenant.timeZone} now={now} />
          ) : null}
        </GoLivePart>
      ) : null}
    </>
  );
}

async function RequiredData({ tenant }: { tenant: TenantRef }) {
  const data = await findFirstRosterData(getAppContext(), tenant.id);
  if (!data) return null;
  const failed = data.rows.filter(({ outcome, waiver }) => outcome === 'failed' && !waiver);
  const others = data.rows.filter((row) => !failed.includes(row));
  return (
    <GoLivePart title="Is all required data present?">
      <p>
        {failed.length === 0
          ? 'Yes: every check of the first roster passed, was waived, or had nothing to compare with.'
          : `No: ${plural(failed.length, 'check')} of the first roster failed.`}{' '}
        <Link href={`/reviews/${data.breakId}`}>See its review</Link>
      </p>
      {failed.length > 0 ? <CheckLines lines={failed.map(lineOf)} /> : null}
      {others.length > 0 ? (
        <details>
          <summary>
            {failed.length === 0
              ? `All ${plural(others.length, 'check')}`
              : plural(others.length, 'other check')}
          </summary>
          <CheckLines lines={others.map(lineOf)} />
        </details>
      ) : null}
    </GoLivePart>
  );
}

function lineOf({ criterion, schoolSourcedId, sentence, outcome, waiver }: GateRow): CheckLine {
  return {
    key: `${schoolSourcedId} ${criterion}`,
    glyph: outcome === 'passed' ? '✓' : outcome === 'failed' && !waiver ? '✕' : '○',
    text: waiver ? `${sentence} Waived.` : sentence,
  };
}

function Start({ slug }: { slug: string }) {
  const isByWebhook = getAppContext().settings.siteWebhook !== null;
  return (
    <GoLivePart title="Create the site">
      <p>
        {isByWebhook
          ? 'The request is sent to the system that creates sites, until it is accepted. The district reads that its site is being created.'
          : 'No system that creates sites is configured, so you create the site by hand. The district reads that its site is being created.'}
      </p>
      <ActionForm action={startSiteCreation} label="Start the site’s creation">
        <input type="hidden" name="slug" value={slug} />
        <div>
          <SubmitButton pendingLabel="Starting…">Start the site’s creation</SubmitButton>
        </div>
      </ActionForm>
    </GoLivePart>
  );
}

function Request({ site, timeZone, now }: { site: SiteRow; timeZone: string; now: Date }) {
  const { request, requestedAt, requestedByName, how } = site;
  const time = (at: Date | null) => <TimeText at={at} timeZone={timeZone} now={now} />;
  return (
    <>
      <p>
        {how === 'WEBHOOK' ? 'Requested' : 'Started by hand'} {time(requestedAt)} by{' '}
        {requestedByName ?? 'the command line'}. Request <code>{site.requestId}</code>
      </p>
      {request ? (
        <p>
          {request.deliveredAt ? (
            <>The request was accepted {time(request.deliveredAt)}.</>
          ) : request.givenUpAt ? (
            <>
              The request could not be sent after {plural(request.attempts, 'attempt')}, the last{' '}
              {time(request.givenUpAt)}. {answerOf(request)}
            </>
          ) : request.attempts === 0 ? (
            'The request is being sent.'
          ) : (
            <>
              {plural(request.attempts, 'attempt')} so far; the next one is due{' '}
              {time(request.nextAttemptAt)}. {answerOf(request)}
            </>
          )}
        </p>
      ) : null}
    </>
  );
}

function answerOf({ lastStatus, lastError }: NonNullable<SiteRow['request']>): string {
  const said = lastError ? `: ${lastError}` : '';
  return lastStatus === null ? `No answer${said}` : `The answer was ${lastStatus}${said}`;
}

function Address({ slug, known }: { slug: string; known: string | null }) {
  return (
    <ActionForm
      action={writeAddress}
      label="Where the site is"
      foldedUnder={known === null ? undefined : 'Change the address'}
      done="Written down. The district and its team are told by email."
    >
      <FormGrid>
        <input type="hidden" name="slug" value={slug} />
        <TextField
          name="address"
          type="url"
          inputMode="url"
          label="Address of the site"
          hint={`Such as ${TALKINGPOINTS_URL}. Contacts, implementer and PSM are told by email.`}
          defaultValue={known ?? ''}
        />
        <div>
          <SubmitButton variant={known === null ? 'primary' : 'secondary'} pendingLabel="Saving…">
            {known === null ? 'Save and tell the district' : 'Save the new address'}
          </SubmitButton>
        </div>
      </FormGrid>
    </ActionForm>
  );
}

function saidText({ isConfirmed, wrong }: SiteAnswers): string {
  if (isConfirmed) return 'Everything looks right.';
  if (wrong.length > 0) return 'This does not look right:';
  return 'No answer yet.';
}
