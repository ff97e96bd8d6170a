import type { AppContext } from '../app-context';
import { can, type Act } from '../auth/permissions';
import type { SessionPerson } from '../auth/sessions';
import { findTenantFor, type TenantRef } from '../auth/tenant-access';

export type Refusal = 'WRONG_ORIGIN' | 'SIGNED_OUT' | 'NOT_FOUND' | 'NOT_ALLOWED';

export const REFUSALS: Record<Refusal, { status: number; message: string }> = {
  WRONG_ORIGIN: {
    status: 403,
    message: 'This request did not come from a page of TalkingPoints Connector.',
  },
  SIGNED_OUT: {
    status: 401,
    message:
      'You have been signed out. Sign in again in another tab, then send this once more: what you typed is still here.',
  },
  NOT_FOUND: { status: 404, message: 'This does not exist, or you have no access to it.' },
  NOT_ALLOWED: { status: 403, message: 'Your role does not allow this. Ask an administrator.' },
};

export type Authorized = { ok: true; person: SessionPerson } | { ok: false; code: Refusal };

export type AuthorizedInTenant =
  { ok: true; person: SessionPerson; tenant: TenantRef } | { ok: false; code: Refusal };

export function authorizePerson(person: SessionPerson | null, act: Act | undefined): Authorized {
  if (!person) return { ok: false, code: 'SIGNED_OUT' };
  if (act && !can(person, act)) return { ok: false, code: 'NOT_ALLOWED' };
  return { ok: true, person };
}

/** First whether the district may be known of, then whether the act is allowed: a refusal must not confirm it. */
export async function authorizeInTenant(
  ctx: AppContext,
  person: SessionPerson | null,
  act: Act,
  slug: string,
): Promise<AuthorizedInTenant> {
  if (!person) return { ok: false, code: 'SIGNED_OUT' };
  const tenant = await findTenantFor(ctx, person, slug);
  if (!tenant) return { ok: false, code: 'NOT_FOUND' };
  if (!can(person, act)) return { ok: false, code: 'NOT_ALLOWED' };
  return { ok: true, person, tenant };
}
