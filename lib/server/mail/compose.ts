/**
 * One shape for every mail: the plain text is written first and is complete; the HTML says the same
 * words. No remote content, no tracking, no rewritten links: what looks like phishing is not read.
 */
import type { Settings } from '../settings';

export interface MailContent {
  subject: string;
  /** Paragraphs. The first carries the point: it is what a list of mails shows. */
  paragraphs: readonly string[];
  button?: { label: string; url: string };
  /** Paragraphs below the button. */
  afterButton?: readonly string[];
  /** Completes "You get this mail because …" */
  because: string;
  /** Whom to ask: about connecting unless said. */
  help?: 'connecting' | 'partner support';
}

export interface ComposedMail {
  subject: string;
  text: string;
  html: string;
}

export type MailSettings = Pick<Settings, 'mailFrom' | 'mailReplyTo' | 'partnerSupportEmail'>;

export function composeMail(settings: MailSettings, content: MailContent): ComposedMail {
  return {
    subject: content.subject,
    text: composeText(settings, content),
    html: composeHtml(settings, content),
  };
}

/** "noreply@…" out of "TalkingPoints Connector <noreply@…>": mails name the address they come from. */
export function senderAddress(settings: Pick<MailSettings, 'mailFrom'>): string {
  return /<([^<>]+)>\s*$/.exec(settings.mailFrom)?.[1] ?? settings.mailFrom.trim();
}

export function senderDomain(settings: Pick<MailSettings, 'mailFrom'>): string {
  return senderAddress(settings).split('@').at(-1) ?? 'connector.localhost';
}

function footer(settings: MailSettings, content: MailContent): string[] {
  const question =
    content.help === 'partner support'
      ? `Questions? Write to ${settings.partnerSupportEmail}; a person will read it.`
      : `Questions? Answer this email or write to ${settings.mailReplyTo}; a person will read it.`;
  return [
    question,
    `You get this email because ${content.because}.`,
    `TalkingPoints Connector, sent from ${senderAddress(settings)}`,
  ];
}

function composeText(settings: MailSettings, content: MailContent): string {
  const blocks = [
    ...content.paragraphs,
    ...(content.button ? [`${content.button.label}:\n${content.button.url}`] : []),
    ...(content.afterButton ?? []),
    // "-- " is the signature mark mail programs know.
    `-- \n${footer(settings, content).join('\n')}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

// No colour of six digits: programs that offer to copy a code take the first six digits they see.
const ink = '#1d2b3a';
const quiet = '#526071';
const line = '#d5dce4';
/** The accent of the pages, as app/tokens.css has it for light screens. */
export const BRAND_COLOR = '#0c5c6c';
const fonts = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

function composeHtml(settings: MailSettings, content: MailContent): string {
  const paragraph = (text: string, style = '') =>
    `<p style="margin:0 0 16px;font-size:16px;line-height:24px;overflow-wrap:anywhere;${style}">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`;
  const button = content.button
    ? `<p style="margin:0 0 8px"><a href="${escapeHtml(content.button.url)}" style="display:inline-block;padding:12px 24px;min-height:20px;background:${BRAND_COLOR};color:#ffffff;border-radius:6px;font-size:16px;line-height:20px;text-decoration:none;font-weight:bold">${escapeHtml(content.button.label)}</a></p>` +
      `<p style="margin:0 0 16px;font-size:14px;line-height:20px;overflow-wrap:anywhere;word-break:break-all"><a href="${escapeHtml(content.button.url)}" style="color:${BRAND_COLOR}">${escapeHtml(content.button.url)}</a></p>`
    : '';
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light">',
    `<title>${escapeHtml(content.subject)}</title></head>`,
    `<body style="margin:0;padding:0;background:#ffffff;color:${ink};font-family:${fonts}">`,
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 16px">',
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px"><tr><td align="left">',
    ...content.paragraphs.map((text, index) =>
      paragraph(text, index === 0 ? 'font-weight:bold' : ''),
    ),
    button,
    ...(content.afterButton ?? []).map((text) => paragraph(text)),
    `<div style="border-top:1px solid ${line};padding-top:16px;color:${quiet}">`,
    ...footer(settings, content).map(
      (text) =>
        `<p style="margin:0 0 8px;font-size:14px;line-height:20px;overflow-wrap:anywhere">${escapeHtml(text)}</p>`,
    ),
    '</div></td></tr></table></td></tr></table></body></html>',
  ]
    .filter(Boolean)
    .join('\n');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
