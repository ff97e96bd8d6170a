import type { Metadata } from 'next';
import { languageChoices } from '@/lib/core/languages';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { TenantFields } from '@/components/domain/tenant-fields';
import { PageHeader } from '@/components/layout/page-header';
import { WithSideIndex } from '@/components/layout/with-side-index';
import { ActionForm } from '@/components/ui/action-form';
import { EmptyState } from '@/components/ui/empty-state';
import { SelectField, TextField } from '@/components/ui/fields';
import { CheckField, FormGrid, RadioField } from '@/components/ui/form';
import { Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { requireTenant } from '@/lib/server/http/session-person';
import { findRosterConnection } from '@/lib/server/connections/queries/list-connections';
import { getAppContext } from '@/lib/server/http/context';
import { listStaff } from '@/lib/server/people/queries/list-people';
import { US_STATES, US_TIME_ZONES } from '@/lib/core/tenants/us-states';
import {
  listLanguageOverrides,
  type LanguageOverrideRow,
} from '@/lib/server/tenants/queries/language-overrides';
import { getTenantSettings } from '@/lib/server/tenants/queries/tenant-settings';
import { removeOverride, saveConnection, saveDistrict, saveOverride, saveReading } from './actions';

export const metadata: Metadata = { title: 'Settings' };

const sections = [
  { id: 'district', label: 'About the district' },
  { id: 'applying', label: 'Receiving and applying' },
  { id: 'reading', label: 'Reading files' },
  { id: 'languages', label: 'Language words' },
  { id: 'new-word', label: 'Add a word' },
];

const codeSets = [
  { value: 'NONE', label: 'None: language names and ISO 639-1 codes' },
  { value: 'CALIFORNIA', label: 'California (two digits, such as 01 for Spanish)' },
  { value: 'TEXAS', label: 'Texas (two characters of the Texas education codes)' },
];

export default async function SettingsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { tenant } = await requireTenant(slug, 'tenants.update', `/districts/${slug}/settings`);
  const ctx = getAppContext();
  const [settings, connection, staff, overrides] = await Promise.all([
    getTenantSettings(ctx, tenant.id),
    findRosterConnection(ctx, tenant.id),
    listStaff(ctx),
    listLanguageOverrides(ctx, tenant.id),
  ]);
  const slugField = <input type="hidden" name="slug" value={slug} />;
  return (
    <Stack>
      <PageHeader title="Settings" />
      <WithSideIndex
        sections={sections.filter(({ id }) => connection !== null || id !== 'applying')}
      >
        <Section title="About the district" id="district">
          <ActionForm action={saveDistrict} label="About the district" done="Saved.">
            <FormGrid>
              {slugField}
              <TenantFields
                people={staff.filter((person) => !person.disabledAt)}
                states={US_STATES}
                timeZones={US_TIME_ZONES}
                values={settings}
              />
              <div>
                <SubmitButton pendingLabel="Saving…">Save district</SubmitButton>
              </div>
            </FormGrid>
          </ActionForm>
        </Section>
        {connection ? (
          <Section
            title="Receiving and applying"
            id="applying"
            description="Files are checked when they arrive. This sets when the checked changes are applied to the roster."
          >
            <ActionForm action={saveConnection} label="Receiving and applying" done="Saved.">
              <FormGrid>
                {slugField}
                <RadioField
                  legend="Apply checked files"
                  name="applySlot"
                  defaultValue={connection.applySlot}
                  choices={[
                    {
                      value: 'OVERNIGHT',
                      label: 'Overnight',
                      hint: 'The roster does not change during the school day.',
                    },
                    {
                      value: 'ON_ARRIVAL',
                      label: 'On arrival',
                      hint: 'As soon as they are checked.',
                    },
                  ]}
                />
                <TextField
                  name="applyAt"
                  label="Overnight time"
                  hint={`Local time (${tenant.timeZone}).`}
                  type="time"
                  defaultValue={connection.applyAt}
                />
                {connection.sftp ? <SetTimesFields times={connection.sftp} /> : null}
                <div>
                  <SubmitButton pendingLabel="Saving…">Save times</SubmitButton>
                </div>
              </FormGrid>
            </ActionForm>
          </Section>
        ) : null}
        <Section
          title="Reading files"
          id="reading"
          description="Takes effect with the next set of files."
        >
          <ActionForm action={saveReading} label="Reading files" done="Saved.">
            <FormGrid>
              {slugField}
              <SelectField
                name="languageCodeSet"
                label="State language codes"
                hint="Only if the files contain a state’s own codes instead of languages."
                choices={codeSets}
                defaultValue={settings.languageCodeSet}
              />
              <CheckField
                name="acceptsUsDates"
                label="Accept dates like 08/17/2026"
                hint="The standard format is 2026-08-17. With this, the month is read first, then the day."
                defaultChecked={settings.acceptsUsDates}
              />
              <CheckField
                name="readsOtherRolesAsStaff"
                label="Read other staff roles as administrator"
                hint="For roles such as principal, counselor or staff. Words for family members or students are never read this way."
                defaultChecked={settings.readsOtherRolesAsStaff}
              />
              <CheckField
                name="readsAidesAsProctors"
                label="Read aides in classes as proctor"
                hint="OneRoster has no aide role in enrollments.csv. Without this, these rows are set aside."
                defaultChecked={settings.readsAidesAsProctors}
              />
              <CheckField
                name="allowsMissingCourse"
                label="Accept classes without a course"
                hint="They are listed under “No course given”. Without this, these rows are set aside."
                defaultChecked={settings.allowsMissingCourse}
              />
              <CheckField
                name="showsCourseTitles"
                label="Use the course title where a class has none"
                hint="Also where the title is only a mark such as N/A or -. It changes with the course title. Without this, rows with an empty title are set aside."
                defaultChecked={settings.showsCourseTitles}
              />
              <div>
                <SubmitButton pendingLabel="Saving…">Save reading options</SubmitButton>
              </div>
            </FormGrid>
          </ActionForm>
        </Section>
        <Section
          title="The district’s own language words"
          id="languages"
          description="These override all other language rules."
          flush
        >
          <DataTable
            caption="The district’s own language words"
            columns={overrideColumns(slug)}
            rows={overrides}
            rowKey={(row) => row.text}
            empty={
              <EmptyState headingLevel={3} title="No language words yet">
                <p>
                  Add one when the files contain a text we cannot map, such as a program code
                  instead of a language.
                </p>
              </EmptyState>
            }
          />
        </Section>
        <Section title="Add a word" id="new-word">
          <ActionForm action={saveOverride} label="Add a word" done="Saved.">
            <FormGrid>
              {slugField}
              <TextField name="text" label="Text in the files" autoComplete="off" />
              <SelectField
                name="code"
                label="Means"
                choices={[
                  { value: '', label: 'No language' },
                  ...languageChoices().map(({ code, name }) => ({
                    value: code,
                    label: `${name} (${code})`,
                  })),
                ]}
              />
              <div>
                <SubmitButton pendingLabel="Saving…">Save word</SubmitButton>
              </div>
            </FormGrid>
          </ActionForm>
        </Section>
      </WithSideIndex>
    </Stack>
  );
}

