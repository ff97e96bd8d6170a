import type { Metadata } from 'next';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { InvitationList } from '@/components/domain/invitation-list';
import { MailTroubleNote } from '@/components/domain/mail-trouble';
import { TimeCell, TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { Callout } from '@/components/ui/callout';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { TextField } from '@/components/ui/fields';
import { CheckField, FormGrid } from '@/components/ui/form';
import { ButtonLink } from '@/components/ui/button';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { listed } from '@/lib/core/format/numbers';
import { listKeyNamesByPerson } from '@/lib/server/connections/queries/list-credentials';
import {
  findKnownToFormer,
  type KnownToFormer,
} from '@/lib/server/connections/queries/passwords-of-former';
import { ListCard, Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import type { MailTrouble, TroubleOf } from '@/lib/core/mail/trouble-text';
import { can, isStaff } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { listInvitations } from '@/lib/server/invitations/queries/list-invitations';
import { findMailTrouble } from '@/lib/server/mail/mail-trouble';
import { ROLE_LABELS } from '@/lib/server/mail/messages';
import { listContacts, type PersonRow } from '@/lib/server/people/queries/list-people';
import { invite, remove, resend, revoke } from './actions';
import { WhatHappened } from './what-happened';

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
  const { made } = await searchParams;
  const isNewDistrict = made === '1';
  const ctx = getAppContext();
  const now = ctx.clock.now();
  const canInvite = can(person, 'contacts.invite');
  const staff = isStaff(person);
  const of = staff ? 'district' : 'own district';
  const [contacts, invitations, keys, known] = await Promise.all([
    listContacts(ctx, tenant.id),
    canInvite ? listInvitations(ctx, tenant.id) : [],
    listKeyNamesByPerson(ctx, tenant.id),
    findKnownToFormer(ctx, tenant.id),
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
        title={staff ? 'Contacts' : 'People'}
        description="The people in the district who set up the connection and get email about it."
      />
      {can(person, 'credentials.manage') ? (
        <ReplacePassword
          href={`${setUpPath(slug, 'sign-in')}#password`}
          known={known}
          timeZone={timeZone}
          now={now}
        />
      ) : null}
      {isNewDistrict && invitations.length === 0 ? (
        <Callout tone="good" title={`${tenant.name} created`}>
          <p>Next, invite its tech contact.</p>
        </Callout>
      ) : null}
      <ListCard label="Contacts">
        <DataTable
          caption="Contacts"
          columns={columnsFor({
            slug,
            timeZone,
            now,
            canInvite,
            of,
            troubles,
            keys,
            ownId: person.userId,
          })}
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
            title={staff ? 'Invite a tech contact' : 'Invite a colleague'}
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
              of={of}
              canInvite
              resend={resend}
              revoke={revoke}
            />
          </Section>
        </>
      ) : (
        <p>To add or remove someone, write to {ctx.settings.mailReplyTo}.</p>
      )}
      {staff ? null : <WhatHappened tenant={tenant} now={now} />}
    </Stack>
  );
}

function columnsFor({
  slug,
  timeZone,
  now,
  canInvite,
  of,
  troubles,
  keys,
  ownId,
}: {
  slug: string;
  timeZone: string;
  now: Date;
  canInvite: boolean;
  of: TroubleOf;
  troubles: ReadonlyMap<string, MailTrouble>;
  keys: ReadonlyMap<number, readonly string[]>;
  ownId: number;
}): Column<PersonRow>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      cell: ({ id, name }) => (id === ownId ? `${name} (you)` : name),
    },
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
            of={of}
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
            cell: (contact: PersonRow) => (
              <RemoveContact
                slug={slug}
                contact={contact}
                isSelf={contact.id === ownId}
                keyNames={keys.get(contact.id) ?? []}
              />
            ),
          },
        ]
      : []),
  ];
}

function RemoveContact({
  slug,
  contact,
  isSelf,
  keyNames,
}: {
  slug: string;
  contact: PersonRow;
  isSelf: boolean;
  /** SSH keys that they added and that work. */
  keyNames: readonly string[];
}) {
  return (
    <ConfirmDialog
      trigger={isSelf ? 'Leave' : 'Remove'}
      triggerVariant="danger"
      triggerSize="small"
      title={isSelf ? 'Leave this district?' : `Remove ${contact.name} from this district?`}
      safeLabel={isSelf ? 'Stay' : 'Keep them'}
    >
      <p>
        {isSelf
          ? 'You lose access to this district right away. SFTP passwords keep working: a colleague can replace those that you know, and can invite you again.'
          : `${contact.name} loses access to this district right away. SFTP passwords keep working: replace them if this person knows them. You can invite them again.`}
      </p>
      <ActionForm action={remove}>
        <input type="hidden" name="slug" value={slug} />
        <input type="hidden" name="userId" value={contact.id} />
        {keyNames.length > 0 ? (
          <CheckField
            name="revokesKeys"
            id={`revokes-keys-${contact.id}`}
            label={`Revoke the SSH keys ${isSelf ? 'you' : 'they'} added: ${listed(keyNames)}`}
            hint="Uploads with them fail from now on."
            defaultChecked
          />
        ) : null}
        <div>
          <SubmitButton variant="danger" pendingLabel={isSelf ? 'Leaving…' : 'Removing…'}>
            {isSelf ? 'Leave district' : 'Remove contact'}
          </SubmitButton>
        </div>
      </ActionForm>
    </ConfirmDialog>
  );
}

/** Whoever has left may know the password. */
function ReplacePassword({
  href,
  known: { makers, removedAt },
  timeZone,
  now,
}: {
  href: string;
  known: KnownToFormer;
  timeZone: string;
  now: Date;
}) {
  if (makers.length === 0 && removedAt === null) return null;
  return (
    <Callout tone="waiting" title="Replace the password?">
      <p>
        {makers.length > 0 ? (
          `${listed(makers)}: no longer ${makers.length === 1 ? 'a contact' : 'contacts'}, but an SFTP password created by them still works.`
        ) : (
          <>
            A contact was removed on <TimeText at={removedAt} timeZone={timeZone} now={now} />, and
            the SFTP password from before still works.
          </>
        )}{' '}
        Replace it if someone who left may know it. The old one can keep working for a few days,
        until the SIS has the new one.
      </p>
      <ButtonLink href={href}>Replace the password</ButtonLink>
    </Callout>
  );
}
