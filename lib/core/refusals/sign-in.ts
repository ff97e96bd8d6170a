// Why a code was not sent, or did not let somebody in.
import { formatInstant, formatTimeOfDay } from '../calendar/format-instant';
import { plural } from '../format/numbers';
import { refused, type Reading } from './refusal';

interface Wait {
  retryAt: Date;
}

interface Tries {
  triesLeft: number;
  triesOf: number;
}

export const signInRefusals = {
  ADDRESS_INVALID: refused('Enter a valid email address, such as name@district.org.', {
    field: 'email',
  }),
  ADDRESS_HAS_INVISIBLE: refused(
    ({ after }: { after: string }) =>
      `There is an invisible character ${after === '' ? 'at the start of this address' : `after “${after}”`}. Enter the address again by typing it.`,
    { field: 'email' },
  ),
  INVITATION_NOT_USABLE: refused('This invitation can no longer be used. Ask for a new one.', {
    field: ['code', 'email'],
  }),
  TOO_MANY_CODES: refused(
    (wait: Wait, reading: Reading) =>
      `Too many codes were requested. Use the link in the newest email, or try again after ${retryTime(wait, reading)}.`,
    { field: 'email' },
  ),
  TOO_MANY_FAILURES: refused(
    (wait: Wait & { isLinkOpen: boolean }, reading: Reading) =>
      wait.isLinkOpen
        ? `Too many wrong codes were entered for this address. Use the link in the newest email, or ask for a new one. Codes work again after ${retryTime(wait, reading)}.`
        : `Too many wrong codes were entered. Try again after ${retryTime(wait, reading)}.`,
    { field: ['code', 'email'] },
  ),
  CODE_MALFORMED: refused(
    ({ digitCount }: { digitCount: number }) =>
      digitCount === 0
        ? 'Enter the 6-digit code from the email.'
        : `The code has 6 digits. You entered ${digitCount}.`,
    { field: 'code' },
  ),
  CODE_WRONG: refused(
    (tries: Tries) => `This is not the code we sent. You have ${triesLeft(tries)}.`,
    { field: 'code' },
  ),
  CODE_REPLACED: refused(
    (tries: Tries) =>
      `This code was replaced by a newer one. Enter the code from the newest email. You have ${triesLeft(tries)}.`,
    { field: 'code' },
  ),
  CODE_EXPIRED: refused('This code has expired. Ask for a new one.', { field: 'code' }),
  CODE_USED: refused('This code was already used. Ask for a new one.', { field: 'code' }),
  NO_TRIES_LEFT: refused(
    'The code was entered wrongly 5 times and no longer works. Ask for a new one.',
    { field: 'code' },
  ),
  CODE_NOT_ASKED_HERE: refused(
    'No code was requested in this browser. Enter your address and request one here.',
    { field: 'code' },
  ),
  LINK_UNKNOWN: refused(
    'This link does not work. It may be cut off. Open the link in the newest email, or ask for a code.',
  ),
  LINK_EXPIRED: refused('This link has expired. Ask for a new code.'),
  LINK_USED: refused(
    'This link, or the code in the same email, was already used. Ask for a new code.',
  ),
} as const;

function triesLeft({ triesLeft, triesOf }: Tries): string {
  return `${triesLeft} of ${plural(triesOf, 'try', 'tries')} left`;
}

// A wait of a day needs its date; one of minutes reads better without.
function retryTime({ retryAt }: Wait, { now, timeZone }: Reading): string {
  const isSoon = retryAt.getTime() - now.getTime() < 12 * 3_600_000;
  return isSoon ? formatTimeOfDay(retryAt, timeZone) : formatInstant(retryAt, timeZone, now);
}