function overrideColumns(slug: string): Column<LanguageOverrideRow>[] {
  return [
    { id: 'text', header: 'Text in the files', cell: (row) => row.text },
    {
      id: 'means',
      header: 'Means',
      cell: (row) => (row.code ? `${row.languageName} (${row.code})` : 'No language'),
    },
    {
      id: 'acts',
      header: 'Actions',
      cell: (row) => (
        <ActionForm action={removeOverride} label={`Remove ${row.text}`}>
          <input type="hidden" name="slug" value={slug} />
          <input type="hidden" name="text" value={row.text} />
          <div>
            <SubmitButton variant="danger" size="small" pendingLabel="Removing…">
              Remove
            </SubmitButton>
          </div>
        </ActionForm>
      ),
    },
  ];
}

/** For connections whose files arrive one by one until a set is complete. */
function SetTimesFields({ times }: { times: { quietSeconds: number; settledSeconds: number } }) {
  return (
    <>
      <TextField
        name="quietMinutes"
        label="Quiet period in minutes"
        hint="A set counts as complete when nothing has arrived for this long. Raise it if the export pauses between files."
        inputMode="numeric"
        defaultValue={String(Math.max(1, Math.round(times.quietSeconds / 60)))}
      />
      <TextField
        name="settledSeconds"
        label="Quiet period in seconds once all files have arrived"
        hint="Used when every file in the manifest has arrived and the sending program has disconnected. Cannot be longer than the period above."
        inputMode="numeric"
        defaultValue={String(times.settledSeconds)}
      />
    </>
  );
}
