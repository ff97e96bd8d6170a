import type { Metadata } from 'next';
import { StepPage } from '@/components/domain/set-up/step-page';
import { ActionForm } from '@/components/ui/action-form';
import { FormGrid, RadioField } from '@/components/ui/form';
import { Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { waysOf } from '@/lib/core/set-up/ways';
import { loadSetUpPage, type SetUpProps } from '../load-page';
import { answerWay } from '../api-actions';

export const metadata: Metadata = { title: 'How your data comes' };

/** The second question of the first step. */
export default async function WayPage(props: SetUpProps) {
  const { slug, connection, view, steps, mayConnect } = await loadSetUpPage(props, 'way');
  const asks = mayConnect && view.isWayOpen;
  const ways = waysOf(view.facts.sis);
  return (
    <StepPage
      slug={slug}
      step="sis"
      steps={steps}
      question="How does your data come?"
      description="Both bring the same roster every night. Choose what is less work for you."
      isContinueInForm={asks}
    >
      <Section title="From your SIS to us" id="way">
        {asks ? (
          <ActionForm action={answerWay} label="How your data comes">
            <FormGrid>
              <input type="hidden" name="slug" value={slug} />
              <RadioField
                legend="How"
                name="way"
                choices={ways.map(({ value, label, takes }) => ({ value, label, hint: takes }))}
                defaultValue={view.way}
              />
              <div>
                <SubmitButton pendingLabel="Saving…">Save and continue</SubmitButton>
              </div>
            </FormGrid>
          </ActionForm>
        ) : (
          <p>{ways.find(({ value }) => value === view.way)?.label ?? 'An API'}</p>
        )}
        <p>
          {view.isWayOpen
            ? 'An SFTP account was created together with your district. With an API it stays unused, and you can come back to files until the first update is under review.'
            : connection.baselineRunId === null
              ? 'Files have arrived this way. To change it, write to your TalkingPoints contact.'
              : 'Your roster is live. To change how it comes, write to your TalkingPoints contact.'}
        </p>
      </Section>
    </StepPage>
  );
}
