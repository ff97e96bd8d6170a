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
      title="Notice rules"
      description="Applies from the next file. Existing lists do not change."
    >
      {canChange ? (
        <ActionForm action={saveNoticeSettings} label="Notice rules" done="Saved.">
          <input type="hidden" name="slug" value={slug} />
          <FormGrid>
            <TextField
              name="noticeCutOff"
              type="time"
              label="Latest time for notices"
              hint="In the district’s time. Lists from files that arrive later are held for review."
              defaultValue={noticeCutOff}
            />
            <CheckField
              name="noticesForTardies"
              label="Notify families about tardies, too"
              hint="Tardies never count as absences, whatever you choose here."
              defaultChecked={noticesForTardies}
            />
          </FormGrid>
          <Row>
            <SubmitButton pendingLabel="Saving…">Save</SubmitButton>
          </Row>
        </ActionForm>
      ) : (
        <p>
          Lists from files that arrive after {cutOffLabel} are held. Tardies{' '}
          {noticesForTardies ? 'are on the lists too' : 'are not on the lists'}. Implementation
          staff can change this.
        </p>
      )}
    </Section>
  );
}
