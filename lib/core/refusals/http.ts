// Before a command is asked: what pages, actions and routes refuse.
import { refused, type Reading } from './refusal';

export const httpRefusals = {
  WRONG_ORIGIN: refused(
    'This request did not come from a TalkingPoints Connector page. Reload the page and try again from there.',
  ),
  WRONG_METHOD: refused('This kind of request is not supported. Use GET or POST, as our pages do.'),
  SIGNED_OUT: refused(
    'You have been signed out. Sign in again in another tab, then submit this again. What you typed is still here.',
  ),
  NOT_FOUND: refused((_: unknown, { reader }: Reading) =>
    reader === 'staff'
      ? 'This does not exist, or you do not have access to it. Check the address, or ask an administrator.'
      : 'This does not exist, or you do not have access to it. Check the address. If it is right, write to us at the address at the bottom of every page.',
  ),
  NOT_ALLOWED: refused((_: unknown, { reader }: Reading) =>
    reader === 'contact'
      ? 'District contacts cannot do this. Ask your TalkingPoints contact.'
      : 'Your role does not allow this. Ask an administrator.',
  ),
  TOO_OFTEN: refused('Too many requests. Wait ten seconds, then try again.'),
  TOO_LARGE: refused('This is too much to send at once. Send less.'),
  UNREADABLE: refused('This request cannot be read. Reload the page and try again.'),
} as const;
