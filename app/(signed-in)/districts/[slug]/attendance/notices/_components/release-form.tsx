import { ActionForm } from '@/components/ui/action-form';
import { TextField } from '@/components/ui/fields';
import { FormGrid } from '@/components/ui/form';
import { Row } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { plural } from '@/lib/core/format/numbers';
import type { NoticeListRow } from '@/lib/server/attendance/queries/notices';
import classes from './release-form.module.css';
import { releaseAllLists, releaseChosenLists, releaseList } from '../actions';

const REASON = {
  label: 'Why they can go out',
  hint: 'Such as “Flu, confirmed by the school by phone”. Saved with your name.',
  maxLength: 500,
} as const;

/** Lets the notices of one school go out. */
export function ReleaseForm({
  list,
  slug,
  foldedUnder,
}: {
  list: NoticeListRow;
  slug: string;
  foldedUnder?: string;
}) {
  return (
    <ActionForm action={releaseList} label={`Release ${list.schoolName}`} foldedUnder={foldedUnder}>
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="schoolId" value={list.schoolId} />
      <input type="hidden" name="date" value={list.date} />
      <FormGrid>
        <TextField id={`reason-${list.schoolId}`} name="reason" {...REASON} />
      </FormGrid>
      <Row>
        <SubmitButton pendingLabel="Releasing…">
          Release {plural(list.waiting, 'notice')}
        </SubmitButton>
      </Row>
    </ActionForm>
  );
}

/** Releases exactly the lists that are shown above it. */
export function ReleaseAllForm({
  held,
  digest,
  slug,
  date,
  waiting,
}: {
  held: readonly NoticeListRow[];
  /** Identifies the lists as they are shown: if they changed since, nothing is released. */
  digest: string;
  slug: string;
  date: string;
  waiting: number;
}) {
  return (
    <ActionForm action={releaseAllLists} label="Release all">
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="date" value={date} />
      <input type="hidden" name="seen" value={digest} />
      <FormGrid>
        <TextField name="reasonForAll" {...REASON} />
      </FormGrid>
      <Row>
        <SubmitButton pendingLabel="Releasing…">
          Release all {plural(waiting, 'notice')} of {plural(held.length, 'school')}
        </SubmitButton>
      </Row>
    </ActionForm>
  );
}

/** Releases the lists that were selected, with one reason. The checkboxes belong to it. */
export function ReleaseChosenForm({ id, slug, date }: { id: string; slug: string; date: string }) {
  return (
    <ActionForm id={id} action={releaseChosenLists} label="Release selected schools">
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="date" value={date} />
      <div className={classes.chosen}>
        <TextField
          name="reasonForChosen"
          label="Why the selected ones can go out"
          maxLength={REASON.maxLength}
        />
        <SubmitButton pendingLabel="Releasing…">Release selected</SubmitButton>
      </div>
    </ActionForm>
  );
}
