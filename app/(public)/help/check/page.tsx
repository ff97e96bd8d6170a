import type { Metadata } from 'next';
import { NarrowShell } from '@/components/layout/narrow-shell';
import { PageHeader } from '@/components/layout/page-header';
import { CodeBlock } from '@/components/ui/code-block';
import { Section, Stack } from '@/components/ui/section';
import { MOST_BYTES_IN_MEMORY, MOST_ROWS_IN_MEMORY } from '@/lib/core/check-set/set-to-check';
import { formatNumber } from '@/lib/core/format/numbers';
import { filesHelpPath } from '@/lib/core/file-help/names';
import { helpAddresses } from '@/lib/server/http/help-addresses';
import { CheckFiles } from './_components/check-files';
import { ReadingSettings } from './_components/reading-settings';

export const metadata: Metadata = { title: 'Check files before you send them' };

export default function CheckFilesPage() {
  return (
    <NarrowShell help={helpAddresses()} isWide>
      <Stack>
        <PageHeader
          title="Check files before you send them"
          crumbs={[
            { href: '/help', label: 'Help' },
            { href: filesHelpPath, label: 'Files to send' },
          ]}
          description="Your browser checks the files on this computer, as we would check them on arrival. Nothing is sent or stored."
        />
        <Section title="Your files">
          <CheckFiles
            settings={<ReadingSettings />}
            without={
              <p>
                This check runs in your browser and needs JavaScript. Without it, check the files on
                the command line, as described below, or send them: we check them as they arrive.
              </p>
            }
          />
        </Section>
        <Section title="What is checked">
          <ul>
            <li>
              Everything that one export can show: names, columns, values, and whether the files fit
              together. Our words and codes are the same on arrival.
            </li>
            <li>
              Not what depends on your live roster or earlier files, such as how much would change,
              or whether the schools and students in an attendance file are in the roster.
            </li>
            <li>
              Up to {formatNumber(MOST_ROWS_IN_MEMORY)} rows or {MOST_BYTES_IN_MEMORY / 1024 ** 2}{' '}
              MB. Larger exports are checked when they arrive.
            </li>
          </ul>
        </Section>
        <Section
          title="On the command line"
          description="The same check for a folder, from the TalkingPoints Connector program."
        >
          <CodeBlock label="Command that checks a folder">
            npm run connector -- check FOLDER
          </CodeBlock>
        </Section>
      </Stack>
    </NarrowShell>
  );
}
