import { ActionForm } from '@/components/ui/action-form';
import { TextField } from '@/components/ui/fields';
import { CheckField, FormGrid } from '@/components/ui/form';
import { Row, Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import type { NoticeSettings } from '@/lib/server/attendance/commands/notice-settings';
import { saveNoticeSettings } from '../actions';

/** The rules for notices that a district chooses itself. */
export function NoticeRules({
  slug,
  settings: { noticeCutOff, noticesForTardies },
  cutOffLabel,
  canChange,
}: {
  slug: string;
  settings: NoticeSettings;
  /** "4:00 PM CST" */
  cutOffLabel: string;
  canChange: boolean;
}) {
  return (
    <Section
      title="What makes a notice"
      description="From the next file on. Lists that are out stay as they are."
    >
      {canChange ? (
        <ActionForm action={saveNoticeSettings} label="What makes a notice" done="Saved.">
          <input type="hidden" name="slug" value={slug} />
          <FormGrid>
            <TextField
              name="noticeCutOff"
              type="time"
              label="Latest time for notices"
              hint="In the district’s time. Lists of files that come later are held for a person."
              defaultValue={noticeCutOff}
            />
            <CheckField
              name="noticesForTardies"
              label="Write to families about tardies too"
              hint="Tardies are never counted as absences, whatever is chosen here."
              defaultChecked={noticesForTardies}
            />
          </FormGrid>
          <Row>
            <SubmitButton pendingLabel="Saving…">Save</SubmitButton>
          </Row>
        </ActionForm>
      ) : (
        <p>
          Lists of files that come after {cutOffLabel} are held. Tardies{' '}
          {noticesForTardies ? 'are on the lists too' : 'are not on the lists'}. Implementation
          staff change this.
        </p>
      )}
    </Section>
  );
}
