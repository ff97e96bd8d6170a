// The server's identity: made once in the data folder, never replaced by itself. Its fingerprint is shown at
// start and on the set-up page, so this sits beside connections, where pages may read it, and needs no ssh2.
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AppContext } from '../app-context';

const FILE_NAME = 'sftp_host_ed25519_key';
const KEY_TYPE = 'ssh-ed25519';
const MAGIC = 'openssh-key-v1\0';
const LABEL = 'OPENSSH PRIVATE KEY';
const ARMOUR = new RegExp(`-----(?:BEGIN|END) ${LABEL}-----|\\s`, 'g');

/** The private key as OpenSSH writes it; made when there is none. */
export async function loadHostKey(ctx: Pick<AppContext, 'settings'>): Promise<string> {
  const folder = path.resolve(ctx.settings.dataFolder);
  const file = path.join(folder, FILE_NAME);
  const known = await readIfThere(file);
  if (known !== null) {
    await chmod(file, 0o600);
    return known;
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, makeHostKey(), { mode: 0o600, flag: 'wx' });
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

/** As OpenSSH prints it: "SHA256:…", without padding. */
export async function hostKeyFingerprint(ctx: Pick<AppContext, 'settings'>): Promise<string> {
  const digest = createHash('sha256')
    .update(publicKeyOf(await loadHostKey(ctx)))
    .digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}

/** An unencrypted ed25519 key in OpenSSH's own format (PROTOCOL.key of openssh-portable). */
function makeHostKey(): string {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const publicPart = Buffer.from(jwk.x ?? '', 'base64url');
  const privatePart = Buffer.from(jwk.d ?? '', 'base64url');
  const check = randomBytes(4);
  const secrets = Buffer.concat([
    check,
    check,
    sshString(KEY_TYPE),
    sshString(publicPart),
    sshString(Buffer.concat([privatePart, publicPart])),
    sshString('talkingpoints-connector'),
  ]);
  const padding = Buffer.from(Array.from({ length: -secrets.length & 7 }, (_, i) => i + 1));
  const one = Buffer.from([0, 0, 0, 1]);
  const body = Buffer.concat([
    Buffer.from(MAGIC),
    sshString('none'),
    sshString('none'),
    sshString(''),
    one,
    sshString(Buffer.concat([sshString(KEY_TYPE), sshString(publicPart)])),
    sshString(Buffer.concat([secrets, padding])),
  ]);
  const lines = body.toString('base64').match(/.{1,70}/g) ?? [];
  return [`-----BEGIN ${LABEL}-----`, ...lines, `-----END ${LABEL}-----`, ''].join('\n');
}

function publicKeyOf(privateKey: string): Buffer {
  const body = Buffer.from(privateKey.replace(ARMOUR, ''), 'base64');
  if (!body.subarray(0, MAGIC.length).equals(Buffer.from(MAGIC)))
    throw new Error(`${FILE_NAME} is not an OpenSSH key`);
  // Cipher, key derivation and its options come first, then the number of keys.
  let at = MAGIC.length;
  for (let skipped = 0; skipped < 3; skipped++) at += 4 + body.readUInt32BE(at);
  at += 4;
  return body.subarray(at + 4, at + 4 + body.readUInt32BE(at));
}

function sshString(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
