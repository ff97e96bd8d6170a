// The only reader of the environment; settings/ says what each value may be. docs/configuration.md is tested against SETTING_SPECS.
import { z } from 'zod';
import { isLoopback } from './loopback';
import { fetching } from './settings/fetching';
import { encryptionKeysOf, type EncryptionKey } from './settings/encryption-keys';
import { districts } from './settings/districts';
import { keeping } from './settings/keeping';
import { mailing } from './settings/mailing';
import { people } from './settings/people';
import { serving } from './settings/serving';
import type { SettingSpec } from './settings/setting-kinds';

const groups = [serving, keeping, mailing, people, districts, fetching];
const schema = z.object({
  ...serving.shape,
  ...keeping.shape,
  ...mailing.shape,
  ...people.shape,
  ...districts.shape,
  ...fetching.shape,
});

/** @reference of docs/configuration.md */
export const SETTING_SPECS: readonly SettingSpec[] = groups.flatMap(({ specs }) => specs);

type Parsed = z.infer<typeof schema>;

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
  /** Seal the secrets of connections: the first seals, all open. The last is made of `secret`. */
  encryptionKeys: readonly EncryptionKey[];
  /** Hosts of APIs, as "host:port", that may be plain http and on this machine. */
  apiTestHosts: ReadonlySet<string>;
  /** Of one answer of an API, decompressed. */
  apiAnswerBytes: number;
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
    SETTING_SPECS.map(({ name }) => [name, env[name] === '' ? undefined : env[name]]),
  );
  const parsed = schema.safeParse(known);
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
    encryptionKeys: encryptionKeysOf(values.CONNECTOR_ENCRYPTION_KEYS, values.CONNECTOR_SECRET),
    apiTestHosts: new Set(values.CONNECTOR_API_TEST_HOSTS),
    apiAnswerBytes: values.CONNECTOR_API_ANSWER_MB * 1024 * 1024,
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
