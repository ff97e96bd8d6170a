import { Option, type Command } from 'commander';
import type { AppContext } from '@/lib/server/app-context';
import { STAFF_ROLES } from '@/lib/server/auth/permissions';
import {
  contactInput,
  inviteContact,
  inviteStaff,
  resendInvitation,
  revokeInvitation,
  staffInput,
  type SentInvitation,
} from '@/lib/server/invitations/commands/invite';
import { listInvitations } from '@/lib/server/invitations/queries/list-invitations';
import { findTenantBySlug } from '@/lib/server/tenants/queries/list-tenants';
import { checked, enumName, id, requireTenantOption, withTenant, words } from '../arguments';
import type { Run } from '../command-context';
import { done, refuse, type Outcome } from '../outcome';
import { factsText, rowsText } from '../text';

interface Invitee {
  name: string;
  email: string;
}

const OF_STAFF = 'the district; without it, an invitation of staff';

export function addInvitationCommands(program: Command, run: Run): void {
  const invitation = program.command('invitation').description('invitations');

  withInvitee(requireTenantOption(invitation.command('create')))
    .description('invites a district contact by email')
    .action(({ tenant: slug, ...invitee }: Invitee & { tenant: string }) =>
      run(async ({ ctx, actor }) =>
        withTenant(ctx, slug, async (tenant) => {
          const input = checked(contactInput, invitee);
          if (!input.ok) return input.outcome;
          const result = await inviteContact(ctx, actor, tenant.id, input.value);
          return result.ok ? sent(result.invitation) : refuse(result);
        }),
      ),
    );

  invitation
    .command('list')
    .description('invitations, newest first')
    .option('--tenant <slug>', OF_STAFF)
    .action(({ tenant }: { tenant?: string }) =>
      run(async ({ ctx }) =>
        withScope(ctx, tenant, async (tenantId) => {
          const rows = (await listInvitations(ctx, tenantId)).map((row) => ({
            id: row.id,
            name: row.name,
            email: row.email,
            role: row.role,
            state: row.state,
            timesSent: row.timesSent,
            sentAt: row.sentAt,
            openedAt: row.openedAt,
            verifiedAt: row.verifiedAt,
            revokedAt: row.revokedAt,
            expiresAt: row.expiresAt,
          }));
          const columns = ['id', 'email', 'name', 'role', 'state', 'expiresAt'];
          return done({ rows, total: rows.length }, rowsText(rows, columns, 'No invitations.'));
        }),
      ),
    );

  invitation
    .command('resend')
    .description('sends a new link; the one before it stops working')
    .argument('<id>', 'of the invitation', id)
    .option('--tenant <slug>', OF_STAFF)
    .action((invitationId: number, { tenant }: { tenant?: string }) =>
      run(async ({ ctx, actor }) =>
        withScope(ctx, tenant, async (tenantId) => {
          const result = await resendInvitation(ctx, actor, tenantId, invitationId);
          return result.ok ? sent(result.invitation) : refuse(result);
        }),
      ),
    );

  invitation
    .command('revoke')
    .description('the link stops working')
    .argument('<id>', 'of the invitation', id)
    .option('--tenant <slug>', OF_STAFF)
    .action((invitationId: number, { tenant }: { tenant?: string }) =>
      run(async ({ ctx, actor }) =>
        withScope(ctx, tenant, async (tenantId) => {
          const result = await revokeInvitation(ctx, actor, tenantId, invitationId);
          if (!result.ok) return refuse(result);
          return done({ id: invitationId }, 'The invitation is revoked.');
        }),
      ),
    );

  withInvitee(program.command('staff').description('our staff').command('invite'))
    .description('invites a member of our staff by email')
    .addOption(
      new Option('--role <role>', 'their role').choices(words(STAFF_ROLES)).makeOptionMandatory(),
    )
    .action(({ role, ...invitee }: Invitee & { role: string }) =>
      run(async ({ ctx, actor }) => {
        const input = checked(staffInput, { ...invitee, role: enumName(role) });
        if (!input.ok) return input.outcome;
        const result = await inviteStaff(ctx, actor, input.value);
        return result.ok ? sent(result.invitation) : refuse(result);
      }),
    );
}

function withInvitee(command: Command): Command {
  return command
    .requiredOption('--name <name>', 'of the person')
    .requiredOption('--email <address>', 'the address to email, and the one they sign in with');
}

/** Null for the invitations of staff. */
async function withScope(
  ctx: AppContext,
  slug: string | undefined,
  work: (tenantId: number | null) => Promise<Outcome>,
): Promise<Outcome> {
  if (slug === undefined) return work(null);
  const tenant = await findTenantBySlug(ctx, slug);
  return tenant ? work(tenant.id) : refuse('TENANT_NOT_FOUND');
}

function sent({ id: invitationId, email, expiresAt, url }: SentInvitation): Outcome {
  const facts = { id: invitationId, email, expiresAt, url };
  return done(facts, factsText(facts));
}
