// Invitations and sign-in links in each of their states.
import { z } from 'zod';
import type { Actor, AppContext } from '@/lib/server/app-context';
import { acceptInvitation } from '@/lib/server/auth/accept-invitation';
import { requestCode } from '@/lib/server/auth/request-code';
import { inviteContact } from '@/lib/server/invitations/commands/invite';
import { connector } from '../connector';
import type { District } from '../district';
import { Mailbox } from '../mailbox';
import type { Person } from '../people';

const LONG_AGO_MS = 90 * 24 * 3600_000;
const invitationAnswer = z.object({ id: z.number(), url: z.string() });

export async function createInvitations(ctx: AppContext, district: District, staff: Person) {
  const actor: Actor = { kind: 'person', userId: staff.id, sourceAddress: null };
  const invite = async () => {
    const email = `tech-${crypto.randomUUID().slice(0, 8)}@example.org`;
    const who = ['--name', 'Terry Techcontact', '--email', email];
    const made = await connector('invitation', 'create', '--tenant', district.slug, ...who);
    const { id, url } = invitationAnswer.parse(made);
    return { id, address: new URL(url).pathname, email };
  };
  const open = await invite();
  const used = await invite();
  await ctx.db.prisma.$transaction((tx) => acceptInvitation(ctx, tx, used.id, '127.0.0.1'));
  const withdrawn = await invite();
  await connector('invitation', 'revoke', String(withdrawn.id), '--tenant', district.slug);
  const expired = await inviteContact(
    { ...ctx, clock: { now: () => new Date(Date.now() - LONG_AGO_MS) } },
    actor,
    district.id,
    { name: 'Terry Techcontact', email: `late-${crypto.randomUUID().slice(0, 8)}@example.org` },
  );
  if (!expired.ok) throw new Error(expired.code);
  return {
    home: `/districts/${district.slug}`,
    open: open.address,
    email: open.email,
    used: used.address,
    withdrawn: withdrawn.address,
    expired: new URL(expired.invitation.url).pathname,
    link: await mailedLink(ctx, staff),
  };
}

/** The link of a sign-in mail. */
async function mailedLink(ctx: AppContext, { email }: Person): Promise<string> {
  const mailbox = new Mailbox();
  const asked = await requestCode(ctx, {
    email,
    browserToken: crypto.randomUUID(),
    sourceAddress: '127.0.0.1',
    userAgent: 'e2e',
  });
  if (!asked.ok) throw new Error(asked.code);
  const { text } = await mailbox.next(email, /Connector code$/);
  const url = /http:\/\/\S+\/sign-in\/link\/\S+/.exec(text)?.[0];
  if (!url) throw new Error('the mail holds no link');
  return new URL(url).pathname;
}
