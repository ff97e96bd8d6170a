import 'server-only';
import { cache } from 'react';
import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { getAppContext } from './context';
import { findPersonSignedIn, SIGN_IN_PATH } from './next-auth';
import { readSessionToken } from './session-cookie';
import { UNATTENDED_COOKIE } from '../auth/cookies';
import { can, isStaff, type Permission, type StaffRole } from '../auth/permissions';
import { ASKED_PATH_HEADER, safeReturnTo } from '../auth/return-to';
import {
  findSessionEnd,
  findSessionLeft,
  type SessionEnd,
  type SessionLeft,
  type SessionPerson,
} from '../auth/sessions';
import { findTenantFor, type TenantRef } from '../auth/tenant-access';

/** Who is signed in, by the session's row. Read once per request. */
export function getSessionPerson({ isAskedByPage = false } = {}): Promise<SessionPerson | null> {
  return readSessionPerson(isAskedByPage);
}

const readSessionPerson = cache(async (isAskedByPage: boolean): Promise<SessionPerson | null> => {
  const isAttended = !isAskedByPage && !(await cookies()).has(UNATTENDED_COOKIE);
  return findPersonSignedIn({ isAttended });
});

/**
 * How long the browser's session still lasts. Asking is an act of the user where `isAttended` is true, and then prolongs it.
 * The cookie alone cannot tell: it does not notice somebody who presses a button with a screen reader.
 */
export async function getSessionLeft(attendance: {
  isAttended: boolean;
}): Promise<SessionLeft | null> {
  const token = await readSessionToken();
  return token ? findSessionLeft(getAppContext(), token, attendance) : null;
}

/** Why the browser's session ran out, for the page that asks to sign in again. */
export async function getSessionEnd(): Promise<SessionEnd | null> {
  const token = await readSessionToken();
  return token ? findSessionEnd(getAppContext(), token) : null;
}

/**
 * For pages and layouts: whoever is not signed in goes to the sign-in page and comes back to `returnTo`, or
 * to the address they asked for.
 */
export async function requirePerson(returnTo?: string): Promise<SessionPerson> {
  const person = await getSessionPerson();
  if (person) return person;
  const target = safeReturnTo(returnTo ?? (await headers()).get(ASKED_PATH_HEADER));
  redirect(
    target === '/' ? SIGN_IN_PATH : `${SIGN_IN_PATH}?${new URLSearchParams({ returnTo: target })}`,
  );
}

/** For staff pages. To a district contact they do not exist. */
export async function requireStaff(
  roles?: readonly StaffRole[],
  returnTo?: string,
): Promise<SessionPerson> {
  const person = await requirePerson(returnTo);
  if (!isStaff(person)) notFound();
  if (roles && !roles.some((role) => role === person.role)) notFound();
  return person;
}

/** For pages that need a permission and no district. */
export async function requirePermission(
  permission: Permission,
  returnTo?: string,
): Promise<SessionPerson> {
  const person = await requirePerson(returnTo);
  if (!can(person, permission)) notFound();
  return person;
}

/** For a district's pages. Another district's slug answers as one that does not exist. */
export async function requireTenant(
  slug: string,
  permission: Permission = 'tenant.view',
  returnTo?: string,
): Promise<{ person: SessionPerson; tenant: TenantRef }> {
  const person = await requirePerson(returnTo);
  const tenant = can(person, permission)
    ? await findTenantFor(getAppContext(), person, slug)
    : null;
  if (!tenant) notFound();
  return { person, tenant };
}
