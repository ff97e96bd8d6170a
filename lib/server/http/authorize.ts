import type { AppContext } from '../app-context';
import { can, type Permission } from '../auth/permissions';
import { findSessionPerson, type SessionPerson } from '../auth/sessions';
import { findTenantFor, type TenantRef } from '../auth/tenant-access';
import type { HttpRefusalCode } from './refusals';

export type Authorized = { ok: true; person: SessionPerson } | { ok: false; code: HttpRefusalCode };

export type AuthorizedInTenant =
  { ok: true; person: SessionPerson; tenant: TenantRef } | { ok: false; code: HttpRefusalCode };

export function authorizePerson(
  person: SessionPerson | null,
  permission: Permission | undefined,
): Authorized {
  if (!person) return { ok: false, code: 'SIGNED_OUT' };
  if (permission && !can(person, permission)) return { ok: false, code: 'NOT_ALLOWED' };
  return { ok: true, person };
}

/** First whether the district may be known of, then whether the person has the permission: a refusal must not confirm it. */
export async function authorizeInTenant(
  ctx: AppContext,
  person: SessionPerson | null,
  permission: Permission,
  slug: string,
): Promise<AuthorizedInTenant> {
  if (!person) return { ok: false, code: 'SIGNED_OUT' };
  const tenant = await findTenantFor(ctx, person, slug);
  if (!tenant) return { ok: false, code: 'NOT_FOUND' };
  if (!can(person, permission)) return { ok: false, code: 'NOT_ALLOWED' };
  return { ok: true, person, tenant };
}

/** Asked again while an answer is on its way, by the session's row as it is now. Nobody is there for it: it keeps nothing alive. */
export async function isStillAllowed(
  ctx: AppContext,
  sessionToken: string | null,
  permission: Permission | undefined,
  slug: string | null,
): Promise<boolean> {
  if (sessionToken === null) return false;
  const person = await findSessionPerson(ctx, sessionToken, { isAttended: false });
  if (slug === null || permission === undefined) return authorizePerson(person, permission).ok;
  return (await authorizeInTenant(ctx, person, permission, slug)).ok;
}
