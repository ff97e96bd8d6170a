// Before a command is asked: what pages, actions and routes refuse.
import { refused, type Reading } from './refusal';

export const httpRefusals = {
  WRONG_ORIGIN: refused(
    'This request did not come from a page of TalkingPoints Connector. Load the page again and send it from there.',
  ),
  WRONG_METHOD: refused('Nothing here is asked for in this way. Use GET or POST, as our pages do.'),
  SIGNED_OUT: refused(
    'You have been signed out. Sign in again in another tab, then send this once more: what you typed is still here.',
  ),
  NOT_FOUND: refused((_: unknown, { reader }: Reading) =>
    reader === 'staff'
      ? 'This does not exist, or you have no access to it. Check the address, or ask an administrator.'
      : 'This does not exist, or you have no access to it. Check the address. If it is right, write to us at the address at the foot of every page.',
  ),
  NOT_ALLOWED: refused((_: unknown, { reader }: Reading) =>
    reader === 'contact'
      ? 'This is not for contacts of a district to do. Ask your TalkingPoints contact.'
      : 'Your role does not allow this. Ask an administrator.',
  ),
  TOO_OFTEN: refused('You asked too often in a short time. Wait ten seconds, then try again.'),
  TOO_LARGE: refused('This is more than a page can send at once. Send less.'),
  UNREADABLE: refused('This request cannot be read. Load the page again and send it once more.'),
} as const;
