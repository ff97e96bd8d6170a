import { ActionForm } from '@/components/ui/action-form';
import { SelectField, TextareaField, TextField } from '@/components/ui/fields';
import { FormGrid } from '@/components/ui/form';
import { Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatPercent } from '@/lib/core/format/numbers';
import { openWindow } from '../actions';

const expected = [
  ['expectedStudents', 'Students afterwards'],
  ['expectedStaff', 'Staff afterwards'],
  ['expectedContacts', 'Contacts afterwards'],
  ['expectedClasses', 'Classes afterwards'],
] as const;

export function NewWindow({
  slug,
  kinds,
}: {
  slug: string;
  kinds: readonly (readonly [string, string])[];
}) {
  return (
    <Section title="Add a window" id="new-window">
      <ActionForm action={openWindow} label="Add a window" done="Window added.">
        <FormGrid>
          <input type="hidden" name="slug" value={slug} />
          <SelectField
            name="kind"
            label="Kind"
            choices={kinds.map(([value, label]) => ({ value, label }))}
          />
          <TextField name="startDate" label="First day" type="date" />
          <TextField name="endDate" label="Last day" type="date" />
          {expected.map(([name, label]) => (
            <TextField
              key={name}
              name={name}
              label={label}
              optional
              inputMode="numeric"
              hint={`If the district announced it: a result that differs by more than ${formatPercent(15)} is held.`}
            />
          ))}
          <TextareaField name="reason" id="window-reason" label="Why" rows={2} />
          <div>
            <SubmitButton pendingLabel="Adding…">Add window</SubmitButton>
          </div>
        </FormGrid>
      </ActionForm>
    </Section>
  );
}
