// What connections begin with, and who creates the sites of districts.
import { webhookSecrets, webhookUrl } from '../webhooks/settings';
import { define, count } from './setting-kinds';

export const districts = define({
  CONNECTOR_SITE_WEBHOOK_URL: {
    schema: webhookUrl().optional(),
    defaultText: 'none: sites are created by hand',
    help: 'Where requests to create the TalkingPoints site of a district are sent, signed as Standard Webhooks; https, or http on this machine. Needs CONNECTOR_SITE_WEBHOOK_SECRET.',
  },
  CONNECTOR_SITE_WEBHOOK_SECRET: {
    schema: webhookSecrets().optional(),
    defaultText: 'none',
    help: 'What these requests are signed with: whsec_ and the base64 of 24 to 64 bytes. While it is replaced, the new and the old one, separated by a space.',
  },
  CONNECTOR_QUIET_SECONDS: {
    schema: count(600),
    defaultText: '600',
    help: 'Default quiet period of new connections before a set counts as complete.',
  },
  CONNECTOR_SETTLED_SECONDS: {
    schema: count(60),
    defaultText: '60',
    help: 'Default quiet period of new connections that is enough where every file of the manifest is here and the client has disconnected.',
  },
  CONNECTOR_INCOMPLETE_SECONDS: {
    schema: count(21600),
    defaultText: '21600',
    help: 'Default time after which a set with missing files is marked incomplete.',
  },
  CONNECTOR_SETTLE_SECONDS: {
    schema: count(10),
    defaultText: '10',
    help: 'Time after which the name of an attendance file that is new to us counts as final. Known names count at once.',
  },
});
