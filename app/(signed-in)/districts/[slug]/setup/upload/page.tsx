import type { Metadata } from 'next';
import { StepPage } from '@/components/domain/set-up/step-page';
import { Section } from '@/components/ui/section';
import { whenSetsAreChecked } from '@/lib/core/sync-run/banner/open-set-text';
import { loadArrivals } from '../../arrivals';
import { loadFilesPage, type SetUpProps } from '../load-page';

export const metadata: Metadata = { title: 'First upload' };

export default async function UploadPage(props: SetUpProps) {
  const { slug, person, tenant, connection, steps } = await loadFilesPage(props, 'upload');
  const arrivals = await loadArrivals(person, tenant, connection);
  return (
    <StepPage
      slug={slug}
      step="upload"
      steps={steps}
      description="Run your export now, and watch it arrive."
    >
      {arrivals.top}
      <Section
        title="Your upload"
        id="upload"
        description={`This page refreshes automatically. ${whenSetsAreChecked({ ...connection.sftp, isPaused: arrivals.status === 'PAUSED' })}`}
      >
        {arrivals.live}
      </Section>
    </StepPage>
  );
}
