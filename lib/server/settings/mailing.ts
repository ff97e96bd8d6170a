// How mail is sent, and what comes back.
import { z } from 'zod';
import { define, mailAddress, quietHours } from './setting-kinds';

export const mailing = define({
  SMTP_URL: {
    schema: z
      .url({
        protocol: /^smtps?$/,
        error: 'it has to be an address like smtps://user:password@host:465',
      })
      .optional(),
    defaultText:
      'none: mail is listed on the Mail page, its codes and links stand on the console only',
    help: 'Mail server, smtp:// or smtps:// with user and password. Has to be set where CONNECTOR_PUBLIC_URL is a public https address.',
  },
  MAIL_FROM: {
    schema: z.string().default('TalkingPoints Connector <noreply@connector.localhost>'),
    defaultText: 'TalkingPoints Connector <noreply@connector.localhost>',
    help: 'Sender of all mail.',
  },
  MAIL_RETURN_PATH: {
    schema: z
      .union([z.literal('off'), mailAddress()], 'it has to be a mail address, or off')
      .optional(),
    defaultText: 'bounce@ and the domain of MAIL_FROM',
    help: 'Where mail that cannot be delivered comes back: each mail adds +TOKEN before the @. docs/production.md says how its mail server hands it to `mail bounce`. off: the address of MAIL_FROM.',
  },
  MAIL_QUIET_HOURS: {
    schema: quietHours(),
    defaultText: '21-6',
    help: 'Hours of the night, in the zone of the district, in which only codes, invitations and mail about credentials are sent; other mail waits until they end. off: every mail is sent at once.',
  },
  MAIL_REPLY_TO: {
    schema: mailAddress().default('implementations@talkingpts.org'),
    defaultText: 'implementations@talkingpts.org',
    help: 'Where answers to mails go.',
  },
});
