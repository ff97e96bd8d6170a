import type { Metadata } from 'next';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { InvitationList } from '@/components/domain/invitation-list';
import { MailTroubleNote } from '@/components/domain/mail-trouble';
import { TimeCell, TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { TextField } from '@/components/ui/fields';
import { FormGrid, RadioField } from '@/components/ui/form';
import { Row, Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { can, STAFF_ROLES, type StaffRole } from '@/lib/server/auth/permissions';
import { requirePermission } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { listInvitations } from '@/lib/server/invitations/queries/list-invitations';
import { findMailTrouble } from '@/lib/server/mail/mail-trouble';
import { ROLE_LABELS } from '@/lib/server/mail/messages';
import { listStaff, type PersonRow } from '@/lib/server/people/queries/list-people';
import { STAFF_TIME_ZONE } from '@/lib/server/mail/staff-time-zone';
import { changeRole, disable, enable, invite, resend, revoke } from './actions';

export const metadata: Metadata = { title: 'People' };

const roleHints: Record<StaffRole, string> = {
  ADMIN: 'Can do everything, including inviting and disabling staff.',
  IMPLEMENTATION: 'Creates districts, invites contacts, decides reviews, applies and undoes runs.',
  PSM: 'Sees districts, rosters and reviews. Cannot decide anything.',
};

export default async function PeoplePage() {
  const person = await requirePermission('staff.list', '/people');
  const ctx = getAppContext();
  const now = ctx.clock.now();
  const [staff, invitations] = await Promise.all([listStaff(ctx), listInvitations(ctx, null)]);
  const troubles = await findMailTrouble(
    ctx,
    [...staff, ...invitations].map(({ email }) => email),
  );
  const canInvite = can(person, 'staff.invite');
  const canChange = can(person, 'staff.change');
  const roleChoices = STAFF_ROLES.map((role) => ({
    value: role,
    label: sentenceCase(ROLE_LABELS[role]),
    hint: roleHints[role],
  }));
  const columns: Column<PersonRow>[] = [
    {
      id: 'name',
      header: 'Name',
      cell: (member) => (
        <>
          {member.name}
          {member.id === person.userId ? ' (you)' : null}
        </>
      ),
    },
    {
      id: 'email',
      header: 'Address',
      cell: (member) => (
        <>
          {member.email}
          {member.disabledAt ? null : (
            <MailTroubleNote
              trouble={troubles.get(member.email)}
              timeZone={STAFF_TIME_ZONE}
              now={now}
              of="staff"
            />
          )}
        </>
      ),
    },
    { id: 'role', header: 'Role', cell: (member) => sentenceCase(ROLE_LABELS[member.role]) },
    {
      id: 'signedIn',
      header: 'Last signed in',
      cell: (member) =>
        member.disabledAt ? (
          <>
            ⊘ Disabled{' '}
            <TimeText
              at={member.disabledAt}
              timeZone={STAFF_TIME_ZONE}
              now={now}
              relative={false}
            />
          </>
        ) : (
          <TimeCell at={member.lastSignInAt} timeZone={STAFF_TIME_ZONE} now={now} isFocusable />
        ),
    },
    ...(canChange
      ? [
          {
            id: 'acts',
            header: 'Actions',
            cell: (member: PersonRow) =>
              member.id === person.userId ? null : (
                <Permissions member={member} roleChoices={roleChoices} />
              ),
          },
        ]
      : []),
  ];
  return (
    <Stack>
      <PageHeader title="People" description="TalkingPoints staff who use the Connector." />
      <Section title="Staff" flush>
        <DataTable caption="Staff" columns={columns} rows={staff} rowKey={(member) => member.id} />
      </Section>
      {canInvite ? (
        <Section title="Invite a colleague" id="invite">
          <ActionForm action={invite} label="Invite a colleague" done="Invitation sent.">
            <FormGrid>
              <TextField name="name" label="Name" autoComplete="off" />
              <TextField
                name="email"
                label="Work email address"
                type="email"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
              />
              <RadioField
                legend="Role"
                name="role"
                defaultValue="IMPLEMENTATION"
                choices={roleChoices}
              />
              <div>
                <SubmitButton pendingLabel="Sending…">Send invitation</SubmitButton>
              </div>
            </FormGrid>
          </ActionForm>
        </Section>
      ) : null}
      <Section title="Staff invitations" flush>
        <InvitationList
          invitations={invitations.map((row) => ({
            ...row,
            roleLabel: sentenceCase(ROLE_LABELS[row.role]),
            trouble: troubles.get(row.email),
          }))}
          timeZone={STAFF_TIME_ZONE}
          now={now}
          slug={null}
          of="staff"
          canInvite={canInvite}
          resend={resend}
          revoke={revoke}
          showRole
        />
      </Section>
    </Stack>
  );
}

function Permissions({
  member,
  roleChoices,
}: {
  member: PersonRow;
  roleChoices: readonly { value: string; label: string; hint: string }[];
}) {
  const userId = <input type="hidden" name="userId" value={member.id} />;
  if (member.disabledAt) {
    return (
      <ActionForm action={enable} label={`Enable ${member.name}`}>
        {userId}
        <div>
          <SubmitButton variant="secondary" size="small" pendingLabel="Enabling…">
            Enable
          </SubmitButton>
        </div>
      </ActionForm>
    );
  }
  return (
    <Row>
      <ConfirmDialog
        trigger="Change role"
        triggerSize="small"
        title={`Change the role of ${member.name}`}
      >
        <ActionForm action={changeRole}>
          {userId}
          <RadioField
            legend="Role"
            name="role"
            idPrefix={`role-${member.id}`}
            defaultValue={member.role}
            choices={roleChoices}
          />
          <div>
            <SubmitButton pendingLabel="Changing…">Change role</SubmitButton>
          </div>
        </ActionForm>
      </ConfirmDialog>
      <ConfirmDialog
        trigger="Disable"
        triggerVariant="danger"
        triggerSize="small"
        title={`Disable ${member.name}?`}
        safeLabel="Keep them"
      >
        <p>
          {member.name} is signed out everywhere right away and cannot sign in. Their past actions
          stay in the record. You can enable them again later.
        </p>
        <ActionForm action={disable}>
          {userId}
          <div>
            <SubmitButton variant="danger" pendingLabel="Disabling…">
              Disable person
            </SubmitButton>
          </div>
        </ActionForm>
      </ConfirmDialog>
    </Row>
  );
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
