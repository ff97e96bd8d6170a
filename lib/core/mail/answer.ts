// What a mail server says of a mail: a code, an enhanced status code (RFC 3463) and words of its own.

export interface MailAnswer {
  /** 250, 451, 550; null where only a report came back. */
  smtpCode: number | null;
  /** "5.1.1" */
  statusCode: string | null;
  /** Cleaned, one line, at most 300 characters. */
  text: string;
}

const MAX_LENGTH = 300;
// Control characters, and those that turn around or hide what stands beside them.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]+/gu;

/** Somebody else's words, made fit for a page and a log: one line, nothing unseen, not longer than a paragraph. */
export function cleanAnswer(text: string): string {
  const line = text.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();
  const letters = [...line];
  return letters.length <= MAX_LENGTH ? line : `${letters.slice(0, MAX_LENGTH - 1).join('')}…`;
}

const REPLY_LINE = /^(\d{3})(?:[ -]|$)(?:([245]\.\d{1,3}\.\d{1,3})(?: |$))?(.*)$/;

/** A reply as it came over the wire, of one line or several: "550-5.1.1 No such\r\n550 5.1.1 user". */
export function readSmtpReply(reply: string): MailAnswer {
  let smtpCode: number | null = null;
  let statusCode: string | null = null;
  const words = reply.split(/\r?\n/).map((line) => {
    const found = REPLY_LINE.exec(line.trim());
    if (!found) return line;
    smtpCode ??= Number(found[1]);
    statusCode ??= found[2] ?? null;
    return found[3] ?? '';
  });
  return { smtpCode, statusCode, text: cleanAnswer(words.join(' ')) };
}

/** "550 5.1.1 No such user", as people who run mail servers look for it. */
export function answerLine({ smtpCode, statusCode, text }: MailAnswer): string {
  return [smtpCode, statusCode, text].filter((part) => part !== null && part !== '').join(' ');
}

export type AnswerCause =
  /** There is no such mailbox, or it takes no mail. */
  | 'ADDRESS'
  | 'MAILBOX_FULL'
  /** A filter, a rule or a missing permission of the receiving side. */
  | 'FILTER'
  /** The receiving server cannot be found or reached. */
  | 'NOT_REACHED'
  | 'OTHER';

/** What has to be done about a refusal follows from this. */
export function causeOfAnswer({ smtpCode, statusCode }: MailAnswer): AnswerCause {
  const [, subject = '', detail = ''] = statusCode?.split('.') ?? [];
  if (subject === '1') return ['7', '8', '9'].includes(detail) ? 'FILTER' : 'ADDRESS';
  if (subject === '2') return detail === '2' ? 'MAILBOX_FULL' : 'ADDRESS';
  if (subject === '4') return detail === '1' || detail === '4' ? 'NOT_REACHED' : 'OTHER';
  if (subject === '7') return 'FILTER';
  if (smtpCode === 552) return 'MAILBOX_FULL';
  if (smtpCode === 554 || smtpCode === 541) return 'FILTER';
  if (statusCode === null && (smtpCode === 550 || smtpCode === 551 || smtpCode === 553))
    return 'ADDRESS';
  return 'OTHER';
}
