// Invitations, contacts and our own people, and the views that somebody saves.
import { formatInstant } from '../calendar/format-instant';
import { formatNumber } from '../format/numbers';
import { longestViewQuery, mostViewsOfList } from '../lists/view-limits';
import { minutesToResend, mostInvitationsByContacts } from '../mail/invitation-limits';
import { missing, refused, type Reading } from './refusal';

export const peopleRefusals = {
  ALREADY_MEMBER: refused('This person is already here. There is nothing to do.', {
    field: 'email',
  }),
  ADDRESS_IS_STAFF: refused(
    'This address belongs to a member of TalkingPoints staff. Enter a district address.',
    { field: 'email' },
  ),
  ADDRESS_IS_CONTACT: refused(
    'This address belongs to a district contact. Enter a TalkingPoints address.',
    { field: 'email' },
  ),
  PERSON_DISABLED: refused(
    'This person was disabled and cannot be invited. An administrator can enable them again.',
    { field: 'email' },
  ),
  ALREADY_INVITED: refused(
    'This address has an open invitation. Send that one again, or revoke it first.',
    { field: 'email', see: 'invitation list' },
  ),
  INVITATION_NOT_FOUND: missing('There is no such invitation. Check the list again.', {
    see: 'invitation list',
  }),
  ALREADY_VERIFIED: refused('This person has already signed in, so the invitation is over.'),
  REVOKED: refused('This invitation was revoked. Invite the person again.'),
  INVITATION_OVER: refused(
    'This invitation was used or revoked, or its link is cut off, so you cannot name someone else here. Write to your TalkingPoints contact instead.',
  ),
  SAME_ADDRESS: refused(
    'The invitation already went to this address. Enter someone else’s address.',
    { field: 'email' },
  ),
  TOO_MANY_NAMES: refused(
    ({ retryAt, timeZone }: { retryAt: Date; timeZone: string }, { now }: Reading) =>
      `Too many names were sent from this link. Try again after ${formatInstant(retryAt, timeZone, now)}.`,
  ),
  CONTACT_NOT_FOUND: missing(
    'This person is no longer a contact of this district. There is nothing to do.',
  ),
  LAST_CONTACT: refused(
    'You are the last contact of this district. Invite a colleague first; once they have signed in, you can leave.',
  ),
  OTHER_DOMAIN: refused(
    ({ domains }: { domains: string }) =>
      domains === ''
        ? 'You can only invite colleagues at your district’s own domain, and no contact has an address there. Ask us to invite them.'
        : `You can invite colleagues with an address at ${domains}. For another address, ask us to invite them.`,
    { field: 'email' },
  ),
  PUBLIC_MAIL_DOMAIN: refused(
    ({ domain }: { domain: string }) =>
      `Anyone can get an address at ${domain}, so only we can invite people there. Ask us to invite them.`,
    { field: 'email' },
  ),
  TOO_MANY_INVITATIONS: refused(
    ({ retryAt, timeZone }: { retryAt: Date; timeZone: string }, { now }: Reading) =>
      `The contacts of your district have sent ${mostInvitationsByContacts} invitations in the last 24 hours. Try again after ${formatInstant(retryAt, timeZone, now)}, or ask us to invite them.`,
  ),
  SENT_MOMENTS_AGO: refused(
    ({ retryAt, timeZone }: { retryAt: Date; timeZone: string }, { now }: Reading) =>
      `This invitation was sent in the last ${minutesToResend} minutes. Ask your colleague to look in their spam folder. You can send it again after ${formatInstant(retryAt, timeZone, now)}.`,
  ),
  PERSON_NOT_FOUND: missing('There is no such person. Check the list again.'),
  OWN_ACCOUNT: refused('You cannot change your own account. Ask another administrator.'),
  LAST_ADMIN: refused('This is the last administrator. Make someone else an administrator first.'),
  STAFF_NOT_FOUND: missing(
    'No member of our staff has this address. Use the address they sign in with.',
  ),
  NOT_IN_ROSTER: missing('This person is no longer in the roster. Look for them again.', {
    see: 'roster export',
  }),
  VIEW_NOT_FOUND: missing('This view is not there anymore. There is nothing to do.'),
  VIEW_NAME_TAKEN: refused(
    'You have a view of this list with this name already, here or in another district. Choose another name.',
    { field: 'viewName' },
  ),
  VIEW_TOO_LONG: refused(
    `The filters of this list are longer than the ${formatNumber(longestViewQuery)} characters that a view holds, so nothing was saved. Use fewer or shorter filters, then save again.`,
  ),
  TOO_MANY_VIEWS: refused(
    `You have ${mostViewsOfList} views of this list already. Delete one first.`,
  ),
} as const;
