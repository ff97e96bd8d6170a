import type { Metadata } from 'next';
import { kindOfConnection, kindSpeaking } from '@/lib/core/connections/kinds';
import { vendorProfile } from '@/lib/core/pulls/vendor-profiles';
import { apiGuideOf } from '@/lib/core/set-up/api-guides';
import { AccountFields } from '@/components/domain/pulls/account-fields';
import { GuideOfSis } from '@/components/domain/set-up/sis-guide';
import { StepPage } from '@/components/domain/set-up/step-page';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { FormGrid } from '@/components/ui/form';
import { Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { loadSetUpPage, type SetUpProps } from '../load-page';
import { answerAccount } from '../api-actions';

export const metadata: Metadata = { title: 'Address and key' };

export default async function AccountPage(props: SetUpProps) {
  const { slug, connection, view, steps, mayConnect } = await loadSetUpPage(props, 'account');
  const { api } = connection;
  const vendor = view.way === 'FILES' ? 'OTHER' : view.way;
  const kind = kindOfConnection(api ? connection.kind : kindSpeaking('oneroster-rest'));
  return (
    <StepPage
      slug={slug}
      step="account"
      steps={steps}
      description="We read with this key every night, and change nothing there."
      isContinueInForm={mayConnect}
      canSkip={mayConnect && api === null}
    >
      <Section
        title={vendor === 'OTHER' ? 'In your SIS' : `In ${vendorProfile(vendor).name}`}
        id="guide"
        actions={<ButtonLink href={setUpPath(slug, 'sheet')}>Set-up sheet to print</ButtonLink>}
      >
        <GuideOfSis guide={apiGuideOf(vendor)} />
      </Section>
      <Section
        title="Address and key"
        id="account"
        description={
          api
            ? 'After a change the connection has to be tested again.'
            : 'You can come back when you have them: your choice is saved.'
        }
      >
        {mayConnect && kind.api ? (
          <ActionForm action={answerAccount} label="Address and key">
            <FormGrid>
              <input type="hidden" name="slug" value={slug} />
              <AccountFields api={kind.api} values={api} asksVendor={false} />
              <div>
                <SubmitButton pendingLabel="Saving…">Save and continue</SubmitButton>
              </div>
            </FormGrid>
          </ActionForm>
        ) : (
          <p>{api ? new URL(api.baseUrl).host : 'The district has not entered them yet.'}</p>
        )}
      </Section>
    </StepPage>
  );
}
