// Who works with the product, and what a start shows them.
import { define, mailAddress, flag, text } from './setting-kinds';

export const people = define({
  CONNECTOR_ADMIN_EMAIL: {
    schema: mailAddress().optional(),
    defaultText: 'admin@connector.localhost on a local start',
    help: 'The first administrator; created at start if no one has that address.',
  },
  PARTNER_SUPPORT_EMAIL: {
    schema: mailAddress().default('partnersupport@talkingpts.org'),
    defaultText: 'partnersupport@talkingpts.org',
    help: 'Where districts write about planning, a roster that looks wrong and an update that takes too long. Questions about connecting go to MAIL_REPLY_TO.',
  },
  CONNECTOR_PSM_OWN_DISTRICTS: {
    schema: flag('1'),
    defaultText: '1',
    help: '1: a Partner Success Manager sees and exports only the districts that name them as theirs. 0: every district.',
  },
  CONNECTOR_DEMO: {
    schema: flag('1'),
    defaultText: '1',
    help: '1: the first start plays four synthetic districts through the real doors, and serves one of them as an API on this machine. 0: starts empty.',
  },
  CONNECTOR_GALLERY: {
    schema: text(),
    defaultText: 'none',
    help: 'Set by npm run gallery alone: the file that lists what /gallery shows. npm start takes it away, and it counts on this machine only.',
  },
});
