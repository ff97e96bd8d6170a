// People who may sign in, and browsers in which they have.
import type { BrowserContext } from '@playwright/test';
import type { AppContext } from '@/lib/server/app-context';
import { authCookies } from '@/lib/server/auth/cookies';
import { createSession } from '@/lib/server/auth/sessions';
import type { Role } from '@/lib/server/db';

/** Somebody who may sign in. */
export interface Person {
  id: number;
  email: string;
  name: string;
  role: Role;
}

const NO_ADDRESS = 'e2e';

/** A district contact belongs to `tenants`. */
export async function createPerson(
  { db }: AppContext,
  role: Role,
  tenants: readonly { id: number }[] = [],
): Promise<Person> {
  const id = crypto.randomUUID().slice(0, 8);
  const word = role.toLowerCase().replace('_', ' ');
  return db.prisma.user.create({
    data: {
      email: `${word.replace(' ', '-')}-${id}@example.org`,
      name: `Test ${word} ${id}`,
      role,
      memberships: { create: tenants.map(({ id: tenantId }) => ({ tenantId })) },
    },
    select: { id: true, email: true, name: true, role: true },
  });
}

/** Gives the browser a session of theirs. */
export async function signIn(
  ctx: AppContext,
  browser: BrowserContext,
  { id, role }: Pick<Person, 'id' | 'role'>,
): Promise<void> {
  const { token } = await createSession(ctx, ctx.db.prisma, {
    userId: id,
    role,
    sourceAddress: NO_ADDRESS,
    userAgent: NO_ADDRESS,
  });
  const { publicUrl } = ctx.settings;
  await browser.addCookies([
    {
      name: authCookies(publicUrl).session,
      value: token,
      url: publicUrl,
      httpOnly: true,
      sameSite: 'Lax',
    },
  ]);
}
