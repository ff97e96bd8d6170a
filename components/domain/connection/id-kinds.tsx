import { DataTable } from '@/components/data-table/data-table';
import { TimeText } from '@/components/domain/time-text';
import { ActionForm } from '@/components/ui/action-form';
import { SelectField } from '@/components/ui/fields';
import { Row } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { ID_KIND_LABELS, ID_KINDS, type IdKind } from '@/lib/core/attendance/id-kinds';
import { plural } from '@/lib/core/format/numbers';

interface Kind {
  kind: IdKind | null;
  setAt: Date | null;
  setByName: string | null;
  waitingRows: number;
}

interface Feed {
  fileNameId: number;
  fileName: string;
  school: Kind;
  student: Kind | null;
}

type Change = React.ComponentProps<typeof ActionForm>['action'];

/** Which kind of id the files of each name write, how that is known, and a form for whoever may change it. */
export function IdKinds({
  feeds,
  slug,
  change,
  timeZone,
  now,
}: {
  feeds: readonly Feed[];
  slug: string;
  change: Change | null;
  timeZone: string;
  now: Date;
}) {
  const cell = (feed: Feed, of: 'school' | 'student', is: Kind | null) =>
    is === null ? (
      'Contains no students'
    ) : (
      <>
        <strong>{is.kind === null ? 'Not known yet' : ID_KIND_LABELS[is.kind]}</strong>
        <div>
          {is.kind === null ? (
            'Unclear rows are waiting.'
          ) : is.setAt === null ? (
            'Detected from the files'
          ) : (
            <>
              Set by {is.setByName ?? 'our staff'},{' '}
              <TimeText at={is.setAt} timeZone={timeZone} now={now} />
            </>
          )}
        </div>
        {is.waitingRows > 0 ? (
          <div>
            {plural(is.waitingRows, 'row')} {is.waitingRows === 1 ? 'waits' : 'wait'} because of
            this
          </div>
        ) : null}
        {change ? (
          <ActionForm
            action={change}
            foldedUnder="Change"
            label={`Kind of ${of} id in ${feed.fileName}`}
            done="Saved. The waiting rows were read."
          >
            <input type="hidden" name="slug" value={slug} />
            <input type="hidden" name="fileNameId" value={feed.fileNameId} />
            <input type="hidden" name="of" value={of} />
            <SelectField
              id={`kind-${of}-${feed.fileNameId}`}
              name="kind"
              label={`${of}_id in ${feed.fileName} is the`}
              hint="Days already read are corrected when a file with those days arrives again."
              defaultValue={is.kind ?? ''}
              choices={[
                { value: '', label: 'Choose' },
                ...ID_KINDS.map((kind) => ({ value: kind, label: ID_KIND_LABELS[kind] })),
              ]}
            />
            <Row>
              <SubmitButton size="small" pendingLabel="Reading waiting rows…">
                Save
              </SubmitButton>
            </Row>
          </ActionForm>
        ) : null}
      </>
    );
  return (
    <DataTable
      caption="Kind of id per file name"
      rows={feeds}
      rowKey={({ fileNameId }) => fileNameId}
      columns={[
        { id: 'name', header: 'File', cell: ({ fileName }) => <code>{fileName}</code> },
        {
          id: 'school',
          header: 'School ids',
          cell: (feed) => cell(feed, 'school', feed.school),
        },
        {
          id: 'student',
          header: 'Student ids',
          cell: (feed) => cell(feed, 'student', feed.student),
        },
      ]}
    />
  );
}
