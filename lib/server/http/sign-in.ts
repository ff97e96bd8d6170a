/**
 * Signing in and out for the pages' Server Actions. Each goes through next-auth's own routes, in this process: what they
 * answer the browser is what its routes at /api/auth answer anybody.
 */
import 'server-only';
import { findInvitationAddress } from '../auth/find-invitation';
import type { CodeRequestResult } from '../auth/request-code';
import { getAppContext } from './context';
import {
  askThroughNextAuth,
  enterThroughNextAuth,
  leaveThroughNextAuth,
  type EntryResult,
} from './next-auth';
import { readPendingSignIn } from './sign-in-steps';

export { readPendingSignIn } from './sign-in-steps';

/** Mails a code and remembers, in the browser, which address it went to. */
export async function askForCode(
  request: { email: string; returnTo?: string } | { invitationToken: string },
): Promise<CodeRequestResult> {
  if ('email' in request) return askThroughNextAuth(request);
  const { invitationToken } = request;
  const email = await findInvitationAddress(getAppContext(), invitationToken);
  if (email === null) return { ok: false, code: 'INVITATION_NOT_USABLE' };
  return askThroughNextAuth({ email, invitationToken });
}

/** Tries the code for the address it was mailed to. When it is right, the browser is signed in. */
export async function signInWithCode(code: string): Promise<EntryResult> {
  const pending = await readPendingSignIn();
  if (!pending) return { ok: false, code: 'CODE_NOT_ASKED_HERE' };
  return enterThroughNextAuth({ email: pending.address, code });
}

/** Signs in the browser in which the link of a mail was opened and its button pressed. */
export async function signInWithLink(linkToken: string): Promise<EntryResult> {
  return enterThroughNextAuth({ linkToken });
}

/** Ends the session in the database and in the browser. */
export async function signOut(): Promise<void> {
  await leaveThroughNextAuth();
}
