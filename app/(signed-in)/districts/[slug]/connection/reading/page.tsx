import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { formatKeptTime } from '@/lib/core/calendar/format-instant';
import { pullSettings } from '@/lib/core/pulls/pull-settings';
import { vendorProfile } from '@/lib/core/pulls/vendor-profiles';
import type { SearchParams } from '@/components/data-table/table-state';
import { connectionPath } from '@/components/domain/pulls/addresses';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { FormGrid } from '@/components/ui/form';
import { Row, Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { listKnownSchools } from '@/lib/server/pulls/queries/known-schools';
import { previewRows } from '@/lib/server/pulls/queries/preview-rows';
import { loadApiConnection } from '../../load-connections';
import { PreviewTable } from './_components/preview-table';
import { ReadingFields } from './_components/reading-fields';
import { saveReading } from './actions';
import { readingValues } from './reading-values';

export const metadata: Metadata = { title: 'What is read' };

export default async function ReadingPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const path = connectionPath(slug, { part: 'reading' });
  const { tenant } = await requireTenant(slug, 'credentials.manage', path);
  const ctx = getAppContext();
  const asked = await searchParams;
  const connection = await loadApiConnection(ctx, tenant.id, asked);
  if (!connection) redirect(connectionPath(slug));
  const { api, id } = connection;
  const values = readingValues(
    {
      isScheduled: api.isScheduled,
      pullAt: api.pullAt,
      settings: pullSettings(api.settings),
    },
    asked,
  );
  const which = { tenantId: tenant.id, connectionId: id, timeZone: tenant.timeZone };
  const preview = await previewRows(ctx, which, values.settings);
  const isShown = typeof preview !== 'string';
  const schools = await listKnownSchools(ctx, tenant.id, {
    sampled: isShown ? preview.schools : [],
    chosen: values.settings.schools ?? [],
  });
  const { quietHours } = vendorProfile(api.vendor);
  return (
    <Stack>
      <PageHeader
        title="What is read"
        crumbs={[{ href: connectionPath(slug, { id }), label: 'Connection' }]}
        description="When the roster is fetched, and how it is read. Changes apply from the next pull on."
      />
      <ActionForm action={saveReading} label="What is read">
        <input type="hidden" name="slug" value={slug} />
        <input type="hidden" name="connectionId" value={id} />
        <Stack>
          <ReadingFields
            values={values}
            schools={schools}
            quietHours={
              quietHours && `${formatKeptTime(quietHours.from)} to ${formatKeptTime(quietHours.to)}`
            }
          />
          <FormGrid>
            <Row>
              <SubmitButton name="then" value="save" pendingLabel="Saving…">
                Save
              </SubmitButton>
              <SubmitButton name="then" value="preview" variant="secondary">
                Preview ten rows
              </SubmitButton>
            </Row>
          </FormGrid>
        </Stack>
      </ActionForm>
      <Section
        title="Preview"
        id="rows"
        flush
        description={
          !isShown
            ? null
            : asked.preview === undefined
              ? 'People of the last test, read with the settings that are saved.'
              : 'People of the last test, read with the values above. They are not saved yet.'
        }
      >
        <PreviewTable preview={preview} connectionHref={connectionPath(slug, { id })} />
      </Section>
    </Stack>
  );
}
