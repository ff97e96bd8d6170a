// The only reader of the environment. docs/configuration.md is tested against SETTING_SPECS.
import { z } from 'zod';
import { findBadRange } from './address-list';
import { isLoopback } from './loopback';
import { webhookSecrets, webhookUrl } from './webhooks/settings';

/** One environment variable, as the docs print it. */
export interface SettingSpec {
  name: string;
  defaultText: string;
  help: string;
}

// Every message goes on from "The environment value PORT cannot be used: ".
const PORT_RULE = 'it has to be a whole number from 0 to 65535';
const COUNT_RULE = 'it has to be a whole number, 0 or more';
const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

const port = (defaultPort: number) =>
  z.coerce
    .number(PORT_RULE)
    .int(PORT_RULE)
    .min(0, PORT_RULE)
    .max(65535, PORT_RULE)
    .default(defaultPort);
const count = (defaultCount: number) =>
  z.coerce.number(COUNT_RULE).int(COUNT_RULE).min(0, COUNT_RULE).default(defaultCount);
const mailAddress = () => z.email('it has to be a mail address');
const flag = (defaultValue: '0' | '1') =>
  z
    .enum(['0', '1', 'true', 'false'], 'it has to be 0 or 1')
    .default(defaultValue)
    .transform((v) => v === '1' || v === 'true');
const QUIET_RULE = 'it has to be two hours of the day, such as 21-6, or off';
const quietHours = () =>
  z
    .string()
    .default('21-6')
    .transform((text, problems) => {
      if (text === 'off') return null;
      const found = /^(\d{1,2})-(\d{1,2})$/.exec(text);
      const [fromHour, toHour] = [Number(found?.[1]), Number(found?.[2])];
      if (fromHour < 24 && toHour < 24 && fromHour !== toHour) return { fromHour, toHour };
      problems.addIssue({ code: 'custom', message: QUIET_RULE });
      return z.NEVER;
    });
const text = () => z.string().min(1).optional();
const addressRanges = () =>
  z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    )
    .superRefine((list, problems) => {
      const bad = findBadRange(list);
      if (bad !== null)
        problems.addIssue({
          code: 'custom',
          message: `it has to be addresses or ranges like 192.0.2.0/24, separated by commas: ${bad} is neither`,
        });
    });

function define<T extends Record<string, z.ZodType<unknown>>>(specs: {
  [K in keyof T]: { schema: T[K]; defaultText: string; help: string };
}): { schema: z.ZodObject<T>; specs: SettingSpec[] } {
  const shape = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, (spec as { schema: z.ZodType }).schema]),
  ) as T;
  return {
    schema: z.object(shape),
    specs: Object.entries(specs).map(([name, spec]) => {
      const { defaultText, help } = spec as Omit<SettingSpec, 'name'>;
      return { name, defaultText, help };
    }),
  };
}

