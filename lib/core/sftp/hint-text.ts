import { formatInstant } from '../calendar/format-instant';
import { formatNumber, listed, plural } from '../format/numbers';
import { fileIssue, issueFix, issueSentence } from '../issues';
import { commonGround } from './algorithms';
import { fileHintSentence } from './file-hints';
import type { ConnectionHint } from './seen';
import { refusalSentence } from './event-text';

/** What we saw that explains why nothing arrives, and what to do about it. */
export function hintSentence(hint: ConnectionHint, now: Date, timeZone: string): string {
  const when = (at: Date) => formatInstant(at, timeZone, now);
  switch (hint.code) {
    case 'NO_PASSWORD':
      return 'No password or SSH key works, so no one can sign in. Generate a password above, or add a key.';
    case 'PAUSED':
      return 'Updates for this district are paused. Files sent now are saved and wait until the pause ends.';
    case 'WRONG_PASSWORD':
      return `We saw ${plural(hint.count, 'sign-in attempt')} from ${hint.sourceAddress} with a wrong password, the last at ${when(hint.lastAt)}. Enter the password again exactly as you saved it, with no space at the end, or replace it.`;
    case 'OLD_PASSWORD':
      return `We saw ${plural(hint.count, 'sign-in attempt')} from ${hint.sourceAddress} with an old password that no longer works, the last at ${when(hint.lastAt)}. ${hint.hasPassword ? 'Enter the newer one in the program there, or replace it here.' : 'Generate a new one above, or set the program to an SSH key.'}`;
    case 'UNKNOWN_KEY':
      return `${connectionsWere(hint)} refused, the last at ${when(hint.lastAt)}: the program used an SSH key that is not on this page (${hint.fingerprint}). Add its public key here, or set the program to the right key or to a password.`;
    case 'OLD_KEY':
      return `${connectionsWere(hint)} refused, the last at ${when(hint.lastAt)}: the program used an SSH key that was revoked (${hint.fingerprint}). Set it to a key that works, or to a password.`;
    case 'TOO_MANY_KEYS_TRIED':
      return `${connectionsWere(hint)} ended before sign-in, the last at ${when(hint.lastAt)}: the program tried one SSH key after another, and none of those is on this page. Set it to the one key that is, or to a password.`;
    case 'ADDRESS_NOT_ALLOWED':
      return `${plural(hint.count, 'sign-in')} from ${hint.sourceAddress} ${hint.count === 1 ? 'was' : 'were'} refused, the last at ${when(hint.lastAt)}: the password or key is right, but this address is not allowed. Add it to the allowed addresses, or send from one of those.`;
    case 'KEY_SIGNED_WITH_SHA1':
      return `${connectionsWere(hint)} refused, the last at ${when(hint.lastAt)}: the SSH key is right, but the program signs with SHA-1, which we do not accept. Use an Ed25519 or ECDSA key, or update the program.`;
    case 'SIGN_IN_THROTTLED':
      return `Sign-ins from ${hint.sourceAddress} used a wrong password too often and are being slowed down (last at ${when(hint.lastAt)}). Correct the password in every program there, then try again. The right password works again within 15 minutes.`;
    case 'UNKNOWN_USER':
      if (hint.isNear)
        return `We saw ${plural(hint.count, 'sign-in attempt')} from ${hint.sourceAddress} with a user name that is almost yours, the last at ${when(hint.lastAt)}. Enter it exactly as it is: ${hint.userName}`;
      return `${plural(hint.count, 'connection')}${hint.sourceAddress ? ` from ${hint.sourceAddress}` : ''} used a user name that we do not know, the last at ${when(hint.lastAt)}. ${hint.sourceAddress ? 'Enter' : 'If it was your program, enter'} the user name exactly as it is: ${hint.userName}`;
    case 'CUT_BEFORE_SIGN_IN':
      return `${connectionsWere(hint)} cut before sign-in, the last at ${when(hint.lastAt)}. That is often a firewall, or a program that did not accept the host key.`;
    case 'TOO_MANY_WAITING':
      return `${connectionsWere(hint)} ended before sign-in, the last at ${when(hint.lastAt)}: too many were waiting to sign in at once. Try again. If many programs send from there, start them one after another.`;
    case 'NO_COMMON_KEY_EXCHANGE':
    case 'NO_COMMON_HOST_KEY':
    case 'NO_COMMON_CIPHER':
    case 'NO_COMMON_MAC':
    case 'NO_COMMON_COMPRESSION': {
      const { what, allow } = commonGround(hint.code);
      const whose = hint.sourceAddress ? 'Your program' : 'If it was your program, it';
      return `${connectionsWere(hint)} ended before sign-in, the last at ${when(hint.lastAt)}: the program and our server have no ${what} in common. ${whose} is outdated or set to use only outdated methods. Update it, or allow ${allow} in its settings.`;
    }
    case 'TOO_MANY_SESSIONS':
      return `${connectionsWere(hint)} refused, the last at ${when(hint.lastAt)}: the sign-in was right, but too many connections were open at once. Set your program to one connection.`;
    case 'NEARLY_USED':
      return `At ${when(hint.at)}, ${hint.allowance === 'ATTENDANCE' ? 'attendance' : 'roster'} files had used at least 80% of the 24-hour limit. Files over the limit are refused; ${hint.allowance === 'ATTENDANCE' ? 'roster' : 'attendance'} files have their own limit. Send less often, or tell us.`;
    case 'WAITING_FOR_FILES':
      return `${formatNumber(hint.receivedCount)} of ${plural(hint.awaitedCount, 'file')} arrived; waiting for ${hint.missing.join(', ')}.`;
    case 'REFUSED':
      return `${hint.fileName ?? 'Something'} from ${hint.sourceAddress} was refused${hint.count === 1 ? '' : ` ${plural(hint.count, 'time')}, the last`} at ${when(hint.lastAt)}: ${refusalSentence(hint.refusalCode)}.`;
    case 'ARCHIVE_FOLDERS':
      return `We received ${hint.fileName} from ${hint.sourceAddress} at ${when(hint.at)}. Some of its files are inside a folder and will not be read: ${listed(hint.inside)}. Place all files at the top level of the archive, or all in one folder, and send it again.`;
    case 'ARCHIVE_UNUSABLE': {
      const issue = fileIssue(hint.problem.code, hint.fileName, { params: hint.problem.params });
      return `We received ${hint.fileName} from ${hint.sourceAddress} at ${when(hint.at)}, and it cannot be used. ${issueSentence(issue)} ${issueFix(issue)}`;
    }
    case 'SAME_FILES':
      return `${hint.count === 1 ? 'The last set of files' : `The last ${formatNumber(hint.count)} sets of files`}, received up to ${when(hint.lastAt)}, ${hint.count === 1 ? 'is' : 'are'} the same byte for byte as run ${hint.runNumber} (${when(hint.runAt)}), so nothing was changed. If you expected changes, check that your SIS exports again before it sends.`;
    default:
      return fileHintSentence(hint, now, timeZone);
  }
}

function connectionsWere({
  count,
  sourceAddress,
}: {
  count: number;
  sourceAddress: string | null;
}) {
  const from = sourceAddress ? ` from ${sourceAddress}` : '';
  return `${plural(count, 'connection')}${from} ${count === 1 ? 'was' : 'were'}`;
}
