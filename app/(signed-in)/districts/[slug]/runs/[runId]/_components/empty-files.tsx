import { TimeText } from '@/components/domain/time-text';
import { ActionForm } from '@/components/ui/action-form';
import { Callout, type CalloutTone } from '@/components/ui/callout';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { TextareaField } from '@/components/ui/fields';
import { Row, Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { emptyFileLabels } from '@/lib/core/circuit-break/empty-file';
import type { AllowanceRow, EmptyFile } from '@/lib/server/policy/empty-file-allowances';
import { allowEmptyFile, confirmEmptyAllowance, endEmptyAllowance } from '../actions';

interface Place {
  tenant: { slug: string; name: string; timeZone: string };
  runId: number;
  now: Date;
}

/** What staff said of files without rows, and the forms to say it: one person states it, another one confirms. */
export function EmptyFiles({
  place,
  files,
  allowances,
  deciderId,
}: {
  place: Place;
  files: readonly EmptyFile[];
  allowances: readonly AllowanceRow[];
  /** Null for who may not decide. */
  deciderId: number | null;
}) {
  if (files.length === 0 && allowances.length === 0) return null;
  const isSaid = (file: EmptyFile) =>
    allowances.some(
      ({ fileName, sha256, state }) =>
        fileName === file.fileName &&
        sha256 === file.sha256 &&
        (state === 'waiting' || state === 'confirmed'),
    );
  const toSay = files.filter((file) => file.sha256 !== null && !file.hasRowsSince && !isSaid(file));
  return (
    <Section
      title="Files without rows"
      id="empty-files"
      description="A file without rows never removes anyone. If the district meant it to be empty, two of our staff, one of them a lead, can allow exactly this file to be read once, within seven days. The resulting update is then held for review."
    >
      {allowances.map((row) => (
        <Allowance key={row.id} place={place} row={row} deciderId={deciderId} />
      ))}
      {toSay.length > 0 && deciderId === null ? (
        <p>Without rows: {toSay.map(({ fileName }) => fileName).join(', ')}.</p>
      ) : null}
      {deciderId === null
        ? null
        : toSay.map((file) => <NewAllowance key={file.fileName} place={place} file={file} />)}
    </Section>
  );
}

function Allowance({
  place,
  row,
  deciderId,
}: {
  place: Place;
  row: AllowanceRow;
  deciderId: number | null;
}) {
  const { tenant, now } = place;
  const time = (at: Date) => <TimeText at={at} timeZone={tenant.timeZone} now={now} />;
  const isOpen = row.state === 'waiting' || row.state === 'confirmed';
  const ids = (
    <>
      <input type="hidden" name="slug" value={tenant.slug} />
      <input type="hidden" name="allowanceId" value={row.id} />
    </>
  );
  return (
    <Callout
      tone={tones[row.state]}
      headingLevel={3}
      title={`${row.fileName}: ${lowerFirst(emptyFileLabels[row.state])}${row.usedByRunNumber === null ? '' : ` by run ${row.usedByRunNumber}`}`}
    >
      <p>
        “{row.reason}” {row.askedBy ?? 'Someone'}, {time(row.askedAt)}, about run {row.runNumber}.
        {row.confirmedAt ? (
          <>
            {' '}
            Confirmed by {row.confirmedBy ?? 'someone else'}, {time(row.confirmedAt)}.
          </>
        ) : null}
      </p>
      {isOpen ? (
        <p>
          {row.state === 'waiting'
            ? 'Someone else must confirm it, and then the district sends the same file again'
            : 'The district now sends the same file again'}
          , by {time(row.expiresAt)}. Fingerprint of the file:{' '}
          <code title={row.sha256}>{row.sha256.slice(0, 12)}…</code>
        </p>
      ) : null}
      {isOpen && deciderId !== null ? (
        <Row>
          {row.state === 'waiting' && row.askedById !== deciderId ? (
            <ConfirmDialog
              trigger="Confirm…"
              title={`Allow ${row.fileName} to be read without rows for ${tenant.name}?`}
            >
              <p>
                The next time exactly this {row.fileName} arrives, it is read as meant: everything
                it used to list is gone. That update is held, and no one is removed until someone
                approves.
              </p>
              <ActionForm action={confirmEmptyAllowance} label={`Confirm ${row.fileName}`}>
                {ids}
                <input type="hidden" name="sha256" value={row.sha256} />
                <div>
                  <SubmitButton pendingLabel="Confirming…">Confirm {row.fileName}</SubmitButton>
                </div>
              </ActionForm>
            </ConfirmDialog>
          ) : null}
          <ActionForm action={endEmptyAllowance} label={`Withdraw ${row.fileName}`}>
            {ids}
            <SubmitButton variant="secondary" pendingLabel="Withdrawing…">
              Withdraw
            </SubmitButton>
          </ActionForm>
        </Row>
      ) : null}
    </Callout>
  );
}

const tones: Record<AllowanceRow['state'], CalloutTone> = {
  waiting: 'waiting',
  confirmed: 'good',
  used: 'neutral',
  ended: 'neutral',
  outdated: 'neutral',
  expired: 'neutral',
};

function lowerFirst(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

function NewAllowance({ place, file }: { place: Place; file: EmptyFile }) {
  const { tenant, runId } = place;
  return (
    <Row>
      <ConfirmDialog
        trigger={`${file.fileName} is meant to be empty…`}
        title={`Is ${file.fileName} from ${tenant.name} empty on purpose?`}
      >
        <p>
          Ask the district first: a broken export looks the same. Nothing changes until a second
          person confirms and the same file arrives again.
        </p>
        <ActionForm action={allowEmptyFile} label={`${file.fileName} is meant`}>
          <input type="hidden" name="slug" value={tenant.slug} />
          <input type="hidden" name="runId" value={runId} />
          <input type="hidden" name="fileName" value={file.fileName} />
          <input type="hidden" name="sha256" value={file.sha256 ?? ''} />
          <TextareaField
            id={`empty-reason-${file.fileName}`}
            name="reason"
            label="Why it is empty on purpose"
            rows={2}
            hint="Do not include student names."
          />
          <div>
            <SubmitButton pendingLabel="Asking…">Ask a second person to confirm</SubmitButton>
          </div>
        </ActionForm>
      </ConfirmDialog>
    </Row>
  );
}
