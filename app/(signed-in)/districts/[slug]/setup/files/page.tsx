import type { Metadata } from 'next';
import Link from 'next/link';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { HomeLanguageNote } from '@/components/domain/set-up/home-language-note';
import { GuideOfSis } from '@/components/domain/set-up/sis-guide';
import { FilesToSend } from '@/components/domain/connection/files-to-send';
import { TimeText } from '@/components/domain/time-text';
import { ActionForm } from '@/components/ui/action-form';
import { Inset, Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { checkFilesPath } from '@/lib/core/file-help/names';
import { stateOf } from '@/lib/core/set-up/steps';
import { guideOfSis } from '@/lib/core/set-up/sis-guides';
import { loadFilesPage, type SetUpProps } from '../load-page';
import { StepPage } from '@/components/domain/set-up/step-page';
import { answerFilesReady } from '../actions';

export const metadata: Metadata = { title: 'Files' };

export default async function FilesPage(props: SetUpProps) {
  const { slug, tenant, view, steps, mayAnswer, now } = await loadFilesPage(props, 'files');
  const guide = guideOfSis(view.facts.sis);
  const asks = mayAnswer && stateOf(steps, 'files') !== 'done';
  return (
    <StepPage
      slug={slug}
      step="files"
      steps={steps}
      description="All in one batch, with exactly these names. A .zip that contains them works too."
      isContinueInForm={asks}
      canSkip={asks}
    >
      <Section
        title={
          guide === null
            ? 'In your SIS'
            : `In ${guide.id === 'other' ? (view.facts.sis ?? guide.name) : guide.name}`
        }
        id="guide"
      >
        {guide ? (
          <GuideOfSis guide={guide} />
        ) : (
          <p>
            <Link href={setUpPath(slug, 'sis')}>Choose your SIS</Link> to see where its export is.
          </p>
        )}
      </Section>
      <Section
        title="Files"
        id="list"
        flush
        description="Each name leads to its columns, with an example and common mistakes."
        actions={<Link href={checkFilesPath}>Check a file here first</Link>}
      >
        <FilesToSend />
        <Inset>
          <HomeLanguageNote />
        </Inset>
      </Section>
      {view.filesReadyAt ? (
        <p>
          Marked as built: <TimeText at={view.filesReadyAt} timeZone={tenant.timeZone} now={now} />
        </p>
      ) : null}
      {asks ? (
        <ActionForm action={answerFilesReady} label="Files">
          <input type="hidden" name="slug" value={slug} />
          <div>
            <SubmitButton pendingLabel="Saving…">My export is built: continue</SubmitButton>
          </div>
        </ActionForm>
      ) : null}
    </StepPage>
  );
}
