import type { Metadata } from 'next';
import { Arrivals } from '../../arrivals';
import { loadSetUpPage, type SetUpProps } from '../load-page';
import { StepPage } from '@/components/domain/set-up/step-page';

export const metadata: Metadata = { title: 'First upload' };

export default async function UploadPage(props: SetUpProps) {
  const { slug, person, tenant, connection, states } = await loadSetUpPage(props, 'upload');
  return (
    <StepPage
      slug={slug}
      step="upload"
      states={states}
      description="Run your export now, and watch it arrive. This page refreshes automatically."
    >
      <Arrivals person={person} tenant={tenant} connection={connection} />
    </StepPage>
  );
}
