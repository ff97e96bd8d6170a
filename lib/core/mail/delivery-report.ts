// The machine-readable part of a mail that came back (RFC 3464): fields about the report, then one group per recipient.
import { cleanAnswer, readSmtpReply, type MailAnswer } from './answer';

export const REPORT_ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;
export type ReportAction = (typeof REPORT_ACTIONS)[number];

export interface ReportedRecipient {
  action: ReportAction;
  /** Whom the mail was sent to, where the report says it; null where it names only whom it ended at. */
  originalAddress: string | null;
  finalAddress: string;
  answer: MailAnswer;
  /** "dns; mx.example.org": who said so. */
  reportedBy: string | null;
}

/** Null: it is not what the standard describes. A group that says too little is left out; of all, none means null. */
export function parseDeliveryReport(text: string): ReportedRecipient[] | null {
  const [about, ...groups] = fieldGroups(text);
  if (!about) return null;
  // Some servers leave the first group out when they have nothing to say there.
  const recipients = (about.has('final-recipient') ? [about, ...groups] : groups).flatMap(
    (group) => recipientOf(group, about) ?? [],
  );
  return recipients.length > 0 ? recipients : null;
}

type Fields = Map<string, string>;

function fieldGroups(text: string): Fields[] {
  const unfolded = text
    .replace(/\r\n?/g, '\n')
    // A reply of several lines repeats its code on each: said once, it reads as one.
    .replace(/\n[ \t]+\d{3}[ -](?:[245]\.\d{1,3}\.\d{1,3} )?/g, ' ')
    .replace(/\n[ \t]+(?=\S)/g, ' ');
  return unfolded
    .split(/\n[ \t]*\n/)
    .map((block) => {
      const fields: Fields = new Map();
      for (const line of block.split('\n')) {
        const found = /^([!-9;-~]+)[ \t]*:(.*)$/.exec(line);
        const name = found?.[1]?.toLowerCase();
        if (name !== undefined && !fields.has(name)) fields.set(name, (found?.[2] ?? '').trim());
      }
      return fields;
    })
    .filter((fields) => fields.size > 0);
}

function recipientOf(fields: Fields, about: Fields): ReportedRecipient | null {
  const said = fields
    .get('action')
    ?.toLowerCase()
    .replace(/\s*\(.*$/, '');
  const action = REPORT_ACTIONS.find((each) => each === said);
  const final = addressOf(fields.get('final-recipient'));
  const original = addressOf(fields.get('original-recipient'));
  if (!action || (final ?? original) === null) return null;
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? null;
  return {
    action,
    originalAddress: original,
    finalAddress: final ?? original ?? '',
    answer: answerOf(fields.get('diagnostic-code') ?? '', status),
    reportedBy: nameOf(fields.get('remote-mta') ?? about.get('reporting-mta')),
  };
}

function answerOf(diagnostic: string, status: string | null): MailAnswer {
  const [, type = '', words = diagnostic] = /^([a-z0-9-]+)\s*;(.*)$/i.exec(diagnostic) ?? [];
  if (type.toLowerCase() !== 'smtp')
    return { smtpCode: null, statusCode: status, text: cleanAnswer(words) };
  const reply = readSmtpReply(words.trim());
  // A server in between says "5.0.0" where the one at the end said what it was.
  return { ...reply, statusCode: reply.statusCode ?? status };
}

function nameOf(field: string | undefined): string | null {
  if (field === undefined) return null;
  return cleanAnswer(field.replace(/^[a-z0-9-]+\s*;/i, '')) || null;
}

/** "rfc822;dana+2Btest@example.org" and, where addresses have letters of other scripts, "utf-8;…" (RFC 6533). */
function addressOf(field: string | undefined): string | null {
  const [, type = '', rest = ''] = /^([a-z0-9-]+)\s*;\s*(.*)$/i.exec(field ?? '') ?? [];
  const written = rest.trim().replace(/^<(.*)>$/, '$1');
  if (!written.includes('@') || /\s/.test(written)) return null;
  const plain =
    type.toLowerCase() === 'utf-8'
      ? written.replace(/\\x\{([0-9a-f]{2,6})\}/gi, (_, hex: string) => letterOf(hex, 16))
      : written;
  return plain.toLowerCase();
}

function letterOf(hex: string, base: number): string {
  const point = Number.parseInt(hex, base);
  return point <= 0x10ffff ? String.fromCodePoint(point) : '';
}

/** An address as ORCPT writes it (RFC 3461), where "+" and "=" stand as "+2B" and "+3D". */
export function fromXtext(address: string): string {
  return address.replace(/\+([0-9A-F]{2})/gi, (_, hex: string) => letterOf(hex, 16));
}

/** Whether a recipient of a report is the one that a mail was sent to. */
export function isReportOf({ originalAddress, finalAddress }: ReportedRecipient, sentTo: string) {
  const address = sentTo.toLowerCase();
  if (originalAddress === null) return finalAddress === address;
  return originalAddress === address || fromXtext(originalAddress) === address;
}
