import type { Metadata } from 'next';
import { ActionForm } from '@/components/ui/action-form';
import { TextField } from '@/components/ui/fields';
import { FormGrid } from '@/components/ui/form';
import { Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { Facts } from '@/components/ui/facts';
import { formatKeptTime, formatMinuteOfDay } from '@/lib/core/calendar/format-instant';
import { FEWEST_ARRIVALS } from '@/lib/core/set-up/usual-time';
import { LateMailField } from '../_components/late-mail-field';
import { loadFetchedPage, loadSetUpPage, type SetUpProps } from '../load-page';
import { ApiSchedule } from './api-schedule';
import { StepPage } from '@/components/domain/set-up/step-page';
import { answerSchedule } from '../actions';

export const metadata: Metadata = { title: 'Schedule' };

export default async function SchedulePage(props: SetUpProps) {
  const page = await loadSetUpPage(props, 'schedule');
  const { slug, steps, mayAnswer, mayConnect } = page;
  const isFetched = page.view.facts.way === 'API';
  return (
    <StepPage
      slug={slug}
      step="schedule"
      steps={steps}
      description={
        isFetched
          ? 'Once every night. We tell you when a pull fails.'
          : 'Once every night of the school week. We tell you when files stop.'
      }
      isContinueInForm={isFetched ? mayConnect : mayAnswer}
    >
      {isFetched ? (
        <ApiSchedule page={await loadFetchedPage(props, 'schedule')} />
      ) : (
        <FileSchedule page={page} />
      )}
    </StepPage>
  );
}

function FileSchedule({
  page: { slug, connection, view, mayAnswer },
}: {
  page: Awaited<ReturnType<typeof loadSetUpPage>>;
}) {
  const { usual, exportAt, contacts } = view;
  return (
    <>
      <Section title="What we have seen" id="seen">
        <Facts
          facts={[
            {
              label: 'Your files usually come',
              value: usual
                ? `Around ${formatMinuteOfDay(usual.usual)}, district time`
                : 'Not known yet',
              hint: usual
                ? undefined
                : `We tell it from the times of your files, from ${FEWEST_ARRIVALS} sets on.`,
            },
            ...(usual
              ? [
                  {
                    label: 'Expected window',
                    value: `${formatMinuteOfDay(usual.from)} to ${formatMinuteOfDay(usual.to)}`,
                  },
                ]
              : []),
            {
              label: 'Updates are applied',
              value:
                connection.applySlot === 'ON_ARRIVAL'
                  ? 'As soon as the files are checked'
                  : `Nightly at ${formatKeptTime(connection.applyAt)}`,
            },
          ]}
        />
      </Section>
      <Section title="Your schedule" id="answer">
        {mayAnswer ? (
          <ActionForm action={answerSchedule} label="Schedule">
            <FormGrid>
              <input type="hidden" name="slug" value={slug} />
              <TextField
                name="exportAt"
                type="time"
                label="When does your export run?"
                optional
                hint="District time. After midnight and before 5 AM is best."
                defaultValue={exportAt ?? ''}
              />
              <LateMailField legend="Who gets an email when files are late?" contacts={contacts} />
              <div>
                <SubmitButton pendingLabel="Saving…">Save and finish</SubmitButton>
              </div>
            </FormGrid>
          </ActionForm>
        ) : (
          <p>
            {exportAt
              ? `The district’s export runs at ${formatKeptTime(exportAt)}.`
              : 'The district has not said when its export runs.'}
          </p>
        )}
      </Section>
    </>
  );
}
