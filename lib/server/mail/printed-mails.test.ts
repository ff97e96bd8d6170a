// docs/mails shows every mail as its reader gets it: text and HTML, to be opened and to be compared.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { EXAMPLE_CONTEXT, exampleMails } from '@/lib/testing/example-mails';
import { asSent } from './as-sent';
import { ALL_MAIL_KINDS, factsOfKind, MAIL_KINDS } from './kinds';
import type { NewMail } from './outbox';

const FOLDER = path.join(import.meta.dirname, '../../../docs/mails');
const { settings, clock } = EXAMPLE_CONTEXT;
const examples = Object.entries(exampleMails);

const SHOWN_HEADERS = [
  'From',
  'Reply-To',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'In-Reply-To',
  'References',
  'Auto-Submitted',
  'X-Auto-Response-Suppress',
  'List-Unsubscribe',
];

async function parsed(mail: NewMail) {
  const transport = createTransport({ streamTransport: true, buffer: true });
  const options = asSent(
    settings,
    {
      ...mail,
      id: 1,
      toAddress: mail.to.address,
      toName: mail.to.name ?? null,
      threadKey: mail.threadKey ?? null,
      createdAt: mail.at,
    },
    clock.now(),
  );
  const { message } = await transport.sendMail(options);
  if (!Buffer.isBuffer(message)) throw new Error('no message');
  return PostalMime.parse(message);
}

describe.each(examples)('%s', (name, mail) => {
  test('is in docs/mails as it is sent', async () => {
    const { headers, text, html } = await parsed(mail);
    const shown = SHOWN_HEADERS.flatMap((header) => {
      const found = headers.find(({ key }) => key === header.toLowerCase());
      return found ? [`${header}: ${found.value}`] : [];
    });
    await expect(`${shown.join('\n')}\n\n${text}`).toMatchFileSnapshot(
      path.join(FOLDER, `${name}.txt`),
    );
    await expect(html).toMatchFileSnapshot(path.join(FOLDER, `${name}.html`));
  });

  test('keeps to what a mail of ours is like', async () => {
    const { headers, text = '', html = '' } = await parsed(mail);
    const keys = headers.map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(['message-id', 'date', 'auto-submitted']));
    expect(keys.includes('list-unsubscribe')).toBe(factsOfKind(mail.kind).isReminder === true);
    // Who and what; nothing that lets somebody in stands on a lock screen.
    expect(mail.subject).toMatch(/Lakeview|TalkingPoints Connector/);
    expect(mail.subject).not.toMatch(/\d{6}|link-of-this-mail|!|\p{Extended_Pictographic}/u);
    expect(html).not.toMatch(/<img|<script|<link|<iframe|url\(|@import|\bsrc=/i);
    expect(html).toContain('max-width:600px');
    expect(html).toContain('<html lang="en">');
    expect(html.match(/<a [^>]*style="display:inline-block/g)?.length ?? 0).toBeLessThanOrEqual(1);
    // Each address stands in the text too, on a line of its own, and leads to where it says.
    for (const [, address = ''] of html.matchAll(/href="([^"]+)"/g))
      expect(text.split('\n')).toContain(address.replaceAll('&amp;', '&'));
    // Both say the same.
    const words = (of: string) => of.replace(/\s+/g, ' ').trim();
    const spoken = words(
      html
        .replace(/<head>.*<\/head>/s, '')
        .replace(/<[^>]+>/g, ' ')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&'),
    );
    for (const line of text.split('\n').filter((each) => each !== '' && each !== '-- '))
      expect(spoken).toContain(words(line).replace(/:$/, ''));
  });
});

test('every kind is there, and nothing else', () => {
  const shown = new Set(examples.map(([, { kind }]) => kind));
  expect(ALL_MAIL_KINDS.filter((kind) => !shown.has(kind))).toEqual([]);
  for (const [name, { kind }] of examples) expect(name.split('.')[0]).toBe(kind);
  const expected = new Set(examples.flatMap(([name]) => [`${name}.html`, `${name}.txt`]));
  const files = readdirSync(FOLDER).filter((file) => file !== 'README.md');
  expect(files.filter((file) => !expected.has(file))).toEqual([]);
});

const readers = { district: 'district', staff: 'our staff', both: 'district and our staff' };

test('the index names every mail', async () => {
  const rows = examples.map(([name, { kind, subject }]) => {
    const { reader, when } = MAIL_KINDS[kind];
    return `| [text](${name}.txt), [HTML](${name}.html) | ${subject} | ${readers[reader]} | ${when} |`;
  });
  const page = [
    '# Every mail',
    '',
    'Every mail the product sends, with its headers, made from the code with made-up facts. Text and HTML say the same; the first',
    'line carries the point, since lists of mails show it beside the subject. The kinds are in `lib/server/mail/kinds.ts`, the',
    'facts in `lib/testing/example-mails.ts`.',
    '',
    '| Mail | Subject | To | Sent when |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    'These files are generated: change the code, run `npm run docs:configuration`, and open what changed.',
    '',
  ].join('\n');
  await expect(await format(page, { parser: 'markdown', printWidth: 120 })).toMatchFileSnapshot(
    path.join(FOLDER, 'README.md'),
  );
});
