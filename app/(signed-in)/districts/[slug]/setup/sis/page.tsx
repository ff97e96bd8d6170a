import type { Metadata } from 'next';
import { ActionForm } from '@/components/ui/action-form';
import { TextField } from '@/components/ui/fields';
import { FormGrid, RadioField } from '@/components/ui/form';
import { Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { guideOfSis, sisGuides } from '@/lib/core/set-up/sis-guides';
import { loadSetUpPage, type SetUpProps } from '../load-page';
import { StepPage } from '@/components/domain/set-up/step-page';
import { answerSis } from '../actions';

export const metadata: Metadata = { title: 'Your SIS' };

export default async function SisPage(props: SetUpProps) {
  const { slug, view, steps, mayAnswer } = await loadSetUpPage(props, 'sis');
  const { sis } = view.facts;
  const chosen = guideOfSis(sis);
  return (
    <StepPage
      slug={slug}
      step="sis"
      steps={steps}
      description="The next steps then say where to find things in it."
      isContinueInForm={mayAnswer}
      canSkip={mayAnswer && sis === null}
    >
      <Section title="Your student information system" id="choice">
        {mayAnswer ? (
          <ActionForm action={answerSis} label="Your SIS">
            <FormGrid>
              <input type="hidden" name="slug" value={slug} />
              <RadioField
                legend="SIS"
                name="sis"
                choices={sisGuides.map(({ id, name }) => ({ value: id, label: name }))}
                defaultValue={chosen?.id}
              />
              <TextField
                name="otherName"
                label="Name of another SIS"
                optional
                autoComplete="off"
                defaultValue={chosen?.id === 'other' && sis !== chosen.name ? (sis ?? '') : ''}
              />
              <div>
                <SubmitButton pendingLabel="Saving…">Save and continue</SubmitButton>
              </div>
            </FormGrid>
          </ActionForm>
        ) : (
          <p>{sis ?? 'The district has not chosen its SIS yet.'}</p>
        )}
      </Section>
    </StepPage>
  );
}
