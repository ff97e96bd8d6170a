// A mail that came back, taken apart: to which address it came, and what its machine-readable part says.
import { createHash } from 'node:crypto';
import PostalMime, { decodeWords, type Attachment, type Email } from 'postal-mime';
import { parseDeliveryReport, type ReportedRecipient } from '@/lib/core/mail/delivery-report';

export interface ReturnedMessage {
  /** The addresses it came to, those that the mail server itself noted first. */
  cameTo: string[];
  /** Null: it holds no delivery report; empty: it holds one that says nothing usable. */
  recipients: ReportedRecipient[] | null;
  /** Whom a server says it could not reach, where it says it in a header too. */
  failedAddresses: string[];
  /** The same for the same message, however often it is handed in. */
  fingerprint: string;
}

const CAME_TO = ['x-original-to', 'delivered-to', 'envelope-to', 'x-envelope-to', 'to'];
/** One of them at least. */
const EVERY_MAIL_HAS = ['from', 'date', 'received', 'message-id', 'subject'];
const REPORTS = ['message/delivery-status', 'message/global-delivery-status'];

/** Null: these bytes are no mail. */
export async function readReturnedMessage(bytes: Buffer): Promise<ReturnedMessage | null> {
  const email = await parse(bytes);
  if (!email?.headers.some(({ key }) => EVERY_MAIL_HAS.includes(key))) return null;
  const report = email.attachments.find(({ mimeType }) => REPORTS.includes(mimeType));
  return {
    cameTo: CAME_TO.flatMap((name) => addressesIn(email, name)),
    recipients: report && isReport(email) ? (parseDeliveryReport(textOf(report)) ?? []) : null,
    failedAddresses: addressesIn(email, 'x-failed-recipients'),
    fingerprint: createHash('sha256')
      .update(email.messageId || bytes)
      .digest('hex'),
  };
}

async function parse(bytes: Buffer): Promise<Email | null> {
  try {
    return await PostalMime.parse(bytes, {
      forceRfc822Attachments: true,
      maxNestingDepth: 20,
      maxHeadersSize: 256 * 1024,
    });
  } catch {
    return null;
  }
}

/** A delivery report that somebody forwards is a part of their own mail, not one from a mail server. */
function isReport(email: Email): boolean {
  const type = email.headers.find(({ key }) => key === 'content-type')?.value ?? '';
  return (
    /^\s*multipart\/report\b/i.test(type) &&
    /report-type\s*=\s*"?(global-)?delivery-status/i.test(type)
  );
}

function addressesIn(email: Email, name: string): string[] {
  return email.headers
    .filter(({ key }) => key === name)
    .flatMap(({ value }) => value.match(/[^\s<>",;:]+@[^\s<>",;:]+/g) ?? [])
    .map((address) => address.toLowerCase());
}

/** Meant to be ASCII; what is not is UTF-8 or, from older servers, of the West. Words in a header's own encoding occur too. */
function textOf({ content }: Attachment): string {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(toBytes(content));
  return decodeWords(decoded(bytes));
}

function toBytes(content: ArrayBuffer | Uint8Array): Uint8Array {
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
