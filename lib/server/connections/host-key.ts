// The server's identity: made once in the data folder, never replaced by itself. Its fingerprints are shown at
// start and on the set-up page, so this sits beside connections, where pages may read it.
import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { offeredAlgorithms } from '@/lib/core/sftp/algorithms';
import type { AppContext } from '../app-context';
import { fingerprintOf, makeOpenSshKey, type HostKeyType } from './openssh-key';

const FILE_NAMES: Record<HostKeyType, string> = {
  'ssh-ed25519': 'sftp_host_ed25519_key',
  'ecdsa-sha2-nistp256': 'sftp_host_ecdsa_key',
  'ssh-rsa': 'sftp_host_rsa_key',
};

/** As they are offered under their names in lib/core/sftp/algorithms.ts; an RSA key is never used with SHA-1. */
const OFFERED_AS: Record<HostKeyType, readonly string[]> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
};

type WithSettings = Pick<AppContext, 'settings'>;

export interface HostKey {
  type: HostKeyType;
  /** As OpenSSH writes it. */
  privateKey: string;
}

/** The keys offered; made when there are none. */
export async function loadHostKeys(ctx: WithSettings): Promise<HostKey[]> {
  const known = await readKey(ctx, 'ssh-ed25519');
  // Clients that prefer one of the others would meet a key they do not know: an installation without one never gets it by
  // itself. Made first, so that whoever sees the Ed25519 key sees these too.
  const others: HostKey[] = [];
  for (const type of ['ecdsa-sha2-nistp256', 'ssh-rsa'] as const) {
    const privateKey = await (known === null ? loadOrMakeKey : readKey)(ctx, type);
    if (privateKey !== null) others.push({ type, privateKey });
  }
  const keys: HostKey[] = [
    { type: 'ssh-ed25519', privateKey: known ?? (await loadOrMakeKey(ctx, 'ssh-ed25519')) },
    ...others,
  ];
  const { hostKeys } = offeredAlgorithms({ isStrict: ctx.settings.isSftpStrict });
  return keys.filter(({ type }) => OFFERED_AS[type].some((name) => hostKeys.includes(name)));
}

export interface HostKeyFingerprints {
  ed25519: string;
  /** Null where it is not offered. */
  ecdsa: string | null;
  rsa: string | null;
}

/** Of each key offered, as OpenSSH prints it. */
export async function hostKeyFingerprints(ctx: WithSettings): Promise<HostKeyFingerprints> {
  const keys = await loadHostKeys(ctx);
  const of = (type: HostKeyType) => {
    const key = keys.find((each) => each.type === type);
    return key ? fingerprintOf(key.privateKey, FILE_NAMES[type]) : null;
  };
  return {
    ed25519: of('ssh-ed25519') ?? '',
    ecdsa: of('ecdsa-sha2-nistp256'),
    rsa: of('ssh-rsa'),
  };
}

/** Of the key that every current client takes. */
export async function hostKeyFingerprint(ctx: WithSettings): Promise<string> {
  return (await hostKeyFingerprints(ctx)).ed25519;
}

async function loadOrMakeKey(ctx: WithSettings, type: HostKeyType): Promise<string> {
  const known = await readKey(ctx, type);
  if (known !== null) return known;
  const file = fileOf(ctx, type);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, await makeOpenSshKey(type), { mode: 0o600, flag: 'wx' });
  try {
    // A link fails where the name exists: of two processes starting at once, one key wins for both.
    await link(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
  return readFile(file, 'utf8');
}

async function readKey(ctx: WithSettings, type: HostKeyType): Promise<string | null> {
  const file = fileOf(ctx, type);
  try {
    const key = await readFile(file, 'utf8');
    await chmod(file, 0o600);
    return key;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function fileOf(ctx: WithSettings, type: HostKeyType): string {
  return path.join(path.resolve(ctx.settings.dataFolder), FILE_NAMES[type]);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
