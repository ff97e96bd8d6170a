import type { Metadata } from 'next';
import { NarrowShell } from '@/components/layout/narrow-shell';
import { PageHeader } from '@/components/layout/page-header';
import { Section, Stack } from '@/components/ui/section';
import { circuitBreaksPath } from '@/lib/core/circuit-break/public-page';
import { checkFilesPath, filesHelpPath } from '@/lib/core/file-help/names';
import { mailHelpPath } from '@/lib/core/mail/public-page';
import { helpAddresses } from '@/lib/server/http/help-addresses';

export const metadata: Metadata = { title: 'Help' };

export default function HelpPage() {
  return (
    <NarrowShell help={helpAddresses()}>
      <Stack>
        <PageHeader title="Help" description="Open to everyone, without signing in." />
        <Section title="Your files">
          <p>
            <a href={filesHelpPath}>Files to send</a>: which files, which columns, templates to
            download, and what to do about common problems.
          </p>
          <p>
            <a href={checkFilesPath}>Check files before you send them</a>: in your browser, without
            sending anything.
          </p>
        </Section>
        <Section title="Your updates">
          <p>
            <a href={circuitBreaksPath}>Understanding circuit breaks</a>: why an update can be
            “Under review”, and what happens next.
          </p>
        </Section>
        <Section title="Our email">
          <p>
            <a href={mailHelpPath}>Email from TalkingPoints Connector</a>: what to allow in your
            mail filter, and what to do if nothing arrives.
          </p>
        </Section>
      </Stack>
    </NarrowShell>
  );
}
