// Unencrypted private keys in OpenSSH's own format (PROTOCOL.key of openssh-portable), made and read. Pages show
// fingerprints, so this needs no ssh2.
import {
  createHash,
  createPublicKey,
  generateKeyPair,
  randomBytes,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';

export type HostKeyType = 'ssh-ed25519' | 'ecdsa-sha2-nistp256' | 'ssh-rsa';

/** What ssh-keygen makes unless told otherwise. */
const RSA_BITS = 3072;

const MAGIC = 'openssh-key-v1\0';
const LABEL = 'OPENSSH PRIVATE KEY';
const ARMOUR = new RegExp(`-----(?:BEGIN|END) ${LABEL}-----|\\s`, 'g');

interface KeyFields {
  publicFields: Buffer[];
  /** All that stands behind the kind in the private part; the public fields are among them, for RSA in another order. */
  privateFields: Buffer[];
}

const make: Record<HostKeyType, () => Promise<KeyFields>> = {
  'ssh-ed25519': async () => {
    const { x, d } = numbersOf(await makePair('ed25519'));
    return { publicFields: [x], privateFields: [x, Buffer.concat([d, x])] };
  },
  'ecdsa-sha2-nistp256': async () => {
    const { x, y, d } = numbersOf(await makePair('ec', { namedCurve: 'prime256v1' }));
    const publicFields = [Buffer.from('nistp256'), Buffer.concat([Buffer.from([4]), x, y])];
    return { publicFields, privateFields: [...publicFields, positive(d)] };
  },
  'ssh-rsa': async () => {
    const { n, e, d, qi, p, q } = numbersOf(await makePair('rsa', { modulusLength: RSA_BITS }));
    return {
      publicFields: [e, n].map(positive),
      privateFields: [n, e, d, qi, p, q].map(positive),
    };
  },
};

/** The numbers of a pair, by their names in RFC 7518 and 8037. */
function numbersOf({ privateKey }: { privateKey: KeyObject }): Record<JwkNumber, Buffer> {
  const jwk = privateKey.export({ format: 'jwk' });
  const number = (name: JwkNumber): Buffer => Buffer.from(jwk[name] ?? '', 'base64url');
  const [x, y, d, n, e] = [number('x'), number('y'), number('d'), number('n'), number('e')];
  return { x, y, d, n, e, p: number('p'), q: number('q'), qi: number('qi') };
}

type JwkNumber = 'x' | 'y' | 'd' | 'n' | 'e' | 'p' | 'q' | 'qi';

const makePair = promisify(generateKeyPair);

export async function makeOpenSshKey(type: HostKeyType): Promise<string> {
  const { publicFields, privateFields } = await make[type]();
  const publicKey = Buffer.concat([sshString(type), ...publicFields.map(sshString)]);
  const check = randomBytes(4);
  const secrets = Buffer.concat([
    ...[check, check, sshString(type)],
    ...privateFields.map(sshString),
    sshString('talkingpoints-connector'),
  ]);
  const padding = Buffer.from(Array.from({ length: -secrets.length & 7 }, (_, i) => i + 1));
  const body = Buffer.concat([
    ...[Buffer.from(MAGIC), sshString('none'), sshString('none'), sshString('')],
    ...[Buffer.from([0, 0, 0, 1]), sshString(publicKey)],
    sshString(Buffer.concat([secrets, padding])),
  ]);
  const lines = body.toString('base64').match(/.{1,70}/g) ?? [];
  return [`-----BEGIN ${LABEL}-----`, ...lines, `-----END ${LABEL}-----`, ''].join('\n');
}

/** As OpenSSH prints it: "SHA256:…", without padding. */
export function fingerprintOf(privateKey: string, fileName: string): string {
  return fingerprintOfBlob(publicKeyOf(privateKey, fileName));
}

/** The same of the bytes of a public key. */
export function fingerprintOfBlob(publicKey: Buffer): string {
  const digest = createHash('sha256').update(publicKey).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}

/** Whether OpenSSL takes the bytes of a public key: a point that is not on its curve never lets anybody in. */
export function isUsableKey(publicKey: Buffer): boolean {
  const fields: Buffer[] = [];
  for (let at = 0; at < publicKey.length;) {
    const end = at + 4 + publicKey.readUInt32BE(at);
    fields.push(publicKey.subarray(at + 4, end));
    at = end;
  }
  try {
    createPublicKey({ key: jwkOf(fields), format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

const CURVES: Readonly<Record<string, string>> = {
  nistp256: 'P-256',
  nistp384: 'P-384',
  nistp521: 'P-521',
};

/** Of the fields of RFC 4253, 5656 and 8709. */
function jwkOf([kind, first = EMPTY, second = EMPTY]: readonly Buffer[]): JsonWebKey {
  const text = (bytes: Buffer): string => bytes.toString('base64url');
  switch (kind?.toString('latin1')) {
    case 'ssh-ed25519':
      return { kty: 'OKP', crv: 'Ed25519', x: text(first) };
    case 'ssh-rsa':
      return { kty: 'RSA', e: text(first), n: text(second) };
    default: {
      const half = (second.length - 1) / 2;
      const [x, y] = [second.subarray(1, 1 + half), second.subarray(1 + half)];
      return { kty: 'EC', crv: CURVES[first.toString('latin1')], x: text(x), y: text(y) };
    }
  }
}

const EMPTY = Buffer.alloc(0);

function publicKeyOf(privateKey: string, fileName: string): Buffer {
  const body = Buffer.from(privateKey.replace(ARMOUR, ''), 'base64');
  if (!body.subarray(0, MAGIC.length).equals(Buffer.from(MAGIC)))
    throw new Error(`${fileName} is not an OpenSSH key`);
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

/** A number of SSH: no leading zeros, except one that keeps it from being negative. */
function positive(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const short = bytes.subarray(start);
  return (short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), short]) : short;
}
