import type { Metadata } from 'next';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { StepPage } from '@/components/domain/set-up/step-page';
import { ButtonLink } from '@/components/ui/button';
import { guideOfSis } from '@/lib/core/set-up/sis-guides';
import { SignInPanels } from '../../sign-in-panels';
import { loadFilesPage, type SetUpProps } from '../load-page';

export const metadata: Metadata = { title: 'Sign-in details' };

export default async function SignInPage(props: SetUpProps) {
  const page = await loadFilesPage(props, 'sign-in');
  const { slug, person, tenant, connection, steps, address } = page;
  const guide = guideOfSis(page.view.facts.sis);
  return (
    <StepPage
      slug={slug}
      step="sign-in"
      steps={steps}
      description={`Enter these in ${guide === null || guide.id === 'other' ? 'your SIS or your SFTP program' : guide.name}.`}
    >
      <SignInPanels
        {...{ person, tenant, connection, address }}
        titles={{ details: 'Where to connect', password: 'Password' }}
        actions={<ButtonLink href={setUpPath(slug, 'sheet')}>Set-up sheet to print</ButtonLink>}
      />
    </StepPage>
  );
}
