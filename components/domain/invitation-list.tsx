import type { MailTrouble, TroubleOf } from '@/lib/core/mail/trouble-text';
import { DataTable, type Column } from '../data-table/data-table';
import { ActionForm } from '../ui/action-form';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { EmptyState } from '../ui/empty-state';
import type { FormAction } from '../ui/form-state';
import { Row } from '../ui/section';
import { SubmitButton } from '../ui/submit-button';
import { InvitationStateLabel, type InvitationState } from './invitation-state';
import { MailTroubleNote } from './mail-trouble';
import { TimeCell } from './time-text';

export type InvitationFacts = {
  id: number;
  name: string;
  email: string;
  roleLabel: string;
  state: InvitationState;
  invitedByName: string | null;
  sentAt: Date | null;
  expiresAt: Date;
  timesSent: number;
  /** Mail to this address did not arrive. */
  trouble?: MailTrouble;
};

/** Nothing comes of it any more. */
const isOver = ({ state }: InvitationFacts) => state === 'verified' || state === 'revoked';

/** Invitations with their states; those that are still open can be sent again or withdrawn. */
export function InvitationList({
  invitations,
  timeZone,
  now,
  slug,
  of,
  canInvite,
  resend,
  revoke,
  showRole = false,
}: {
  invitations: readonly InvitationFacts[];
  timeZone: string;
  now: Date;
  /** Of the district; null for invitations of staff. */
  slug: string | null;
  of: TroubleOf;
  canInvite: boolean;
  resend: FormAction;
  revoke: FormAction;
  showRole?: boolean;
}) {
  const time = (at: Date | null) => <TimeCell at={at} timeZone={timeZone} now={now} isFocusable />;
  const hasOpen = invitations.some((row) => !isOver(row));
  const columns: Column<InvitationFacts>[] = [
    {
      id: 'person',
      header: 'Person',
      cell: (row) => (
        <>
          {row.name}
          <br />
          <small>{row.email}</small>
          {isOver(row) ? null : (
            <MailTroubleNote trouble={row.trouble} timeZone={timeZone} now={now} of={of} />
          )}
        </>
      ),
    },
    ...(showRole
      ? [{ id: 'role', header: 'Role', cell: (row: InvitationFacts) => row.roleLabel }]
      : []),
    {
      id: 'state',
      header: 'State',
      cell: (row) => <InvitationStateLabel state={row.state} />,
    },
    {
      id: 'sent',
      header: 'Sent',
      cell: (row) => (
        <>
          {time(row.sentAt)}
          {row.timesSent > 1 ? ` (${row.timesSent} times)` : null}
        </>
      ),
    },
    { id: 'by', header: 'Invited by', cell: (row) => row.invitedByName ?? '' },
    // Columns that would be empty for every row are left out.
    ...(hasOpen
      ? [
          {
            id: 'until',
            header: 'Works until',
            cell: (row: InvitationFacts) => (isOver(row) ? '' : time(row.expiresAt)),
          },
        ]
      : []),
    ...(canInvite && hasOpen
      ? [
          {
            id: 'acts',
            header: 'Actions',
            cell: (row: InvitationFacts) => (
              <Permissions invitation={row} slug={slug} resend={resend} revoke={revoke} />
            ),
          },
        ]
      : []),
  ];
  return (
    <DataTable
      caption="Invitations"
      columns={columns}
      rows={invitations}
      rowKey={(row) => row.id}
      empty={
        <EmptyState headingLevel={3} title="No one has been invited yet">
          <p>An invitation is an email with a link that works for 7 days.</p>
        </EmptyState>
      }
    />
  );
}

function Permissions({
  invitation,
  slug,
  resend,
  revoke,
}: {
  invitation: InvitationFacts;
  slug: string | null;
  resend: FormAction;
  revoke: FormAction;
}) {
  if (isOver(invitation)) return null;
  const hidden = (
    <>
      {slug === null ? null : <input type="hidden" name="slug" value={slug} />}
      <input type="hidden" name="invitationId" value={invitation.id} />
    </>
  );
  return (
    <Row>
      <ActionForm
        action={resend}
        label={`Send the invitation to ${invitation.email} again`}
        done="Sent again."
      >
        {hidden}
        <SubmitButton variant="secondary" size="small" pendingLabel="Sending…">
          Send again
        </SubmitButton>
      </ActionForm>
      {invitation.state === 'expired' ? null : (
        <ConfirmDialog
          trigger="Revoke"
          triggerVariant="danger"
          triggerSize="small"
          title={`Revoke the invitation of ${invitation.name}?`}
          safeLabel="Keep it"
        >
          <p>
            The link in the email to {invitation.email} stops working. You can invite this person
            again later.
          </p>
          <ActionForm action={revoke}>
            {hidden}
            <div>
              <SubmitButton variant="danger" pendingLabel="Revoking…">
                Revoke invitation
              </SubmitButton>
            </div>
          </ActionForm>
        </ConfirmDialog>
      )}
    </Row>
  );
}
