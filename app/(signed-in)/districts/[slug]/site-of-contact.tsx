import Link from 'next/link';
import { GoLivePart, GoLiveSteps } from '@/components/domain/go-live/parts';
import { WrongAnswers } from '@/components/domain/go-live/site-answers';
import { ActionForm } from '@/components/ui/action-form';
import { SelectField, TextareaField } from '@/components/ui/fields';
import { FormGrid } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { mailHelpPath } from '@/lib/core/mail/public-page';
import { DIGEST_SENDER_DOMAIN, TALKINGPOINTS_URL } from '@/lib/core/mail/talkingpoints';
import { can } from '@/lib/server/auth/permissions';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import type { TenantRef } from '@/lib/server/auth/tenant-access';
import type { SiteRow } from '@/lib/server/go-live/queries/find-site';
import { listSiteSchools, type SiteAnswers } from '@/lib/server/go-live/queries/site-answers';
import { getAppContext } from '@/lib/server/http/context';
import { getTenantBySlug } from '@/lib/server/tenants/queries/list-tenants';
import { answerForSite } from './site-actions';

/** What a contact does once the site is ready: sign in, look, and say what they saw. */
export async function SiteOfContact({
  tenant,
  person,
  site,
  answers,
  now,
}: {
  tenant: TenantRef;
  person: SessionPerson;
  site: SiteRow | null;
  answers: SiteAnswers;
  now: Date;
}) {
  const ctx = getAppContext();
  const [schools, { psmName }] = await Promise.all([
    listSiteSchools(ctx, tenant.id),
    getTenantBySlug(ctx, tenant.slug),
  ]);
  const mayAnswer = can(person, 'site.answer');
  const support = ctx.settings.partnerSupportEmail;
  return (
    <>
      <GoLivePart title="Look at your site">
        <GoLiveSteps>
          <li>
            Sign in at <a href={TALKINGPOINTS_URL}>app.talkingpts.org/districts</a> with your
            preferred sign-in method.
            {site?.address && site.address !== TALKINGPOINTS_URL ? (
              <>
                {' '}
                Your site: <a href={site.address}>{site.address}</a>
              </>
            ) : null}
          </li>
          <li>
            Check that the schools and grades are right, that classes have the right teachers, and
            that families have their home languages.
          </li>
          <li>
            Allow email from {DIGEST_SENDER_DOMAIN}, so that staff who choose digest emails receive
            them: <Link href={mailHelpPath}>what to allow in your mail filter</Link>.
          </li>
          <li>
            {psmName
              ? `Plan the rollout with ${psmName}, your Partner Success Manager.`
              : 'Plan the rollout with your Partner Success Manager.'}{' '}
            Questions: <a href={`mailto:${support}`}>{support}</a>
          </li>
        </GoLiveSteps>
      </GoLivePart>
      <GoLivePart title={answers.isConfirmed ? 'Thank you' : 'Does it look right?'}>
        <p>{answeredText(answers, schools.length)}</p>
        {answers.wrong.length > 0 ? (
          <WrongAnswers
            answers={answers.wrong}
            timeZone={tenant.timeZone}
            now={now}
            action={
              mayAnswer
                ? ({ schoolSourcedId, schoolName }) =>
                    schoolSourcedId === '' || schoolName === null ? null : (
                      <ActionForm action={answerForSite} label={`${schoolName} looks right now`}>
                        <Hidden slug={tenant.slug} looks="right" schoolId={schoolSourcedId} />
                        <div>
                          <SubmitButton variant="secondary" size="small" pendingLabel="Saving…">
                            Looks right now
                          </SubmitButton>
                        </div>
                      </ActionForm>
                    )
                : undefined
            }
          />
        ) : null}
        {mayAnswer && !answers.isConfirmed ? (
          <ActionForm action={answerForSite} label="Everything looks right">
            <Hidden slug={tenant.slug} looks="right" schoolId="" />
            <div>
              <SubmitButton pendingLabel="Saving…">Everything looks right</SubmitButton>
            </div>
          </ActionForm>
        ) : null}
        {mayAnswer ? (
          <ActionForm
            action={answerForSite}
            label="Something is wrong"
            foldedUnder="Something is wrong"
            done="Thank you. We were told, and look into it."
          >
            <FormGrid>
              <input type="hidden" name="slug" value={tenant.slug} />
              <input type="hidden" name="looks" value="wrong" />
              <SelectField
                name="schoolId"
                label="Where"
                hint="One school at a time, or the whole district."
                choices={[
                  { value: '', label: 'The whole district' },
                  ...schools.map(({ sourcedId, name }) => ({ value: sourcedId, label: name })),
                ]}
              />
              <TextareaField
                name="text"
                label="What does not look right"
                rows={4}
                maxLength={2000}
                hint="Say what you see and what you expected. Do not include student names."
              />
              <div>
                <SubmitButton variant="secondary" pendingLabel="Sending…">
                  Tell us
                </SubmitButton>
              </div>
            </FormGrid>
          </ActionForm>
        ) : null}
      </GoLivePart>
    </>
  );
}

function Hidden({ slug, looks, schoolId }: { slug: string; looks: string; schoolId: string }) {
  return (
    <>
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="looks" value={looks} />
      <input type="hidden" name="schoolId" value={schoolId} />
    </>
  );
}

function answeredText({ wrong, isConfirmed }: SiteAnswers, schoolCount: number): string {
  if (isConfirmed) return 'You told us that everything looks right.';
  if (wrong.length > 0)
    return 'We were told of the following and look into it. Once it is right, say so here.';
  return schoolCount > 1
    ? 'One answer counts for all schools. If something is wrong at one of them, name it below.'
    : 'Tell us what you saw.';
}
