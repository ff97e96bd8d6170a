// Where a mail comes back to if it cannot be delivered: an address per mail, with a part that nobody can guess and that only
// this installation can make. Nothing of it is stored.
import type { Settings } from '../settings';
import { isSameText, keyedHash } from '../auth/keyed-hash';
import { senderAddress, senderDomain } from './compose';

type ReturnPathSettings = Pick<Settings, 'mailFrom' | 'mailReturnPath' | 'secret'>;

/** The address before the part of each mail: "bounce@rosters.example.org". */
export function returnMailbox(settings: ReturnPathSettings): string | null {
  const { mailReturnPath } = settings;
  if (mailReturnPath === 'off') return null;
  return mailReturnPath ?? `bounce@${senderDomain(settings)}`;
}

/** The envelope sender of a mail: "bounce+42-…@rosters.example.org". */
export function returnPathOf(settings: ReturnPathSettings, mailId: number): string {
  const mailbox = returnMailbox(settings);
  if (mailbox === null) return senderAddress(settings);
  const at = mailbox.lastIndexOf('@');
  return `${mailbox.slice(0, at)}+${mailId}-${proofOf(settings, mailId)}${mailbox.slice(at)}`;
}

/** The mail that an address belongs to. Mail servers may write an address in other letters, so case does not count. */
export function mailOfReturnPath(settings: ReturnPathSettings, address: string): number | null {
  const mailbox = returnMailbox(settings)?.toLowerCase();
  const found = /^(.+)\+(\d{1,9})-([0-9a-f]{32})(@[^@]+)$/.exec(address.trim().toLowerCase());
  if (mailbox === undefined || !found) return null;
  const [, local = '', id = '', proof = '', domain = ''] = found;
  if (`${local}${domain}` !== mailbox) return null;
  const mailId = Number(id);
  return isSameText(proof, proofOf(settings, mailId)) ? mailId : null;
}

/** 128 bits: a local part has room for 64 characters. */
function proofOf({ secret }: ReturnPathSettings, mailId: number): string {
  return keyedHash(secret, 'return-path', String(mailId)).slice(0, 32);
}
