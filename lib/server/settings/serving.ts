// Where the pages and the SFTP server listen, and under which addresses people know them.
import { z } from 'zod';
import { define, port, count, flag, text, addressRanges } from './setting-kinds';

export const serving = define({
  PORT: { schema: port(3000), defaultText: '3000', help: 'Port of the web pages.' },
  HOST: {
    schema: z.string().default('127.0.0.1'),
    defaultText: '127.0.0.1',
    help: 'Address the web server listens on.',
  },
  CONNECTOR_PUBLIC_URL: {
    schema: z.url('it has to be an address like https://connect.example.org').optional(),
    defaultText: 'http://localhost:PORT',
    help: 'Address people use; links in mails start with it.',
  },
  CONNECTOR_TRUSTED_PROXIES: {
    schema: count(0),
    defaultText: '0',
    help: 'How many proxies of yours stand before the web server and add to X-Forwarded-For. 0: source addresses of the web are unknown.',
  },
  SFTP_PORT: { schema: port(2222), defaultText: '2222', help: 'Port of the SFTP server.' },
  SFTP_HOST: {
    schema: z.string().default('127.0.0.1'),
    defaultText: '127.0.0.1',
    help: 'Address the SFTP server listens on.',
  },
  SFTP_PUBLIC_HOST: {
    schema: text(),
    defaultText: 'host of CONNECTOR_PUBLIC_URL',
    help: 'Host name shown to districts.',
  },
  SFTP_EXEMPT_ADDRESSES: {
    schema: addressRanges(),
    defaultText: 'none',
    help: 'Comma-separated source addresses, or ranges like 192.0.2.0/24 and 2001:db8::/48, that are never throttled (hosted SIS vendors).',
  },
  SFTP_STRICT_ALGORITHMS: {
    schema: flag('0'),
    defaultText: '0',
    help: '1: the SFTP server offers nothing that ssh-audit marks; older clients, many in Java, can no longer connect. 0: also the committed list in lib/core/sftp/algorithms.ts.',
  },
});
