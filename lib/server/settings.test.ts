import path from 'node:path';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { readEnvironment, SETTING_SPECS, settingsFrom } from './settings';

const complete = {
  DATABASE_URL: 'postgresql://someone@db.example.org/connector',
  CONNECTOR_SECRET: 'a secret with more than thirty-two characters',
};

function read(env: Record<string, string>) {
  const result = readEnvironment(env);
  if (!result.ok) throw new Error(result.problems.map(({ name }) => name).join());
  return settingsFrom(result.values);
}

test('nothing set is a local start; an empty value counts as not set', () => {
  const settings = read({ ...complete, PORT: '', SMTP_URL: '' });
  expect(settings).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    sftpPort: 2222,
    publicUrl: 'http://localhost:3000',
    sftpPublicHost: 'localhost',
    smtpUrl: null,
    isDemo: true,
    mailReplyTo: 'implementations@talkingpts.org',
    partnerSupportEmail: 'partnersupport@talkingpts.org',
    quietSeconds: 600,
    settledSeconds: 60,
    nameSettlesSeconds: 10,
    incompleteAfterSeconds: 21600,
    retentionDays: 30,
  });
});

test('the public address decides what districts are told', () => {
  const settings = read({
    ...complete,
    CONNECTOR_PUBLIC_URL: 'https://connect.example.org/',
    SMTP_URL: 'smtps://mail.example.org',
    SFTP_EXEMPT_ADDRESSES: '192.0.2.1, 192.0.2.0/24,2001:db8::/48,',
  });
  expect(settings.publicUrl).toBe('https://connect.example.org');
  expect(settings.sftpPublicHost).toBe('connect.example.org');
  expect(settings.sftpExemptAddresses).toEqual(['192.0.2.1', '192.0.2.0/24', '2001:db8::/48']);
});

test('the gallery is shown to this machine alone', () => {
  const asked = { ...complete, CONNECTOR_GALLERY: '/tmp/gallery.json' };
  expect(read(complete).galleryFile).toBeNull();
  expect(read(asked).galleryFile).toBe('/tmp/gallery.json');
  expect(read({ ...asked, HOST: '0.0.0.0' }).galleryFile).toBeNull();
  const elsewhere = {
    ...asked,
    CONNECTOR_PUBLIC_URL: 'https://connect.example.org',
    SMTP_URL: 'smtps://mail.example.org',
  };
  expect(read(elsewhere).galleryFile).toBeNull();
});

test.each([
  ['PORT', 'abc', 'a whole number from 0 to 65535'],
  ['PORT', '70000', 'a whole number from 0 to 65535'],
  ['PORT', '80.5', 'a whole number from 0 to 65535'],
  ['CONNECTOR_QUIET_SECONDS', 'ten', 'a whole number, 0 or more'],
  ['CONNECTOR_QUIET_SECONDS', '-1', 'a whole number, 0 or more'],
  ['CONNECTOR_PUBLIC_URL', 'connect', 'an address like https://connect.example.org'],
  ['DATABASE_URL', 'mysql://db.example.org/x', 'an address like postgresql://'],
  ['DATABASE_OWNER_URL', 'db.example.org', 'an address like postgresql://'],
  ['SMTP_URL', 'https://mail.example.org', 'an address like smtps://'],
  ['CONNECTOR_DEMO', 'yes', '0 or 1'],
  ['SFTP_EXEMPT_ADDRESSES', '192.0.2.1,192.0.2.0/33', 'addresses or ranges like 192.0.2.0/24'],
  ['SFTP_EXEMPT_ADDRESSES', 'sis.example.org', 'addresses or ranges like 192.0.2.0/24'],
  ['CONNECTOR_ADMIN_EMAIL', 'nobody', 'a mail address'],
  ['PARTNER_SUPPORT_EMAIL', 'partnersupport', 'a mail address'],
  ['CONNECTOR_LOG_LEVEL', 'loud', 'one of debug, info, warn, error, silent'],
])('%s=%s is refused by name, with what it has to be', (name, value, rule) => {
  const result = readEnvironment({ ...complete, [name]: value });
  if (result.ok) throw new Error('it was taken');
  expect(result.problems.map((problem) => problem.name)).toEqual([name]);
  expect(result.problems[0]?.message).toContain(`it has to be ${rule}`);
});

test.each([
  ['https://connect.example.org', false],
  ['HTTPS://Connect.Example.org/', false],
  ['https://10.0.0.5', false],
  ['https://[2001:db8::1]:8443', false],
  ['https://localhost.example.org', false],
  ['https://127.example.org', false],
  ['https://localhost', true],
  ['https://localhost:3443', true],
  ['https://connector.localhost', true],
  ['https://127.0.0.1:3443', true],
  ['https://127.1.2.3', true],
  ['https://[::1]:3443', true],
  ['http://localhost:3000', true],
])('%s without a mail server may start: %j', (address, mayStart) => {
  for (const mailServer of [undefined, '']) {
    const env = { ...complete, CONNECTOR_PUBLIC_URL: address, SMTP_URL: mailServer };
    const result = readEnvironment(env);
    expect(result.ok).toBe(mayStart);
    if (!result.ok) expect(result.problems.map(({ name }) => name)).toEqual(['SMTP_URL']);
  }
  const withServer = {
    ...complete,
    CONNECTOR_PUBLIC_URL: address,
    SMTP_URL: 'smtp://mail.example.org',
  };
  expect(readEnvironment(withServer).ok).toBe(true);
});

test('a secret is 32 characters at least', () => {
  const refusal = readEnvironment({ ...complete, CONNECTOR_SECRET: 'x'.repeat(31) });
  expect(refusal.ok ? '' : refusal.problems[0]?.message).toBe(
    'it has to have at least 32 characters',
  );
  expect(readEnvironment({ ...complete, CONNECTOR_SECRET: 'x'.repeat(32) }).ok).toBe(true);
});

// `npm run docs:configuration` writes the page anew.
test('docs/configuration.md lists every setting as the code reads it', async () => {
  const rows = SETTING_SPECS.map(
    ({ name, defaultText, help }) => `| \`${name}\` | ${defaultText} | ${help} |`,
  );
  const page = [
    '# Configuration',
    '',
    'Every setting is an environment variable, read and checked once in `lib/server/settings.ts`. A value that',
    'cannot be used stops the process with a sentence that names it. An empty value counts as not set.',
    '',
    '| Variable | Default | What it does |',
    '| --- | --- | --- |',
    ...rows,
    '',
    'The tests read two more: `TEST_DATABASE_URL`, a maintenance database of a PostgreSQL to make throw-away',
    'databases on instead of starting one, and `CONNECTOR_SAMPLES`, the folder of public sample sets.',
    '',
    'This page is generated: change the code and run `npm run docs:configuration`.',
    '',
  ].join('\n');
  const formatted = await format(page, { parser: 'markdown', printWidth: 100 });
  await expect(formatted).toMatchFileSnapshot(
    path.resolve(import.meta.dirname, '../../docs/configuration.md'),
  );
});
