import { MERGE_LABELS, USER_NAME_LABELS } from '@/lib/core/pulls/setting-labels';
import { SelectField, TextField } from '@/components/ui/fields';
import { CheckField, CheckListField, FormGrid, RadioField } from '@/components/ui/form';
import { Section } from '@/components/ui/section';
import type { KnownSchool } from '@/lib/server/pulls/queries/known-schools';
import type { ReadingValues } from '../reading-values';

const choicesOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

export function ReadingFields({
  values: { isScheduled, pullAt, settings },
  schools,
  quietHours,
}: {
  values: ReadingValues;
  schools: readonly KnownSchool[];
  /** "6:00 AM to 5:00 PM"; null where the vendor has none. */
  quietHours: string | null;
}) {
  const chosen = new Set(settings.schools ?? []);
  return (
    <>
      <Section title="Every night" id="night">
        <FormGrid>
          <CheckField
            name="isScheduled"
            label="Fetch the roster every night"
            hint="Off: it is fetched only when someone presses Pull now."
            defaultChecked={isScheduled}
          />
          <TextField
            name="pullAt"
            type="time"
            label="Time"
            hint={
              quietHours
                ? `District time. The vendor wants no pulls from ${quietHours}: one that falls into them waits.`
                : 'District time. After midnight and before 5 AM is best.'
            }
            defaultValue={pullAt}
          />
        </FormGrid>
      </Section>
      <Section
        title="Schools"
        id="schools"
        description="People, classes and enrollments of other schools are left out. With chosen schools, everything is read each night."
      >
        <FormGrid>
          <RadioField
            legend="Which schools"
            name="which"
            defaultValue={settings.schools === null ? 'all' : 'chosen'}
            choices={[
              { value: 'all', label: 'All schools' },
              { value: 'chosen', label: 'Only the schools checked below' },
            ]}
          />
          {schools.length === 0 ? (
            <p>Schools are listed here once a test has passed.</p>
          ) : (
            <CheckListField
              legend="Schools that are read"
              name="schools"
              choices={schools.map(({ id, name }) => ({
                value: id,
                label: name,
                hint: name === id ? undefined : id,
                isChecked: settings.schools === null || chosen.has(id),
              }))}
            />
          )}
        </FormGrid>
      </Section>
      <Section title="People" id="people">
        <FormGrid>
          <SelectField
            name="userNameFrom"
            label="User name"
            hint="Where it is empty, the sourcedId stands in."
            choices={choicesOf(USER_NAME_LABELS)}
            defaultValue={settings.userNameFrom}
          />
          <TextField
            name="emailFrom"
            label="Email address from"
            hint="email, username, or a field of your SIS such as metadata.parentEmail."
            autoComplete="off"
            spellCheck={false}
            defaultValue={settings.emailFrom}
          />
          <SelectField
            name="mergeStaffBy"
            label="Staff who are listed once for each school"
            choices={choicesOf(MERGE_LABELS)}
            defaultValue={settings.mergeStaffBy}
          />
          <CheckField
            name="nextYear"
            label="Read classes of the next school year before it begins"
            defaultChecked={settings.nextYear === 'on'}
          />
        </FormGrid>
      </Section>
    </>
  );
}