const defined = define({
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
  CONNECTOR_DATA_DIR: {
    schema: z.string().default('.connector'),
    defaultText: '.connector',
    help: 'Folder of the bytes received, the host key, the generated secret and the local database.',
  },
  DATABASE_URL: {
    schema: z
      .url({
        protocol: /^postgres(ql)?$/,
        error: 'it has to be an address like postgresql://user:password@host:5432/database',
      })
      .optional(),
    defaultText: 'a local PostgreSQL in the data folder',
    help: 'PostgreSQL 15 or newer to use instead of the local one. Its user should be connector_app, which owns no tables.',
  },
  DATABASE_OWNER_URL: {
    schema: z
      .url({
        protocol: /^postgres(ql)?$/,
        error: 'it has to be an address like postgresql://user:password@host:5432/database',
      })
      .optional(),
    defaultText: 'DATABASE_URL',
    help: 'The same database, with the user that owns its tables: for npm run migrate alone.',
  },
  CONNECTOR_DATABASE_WAIT_SECONDS: {
    schema: count(60),
    defaultText: '60',
    help: 'How long a process that starts waits for a database that is starting, recovering or not there yet.',
  },
  CONNECTOR_SECRET: {
    schema: z.string().min(32, 'it has to have at least 32 characters').optional(),
    defaultText: 'made once in the data folder',
    help: 'At least 32 characters; keys the hashes of passwords and codes and signs sessions. Same value for every process.',
  },
  CONNECTOR_ADMIN_EMAIL: {
    schema: mailAddress().optional(),
    defaultText: 'admin@connector.localhost on a local start',
    help: 'The first administrator; created at start if no one has that address.',
  },
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
  CONNECTOR_DEMO: {
    schema: flag('1'),
    defaultText: '1',
    help: '1: the first start plays three synthetic districts through the real doors. 0: starts empty.',
  },
  CONNECTOR_GALLERY: {
    schema: text(),
    defaultText: 'none',
    help: 'Set by npm run gallery alone: the file that lists what /gallery shows. npm start takes it away, and it counts on this machine only.',
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
  CONNECTOR_RETENTION_DAYS: {
    schema: count(30),
    defaultText: '30',
    help: 'Days the bytes received and the details of problems are kept.',
  },
  CONNECTOR_LOG_LEVEL: {
    schema: z.enum(LOG_LEVELS, `it has to be one of ${LOG_LEVELS.join(', ')}`).default('info'),
    defaultText: 'info',
    help: 'debug, info, warn, error or silent.',
  },
});

/** @reference of docs/configuration.md */
export const SETTING_SPECS: readonly SettingSpec[] = defined.specs;

type Parsed = z.infer<typeof defined.schema>;

/** The environment, checked, with what follows from it. `databaseUrl` and `secret` are always present. */
export interface Settings {
  port: number;
  host: string;
  publicUrl: string;
  trustedProxyCount: number;
  sftpPort: number;
  sftpHost: string;
  sftpPublicHost: string;
  sftpExemptAddresses: readonly string[];
  /** Offers nothing that an audit marks. */
  isSftpStrict: boolean;
  dataFolder: string;
  databaseUrl: string;
  /** For migrations. */
  databaseOwnerUrl: string;
  databaseWaitSeconds: number;
  secret: string;
  adminEmail: string | null;
  smtpUrl: string | null;
  mailFrom: string;
  /** An address, "off", or null for the one that follows from MAIL_FROM. */
  mailReturnPath: string | null;
  /** Hours of the day in a district's zone; null where mail is sent at any hour. */
  mailQuietHours: { fromHour: number; toHour: number } | null;
  mailReplyTo: string;
  partnerSupportEmail: string;
  /** A PSM sees the districts that name them, and no others. */
  isPsmLimited: boolean;
  /** Who creates the sites of districts; null where that is done by hand. */
  siteWebhook: { url: string; secrets: readonly string[] } | null;
  isDemo: boolean;
  /** What the gallery of pages shows; null wherever it is off, as everywhere but on a developer's machine. */
  galleryFile: string | null;
  quietSeconds: number;
  settledSeconds: number;
  incompleteAfterSeconds: number;
  nameSettlesSeconds: number;
  retentionDays: number;
  logLevel: string;
}

export type EnvironmentResult =
  { ok: true; values: Parsed } | { ok: false; problems: { name: string; message: string }[] };

/**
 * Whoever reads the console of a start without a mail server reads every code. That is the person at this machine, and
 * nobody where the pages are served to the public.
 */
function mailProblem({ CONNECTOR_PUBLIC_URL: address, SMTP_URL: mailServer }: Parsed) {
  if (mailServer || !address) return null;
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'https:' || isLoopback(hostname)) return null;
  const message =
    'it has to be set where CONNECTOR_PUBLIC_URL is a public https address: codes and links to sign in are sent by mail only';
  return { name: 'SMTP_URL', message };
}

/** An address without a secret would send what nobody can trust, a secret without an address nothing. */
function webhookProblem(values: Parsed) {
  const { CONNECTOR_SITE_WEBHOOK_URL: url, CONNECTOR_SITE_WEBHOOK_SECRET: secrets } = values;
  if ((url === undefined) === (secrets === undefined)) return null;
  return url === undefined
    ? {
        name: 'CONNECTOR_SITE_WEBHOOK_URL',
        message: 'it has to be set beside CONNECTOR_SITE_WEBHOOK_SECRET',
      }
    : {
        name: 'CONNECTOR_SITE_WEBHOOK_SECRET',
        message: 'it has to be set beside CONNECTOR_SITE_WEBHOOK_URL',
      };
}

function siteWebhookOf(values: Parsed): Settings['siteWebhook'] {
  const { CONNECTOR_SITE_WEBHOOK_URL: url, CONNECTOR_SITE_WEBHOOK_SECRET: secrets } = values;
  return url !== undefined && secrets !== undefined ? { url, secrets } : null;
}

