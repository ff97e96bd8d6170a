// A district as its implementer and its contact make it, through the commands behind their screens. Each
// step looks first whether it was taken, so that an interrupted demo goes on.
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { instantOf } from '@/lib/core/calendar/zoned-time';
import type { Actor, AppContext } from '@/lib/server/app-context';
import { acceptInvitation } from '@/lib/server/auth/accept-invitation';
import { createConnection } from '@/lib/server/connections/commands/create-connection';
import {
  findRosterConnection,
  type SftpAccountRow,
} from '@/lib/server/connections/queries/list-connections';
import { generatePassword, rotatePassword } from '@/lib/server/connections/commands/passwords';
import type { Role } from '@/lib/server/db';
import { inviteContact, inviteStaff } from '@/lib/server/invitations/commands/invite';
import { createTenant } from '@/lib/server/tenants/commands/save-tenant';
import { newTenantInput } from '@/lib/server/tenants/commands/tenant-input';
import { nextWeekday } from '@/lib/synthetic/plain-date';
import { DemoProblem } from './demo-problem';
import type { Story } from './stories';

export interface DemoStaff {
  implementer: Actor;
  implementerId: number;
  psmId: number;
}

export interface DemoDistrict {
  tenantId: number;
  connection: DemoConnection;
  /** A password that works; the ones before it do not. */
  password: string;
}

const DEMO: Actor = { kind: 'demo', userId: null, sourceAddress: null };
const LOCAL_ADDRESS = '127.0.0.1';

export async function hireStaff(ctx: AppContext, since: Date): Promise<DemoStaff> {
  const then = at(ctx, since);
  const hire = async (name: string, email: string, role: 'IMPLEMENTATION' | 'PSM') => {
    const invited = await inviteStaff(then, DEMO, { name, email, role });
    return join(then, { email, tenantId: null, role }, invited);
  };
  const implementerId = await hire(
    'Demo Implementer',
    'demo.implementer@example.org',
    'IMPLEMENTATION',
  );
  const psmId = await hire('Demo Success Manager', 'demo.psm@example.org', 'PSM');
  return { implementerId, psmId, implementer: { ...DEMO, userId: implementerId } };
}

export async function setUpDistrict(
  ctx: AppContext,
  story: Story,
  staff: DemoStaff,
): Promise<DemoDistrict> {
  const { invitedAt, acceptedAt } = contextsOf(ctx, story);
  const tenantId = await makeTenant(invitedAt('10:05'), story, staff);
  const connection = await makeConnection(invitedAt('10:06'), staff.implementer, tenantId);
  const contact = await bringContact(ctx, story, staff, tenantId);
  const password = await makePassword(acceptedAt('09:02'), contact, tenantId, connection.id);
  return { tenantId, connection, password };
}

/** A district whose contact tells where it is fetched from. */
export async function setUpFetchedDistrict(
  ctx: AppContext,
  story: Story,
  staff: DemoStaff,
): Promise<{ tenantId: number; contact: Actor }> {
  const { invitedAt } = contextsOf(ctx, story);
  const tenantId = await makeTenant(invitedAt('10:05'), story, staff);
  return { tenantId, contact: await bringContact(ctx, story, staff, tenantId) };
}

/** The product at a local time of the day on which the contact is invited, and of the one on which the contact comes. */
function contextsOf(ctx: AppContext, { invitedDate, tenant }: Story) {
  const on =
    (date: PlainDate) =>
    (time: string): AppContext =>
      at(ctx, instantOf(date, time, tenant.timeZone));
  return { invitedAt: on(invitedDate), acceptedAt: on(nextWeekday(invitedDate)) };
}

async function bringContact(
  ctx: AppContext,
  story: Story,
  staff: DemoStaff,
  tenantId: number,
): Promise<Actor> {
  const { invitedAt, acceptedAt } = contextsOf(ctx, story);
  const { email } = story.contact;
  const invited = await inviteContact(
    invitedAt('10:08'),
    staff.implementer,
    tenantId,
    story.contact,
  );
  const who = { email, tenantId, role: 'DISTRICT_CONTACT' as const };
  return { ...DEMO, userId: await join(acceptedAt('08:55'), who, invited) };
}

async function makeTenant(ctx: AppContext, story: Story, staff: DemoStaff): Promise<number> {
  const input = newTenantInput.parse({
    ...story.tenant,
    implementerId: staff.implementerId,
    psmId: staff.psmId,
  });
  const made = await createTenant(ctx, staff.implementer, input, { isDemo: true });
  if (made.ok) return made.tenant.id;
  const known = await ctx.db.prisma.tenant.findFirst({
    where: { slug: story.tenant.slug, isDemo: true },
    select: { id: true },
  });
  if (!known) throw refused(`The district ${story.tenant.name} could not be made`, made.code);
  return known.id;
}

interface DemoConnection {
  id: number;
  sftp: SftpAccountRow;
}

async function makeConnection(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
): Promise<DemoConnection> {
  const made = await createConnection(ctx, actor, tenantId);
  const connection = await findRosterConnection(ctx, tenantId);
  if (!connection?.sftp)
    throw refused('A connection could not be made', made.ok ? 'NOT_FOUND' : made.code);
  return { id: connection.id, sftp: connection.sftp };
}

async function makePassword(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  connectionId: number,
): Promise<string> {
  const made = await generatePassword(ctx, actor, tenantId, connectionId);
  if (made.ok) return made.password;
  // Played before, up to somewhere: that password was shown once and is gone.
  const again = await rotatePassword(ctx, actor, tenantId, connectionId, { overlapHours: 0 });
  if (again.ok) return again.password;
  throw refused('A password could not be generated', again.code);
}

/** Whoever was invited shows that the mailbox is theirs; returns the person. */
async function join(
  ctx: AppContext,
  { email, tenantId, role }: { email: string; tenantId: number | null; role: Role },
  invited: { ok: true } | { ok: false; code: string },
): Promise<number> {
  const open = await ctx.db.prisma.invitation.findFirst({
    where: { email, tenantId, verifiedAt: null, revokedAt: null },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  if (open)
    await ctx.db.prisma.$transaction((tx) => acceptInvitation(ctx, tx, open.id, LOCAL_ADDRESS));
  const person = await ctx.db.prisma.user.findFirst({
    where: { email, role, disabledAt: null },
    select: { id: true },
  });
  if (!person)
    throw refused(`${email} could not be invited`, invited.ok ? 'NOT_JOINED' : invited.code);
  return person.id;
}

export function refused(what: string, code: string): DemoProblem {
  return new DemoProblem(`${what} (${code}).`);
}

export function at(ctx: AppContext, now: Date): AppContext {
  return { ...ctx, clock: { now: () => now } };
}
