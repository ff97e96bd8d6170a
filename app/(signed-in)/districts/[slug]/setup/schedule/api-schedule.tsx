import { formatKeptTime } from '@/lib/core/calendar/format-instant';
import { nextText } from '@/lib/core/pulls/connection-sentence';
import { vendorProfile } from '@/lib/core/pulls/vendor-profiles';
import { ActionForm } from '@/components/ui/action-form';
import { Facts } from '@/components/ui/facts';
import { TextField } from '@/components/ui/fields';
import { FormGrid } from '@/components/ui/form';
import { Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { findNextPull } from '@/lib/server/pulls/queries/next-pull';
import { LateMailField } from '../_components/late-mail-field';
import { answerPullTime } from '../api-actions';
import type { FetchedPage } from '../load-page';

/** When it is read every night, and the hours in which the vendor wants nobody to. */
export async function ApiSchedule({
  page: { ctx, slug, tenant, connection, view, mayConnect, now },
}: {
  page: FetchedPage;
}) {
  const { api } = connection;
  const { name, quietHours } = vendorProfile(api.vendor);
  const next = await findNextPull(ctx, tenant, connection);
  return (
    <>
      <Section title="What is so now" id="seen">
        <Facts
          facts={[
            {
              label: 'Next pull',
              value: nextText({
                bringsRoster: true,
                isStopped: next.isStopped,
                isTested: api.testedAt !== null,
                isScheduled: api.isScheduled,
                nextPullAt: next.at,
                timeZone: tenant.timeZone,
                now,
              }),
            },
            {
              label: `Quiet hours of ${name}`,
              value: quietHours
                ? `${formatKeptTime(quietHours.from)} to ${formatKeptTime(quietHours.to)}`
                : 'None',
              hint: quietHours
                ? 'District time. In these hours the vendor wants no large reads: a nightly pull waits until they end.'
                : undefined,
            },
            {
              label: 'Updates are applied',
              value:
                connection.applySlot === 'ON_ARRIVAL'
                  ? 'As soon as what was fetched is checked'
                  : `Nightly at ${formatKeptTime(connection.applyAt)}`,
            },
          ]}
        />
      </Section>
      <Section title="Your schedule" id="answer">
        {mayConnect ? (
          <ActionForm action={answerPullTime} label="Schedule">
            <FormGrid>
              <input type="hidden" name="slug" value={slug} />
              <TextField
                name="pullAt"
                type="time"
                label="When do we fetch?"
                hint="District time, every night. After your SIS has finished its own work of the night is best."
                defaultValue={api.pullAt}
              />
              <LateMailField
                legend="Who gets an email when nothing new comes?"
                contacts={view.contacts}
              />
              <div>
                <SubmitButton pendingLabel="Saving…">Save and finish</SubmitButton>
              </div>
            </FormGrid>
          </ActionForm>
        ) : (
          <p>We fetch every night at {formatKeptTime(api.pullAt)}, district time.</p>
        )}
      </Section>
    </>
  );
}