/** Checks the environment without deciding defaults that depend on the machine. */
export function readEnvironment(env: Record<string, string | undefined>): EnvironmentResult {
  const known = Object.fromEntries(
    defined.specs.map(({ name }) => [name, env[name] === '' ? undefined : env[name]]),
  );
  const parsed = defined.schema.safeParse(known);
  if (parsed.success) {
    const problem = mailProblem(parsed.data) ?? webhookProblem(parsed.data);
    return problem ? { ok: false, problems: [problem] } : { ok: true, values: parsed.data };
  }
  return {
    ok: false,
    problems: parsed.error.issues.map((issue) => ({
      name: String(issue.path[0]),
      message: issue.message,
    })),
  };
}

function publicUrlOf(values: Parsed): string {
  return (values.CONNECTOR_PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/$/, '');
}

/** Also where the environment names one, only what nobody but this machine can reach has a gallery. */
function galleryFileOf(values: Parsed, publicUrl: string): string | null {
  const isLocal = isLoopback(values.HOST) && isLoopback(new URL(publicUrl).hostname);
  return isLocal ? (values.CONNECTOR_GALLERY ?? null) : null;
}

/** For who needs to know only whether there is a gallery. */
export function hasGallery(env: Record<string, string | undefined>): boolean {
  const environment = readEnvironment(env);
  if (!environment.ok) return false;
  return galleryFileOf(environment.values, publicUrlOf(environment.values)) !== null;
}

/** For who needs only the address people use. One that cannot be read stops every process before it is asked for. */
export function readPublicUrl(env: Record<string, string | undefined>): string {
  const environment = readEnvironment(env);
  if (!environment.ok) throw new Error('The environment cannot be used.');
  return publicUrlOf(environment.values);
}

/** Settings of a process whose starter has filled in DATABASE_URL and CONNECTOR_SECRET. */
export function settingsFrom(values: Parsed): Settings {
  if (!values.DATABASE_URL) throw new Error('DATABASE_URL is not set.');
  if (!values.CONNECTOR_SECRET)
    throw new Error('CONNECTOR_SECRET is not set: every process needs the same one.');
  const publicUrl = publicUrlOf(values);
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl,
    trustedProxyCount: values.CONNECTOR_TRUSTED_PROXIES,
    sftpPort: values.SFTP_PORT,
    sftpHost: values.SFTP_HOST,
    sftpPublicHost: values.SFTP_PUBLIC_HOST ?? new URL(publicUrl).hostname,
    sftpExemptAddresses: values.SFTP_EXEMPT_ADDRESSES,
    isSftpStrict: values.SFTP_STRICT_ALGORITHMS,
    dataFolder: values.CONNECTOR_DATA_DIR,
    databaseUrl: values.DATABASE_URL,
    databaseOwnerUrl: values.DATABASE_OWNER_URL ?? values.DATABASE_URL,
    databaseWaitSeconds: values.CONNECTOR_DATABASE_WAIT_SECONDS,
    secret: values.CONNECTOR_SECRET,
    adminEmail: values.CONNECTOR_ADMIN_EMAIL ?? null,
    smtpUrl: values.SMTP_URL ?? null,
    mailFrom: values.MAIL_FROM,
    mailReturnPath: values.MAIL_RETURN_PATH ?? null,
    mailQuietHours: values.MAIL_QUIET_HOURS,
    mailReplyTo: values.MAIL_REPLY_TO,
    partnerSupportEmail: values.PARTNER_SUPPORT_EMAIL,
    isPsmLimited: values.CONNECTOR_PSM_OWN_DISTRICTS,
    siteWebhook: siteWebhookOf(values),
    isDemo: values.CONNECTOR_DEMO,
    galleryFile: galleryFileOf(values, publicUrl),
    quietSeconds: values.CONNECTOR_QUIET_SECONDS,
    settledSeconds: values.CONNECTOR_SETTLED_SECONDS,
    incompleteAfterSeconds: values.CONNECTOR_INCOMPLETE_SECONDS,
    nameSettlesSeconds: values.CONNECTOR_SETTLE_SECONDS,
    retentionDays: values.CONNECTOR_RETENTION_DAYS,
    logLevel: values.CONNECTOR_LOG_LEVEL,
  };
}
