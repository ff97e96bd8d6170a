import type { Metadata } from 'next';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { InvitationList } from '@/components/domain/invitation-list';
import { MailTroubleNote } from '@/components/domain/mail-trouble';
import { TimeCell } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { Callout } from '@/components/ui/callout';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { TextField } from '@/components/ui/fields';
import { FormGrid } from '@/components/ui/form';
import { ListCard, Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import type { MailTrouble } from '@/lib/core/mail/trouble-text';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { listInvitations } from '@/lib/server/invitations/queries/list-invitations';
import { findMailTrouble } from '@/lib/server/mail/mail-trouble';
import { ROLE_LABELS } from '@/lib/server/mail/messages';
import { listContacts, type PersonRow } from '@/lib/server/people/queries/list-people';
import { invite, remove, resend, revoke } from './actions';

export const metadata: Metadata = { title: 'Contacts' };

export default async function ContactsPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ made?: string | string[] }>;
}) {
  const { slug } = await params;
  const path = `/districts/${slug}/contacts`;
  const { person, tenant } = await requireTenant(slug, 'contacts.list', path);
  const isNewDistrict = (await searchParams).made === '1';
  const ctx = getAppContext();
  const now = ctx.clock.now();
  const canInvite = can(person, 'contacts.invite');
  const [contacts, invitations] = await Promise.all([
    listContacts(ctx, tenant.id),
    canInvite ? listInvitations(ctx, tenant.id) : [],
  ]);
  const { timeZone } = tenant;
  // What to do about it is for who invites.
  const troubles = await findMailTrouble(
    ctx,
    canInvite ? [...contacts, ...invitations].map(({ email }) => email) : [],
  );
  return (
    <Stack>
      <PageHeader
        title="Contacts"
        description="The people in the district who set up the connection and get email about it."
      />
      {isNewDistrict && invitations.length === 0 ? (
        <Callout tone="good" title={`${tenant.name} created`}>
          <p>Next, invite its tech contact.</p>
        </Callout>
      ) : null}
      <ListCard label="Contacts">
        <DataTable
          caption="Contacts"
          columns={columnsFor({ slug, timeZone, now, canInvite, troubles })}
          rows={contacts}
          rowKey={(contact) => contact.id}
          empty={
            <EmptyState headingLevel={3} title="No contacts now">
              <p>
                An invited person becomes a contact when they sign in with the code from their
                email.
              </p>
            </EmptyState>
          }
        />
      </ListCard>
      {canInvite ? (
        <>
          <Section
            title="Invite a tech contact"
            id="invite"
            description="They get an email with a link that works for 7 days. Check the address carefully: it gives access to the district’s connection."
          >
            <ActionForm action={invite} done="Invitation sent.">
              <FormGrid>
                <input type="hidden" name="slug" value={slug} />
                <TextField name="name" label="Name" autoComplete="off" />
                <TextField
                  name="email"
                  label="Work email address"
                  type="email"
                  autoComplete="off"
                  autoCapitalize="none"
                  spellCheck={false}
                />
                <div>
                  <SubmitButton pendingLabel="Sending…">Send invitation</SubmitButton>
                </div>
              </FormGrid>
            </ActionForm>
          </Section>
          <Section title="Invitations" flush>
            <InvitationList
              invitations={invitations.map((row) => ({
                ...row,
                roleLabel: ROLE_LABELS[row.role],
                trouble: troubles.get(row.email),
              }))}
              timeZone={timeZone}
              now={now}
              slug={slug}
              canInvite
              resend={resend}
              revoke={revoke}
            />
          </Section>
        </>
      ) : (
        <p>To add or remove someone, write to {ctx.settings.mailReplyTo}.</p>
      )}
    </Stack>
  );
}

function columnsFor({
  slug,
  timeZone,
  now,
  canInvite,
  troubles,
}: {
  slug: string;
  timeZone: string;
  now: Date;
  canInvite: boolean;
  troubles: ReadonlyMap<string, MailTrouble>;
}): Column<PersonRow>[] {
  return [
    { id: 'name', header: 'Name', cell: (contact) => contact.name },
    {
      id: 'email',
      header: 'Address',
      cell: (contact) => (
        <>
          {contact.email}
          <MailTroubleNote
            trouble={troubles.get(contact.email)}
            timeZone={timeZone}
            now={now}
            of="district"
          />
        </>
      ),
    },
    {
      id: 'signedIn',
      header: 'Last signed in',
      cell: (contact) => (
        <TimeCell at={contact.lastSignInAt} timeZone={timeZone} now={now} isFocusable />
      ),
    },
    ...(canInvite
      ? [
          {
            id: 'acts',
            header: 'Actions',
            cell: (contact: PersonRow) => <RemoveContact slug={slug} contact={contact} />,
          },
        ]
      : []),
  ];
}

function RemoveContact({ slug, contact }: { slug: string; contact: PersonRow }) {
  return (
    <ConfirmDialog
      trigger="Remove"
      triggerVariant="danger"
      triggerSize="small"
      title={`Remove ${contact.name} from this district?`}
      safeLabel="Keep them"
    >
      <p>
        {contact.name} loses access to this district right away. SFTP passwords keep working:
        replace them if this person knows them. You can invite them again.
      </p>
      <ActionForm action={remove}>
        <input type="hidden" name="slug" value={slug} />
        <input type="hidden" name="userId" value={contact.id} />
        <div>
          <SubmitButton variant="danger" pendingLabel="Removing…">
            Remove contact
          </SubmitButton>
        </div>
      </ActionForm>
    </ConfirmDialog>
  );
}
