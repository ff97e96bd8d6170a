import type { Metadata } from 'next';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { namedFingerprints } from '@/components/domain/connection/sign-in-details';
import { HomeLanguageNote } from '@/components/domain/set-up/home-language-note';
import { GuideOfSis } from '@/components/domain/set-up/sis-guide';
import { PageHeader } from '@/components/layout/page-header';
import { Facts } from '@/components/ui/facts';
import { PrintButton } from '@/components/ui/print-button';
import { Section, Stack } from '@/components/ui/section';
import { USED_FILE_SPECS } from '@/lib/core/oneroster';
import { guideOfSis } from '@/lib/core/set-up/sis-guides';
import { loadFilesPage, loadSetUpPage, type SetUpProps } from '../load-page';
import { ApiSheet } from './api-sheet';
import classes from './sheet.module.css';

export const metadata: Metadata = { title: 'Set-up sheet' };

/** For the second screen, a drawer, or whoever runs the SIS for the district. The password is on no paper. */
export default async function SheetPage(props: SetUpProps) {
  const { ctx, slug, tenant, view } = await loadSetUpPage(props, 'sheet');
  const { way } = view;
  return (
    <div className={classes.sheet}>
      <Stack>
        <PageHeader
          title={`Set-up sheet for ${tenant.name}`}
          crumbs={[{ href: setUpPath(slug), label: 'Set-up' }]}
          description={
            way === 'FILES'
              ? 'Everything an export needs except the password, which is shown once when it is made.'
              : 'Everything that whoever creates the key needs to know.'
          }
          actions={<PrintButton />}
        />
        {way === 'FILES' ? (
          <FilesSheet page={await loadFilesPage(props, 'sheet')} />
        ) : (
          <ApiSheet way={way} />
        )}
        <p>
          Questions: {ctx.settings.mailReplyTo}. We never ask for your{' '}
          {way === 'FILES' ? 'password' : 'secret by email'}.
        </p>
      </Stack>
    </div>
  );
}

function FilesSheet({
  page: { view, address },
}: {
  page: Awaited<ReturnType<typeof loadFilesPage>>;
}) {
  const { host, port, userName } = address;
  const guide = guideOfSis(view.facts.sis);
  return (
    <>
      <Section title="Where to connect" id="details">
        <Facts
          facts={[
            { label: 'Protocol', value: 'SFTP (not FTP or FTPS)' },
            { label: 'Host', value: <code>{host}</code> },
            { label: 'Port', value: <code>{port}</code> },
            { label: 'User name', value: <code>{userName}</code> },
            { label: 'Folder', value: <code>/</code> },
            ...namedFingerprints(address).map(({ label, fingerprint }) => ({
              label,
              value: <code>{fingerprint}</code>,
            })),
          ]}
        />
      </Section>
      <Section title="Files, all in one batch" id="files">
        <ul className={classes.files}>
          {USED_FILE_SPECS.map((spec) => (
            <li key={spec.fileName}>
              <code>{spec.fileName}</code>
              {spec.required ? '' : ' (if the manifest says so)'}
            </li>
          ))}
        </ul>
        <HomeLanguageNote />
      </Section>
      {guide ? (
        <Section
          title={`In ${guide.id === 'other' ? (view.facts.sis ?? guide.name) : guide.name}`}
          id="guide"
        >
          <GuideOfSis guide={guide} />
        </Section>
      ) : null}
    </>
  );
}
