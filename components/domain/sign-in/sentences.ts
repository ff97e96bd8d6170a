import { formatInstant, formatTimeOfDay } from '@/lib/core/calendar/format-instant';
import { plural } from '@/lib/core/format/numbers';

export type CodeFailure =
  | { code: 'ADDRESS_INVALID' }
  | { code: 'INVITATION_NOT_USABLE' }
  | { code: 'TOO_MANY_CODES'; retryAt: Date }
  | { code: 'TOO_MANY_FAILURES'; retryAt: Date; isLinkOpen: boolean }
  | { code: 'CODE_MALFORMED'; digitCount: number }
  | { code: 'CODE_WRONG'; triesLeft: number; triesOf: number }
  | { code: 'CODE_REPLACED'; triesLeft: number; triesOf: number }
  | { code: 'CODE_EXPIRED' }
  | { code: 'CODE_USED' }
  | { code: 'NO_TRIES_LEFT' }
  | { code: 'CODE_NOT_ASKED_HERE' }
  | { code: 'LINK_UNKNOWN' }
  | { code: 'LINK_EXPIRED' }
  | { code: 'LINK_USED' };

/** What a person reads when a code was not sent or did not let them in: what is so, then what to do. */
export function codeSentence(failure: CodeFailure, now: Date, timeZone: string): string {
  switch (failure.code) {
    case 'ADDRESS_INVALID':
      return 'Enter an email address in the right form, like name@district.org.';
    case 'INVITATION_NOT_USABLE':
      return 'This invitation can no longer be used. Ask for a new one.';
    case 'TOO_MANY_CODES':
      return `Too many codes were asked for. Use the link in the newest email, or try again after ${retryTime(failure.retryAt, now, timeZone)}.`;
    case 'TOO_MANY_FAILURES':
      if (failure.isLinkOpen) {
        return `Too many wrong codes were entered for this address. Use the link in the newest email, or ask for a new one. Codes work again after ${retryTime(failure.retryAt, now, timeZone)}.`;
      }
      return `Too many wrong codes were entered. Try again after ${retryTime(failure.retryAt, now, timeZone)}.`;
    case 'CODE_MALFORMED':
      return failure.digitCount === 0
        ? 'Enter the 6-digit code from the email.'
        : `The code has 6 digits. You entered ${failure.digitCount}.`;
    case 'CODE_WRONG':
      return `This is not the code we sent. You have ${triesLeft(failure)}.`;
    case 'CODE_REPLACED':
      return `This code was replaced by a newer one. Enter the code from the last email. You have ${triesLeft(failure)}.`;
    case 'CODE_EXPIRED':
      return 'This code has expired. Ask for a new one.';
    case 'CODE_USED':
      return 'This code was already used. Ask for a new one.';
    case 'NO_TRIES_LEFT':
      return 'The code was entered wrongly 5 times and no longer works. Ask for a new one.';
    case 'CODE_NOT_ASKED_HERE':
      return 'No code was asked for in this browser. Enter your address and ask for one here.';
    case 'LINK_UNKNOWN':
      return 'This link does not work. It may be cut off: open it in the newest email, or ask for a code.';
    case 'LINK_EXPIRED':
      return 'This link has expired. Ask for a new code.';
    case 'LINK_USED':
      return 'This link, or the code beside it, was already used. Ask for a new code.';
  }
}

function triesLeft({ triesLeft, triesOf }: { triesLeft: number; triesOf: number }): string {
  return `${triesLeft} of ${plural(triesOf, 'try', 'tries')} left`;
}

// A wait of a day needs its date; one of minutes reads better without.
function retryTime(at: Date, now: Date, timeZone: string): string {
  const isSoon = at.getTime() - now.getTime() < 12 * 3_600_000;
  return isSoon ? formatTimeOfDay(at, timeZone) : formatInstant(at, timeZone, now);
}
