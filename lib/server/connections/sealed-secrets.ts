// What a district entrusts to us, as it is stored: sealed with AES-256-GCM, with the name of the key beside it. Each is bound to its
// connection and to what it is for, so that one that is copied into another row does not open there. Decision 092.
import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import type { Settings } from '../settings';

/** Whose it is, and what it is for. */
export interface SealedFor {
  tenantId: number;
  connectionId: number;
  purpose: 'api-secret' | 'api-token';
}

export interface Sealed {
  /** Of CONNECTOR_ENCRYPTION_KEYS. */
  keyName: string;
  bytes: Uint8Array<ArrayBuffer>;
}

interface WithKeys {
  settings: Pick<Settings, 'encryptionKeys'>;
}

/** Not of the network and not of a district: whoever runs the service has to look. */
export class SealedSecretProblem extends Error {
  override readonly name = 'SealedSecretProblem';

  constructor(
    readonly code: 'KEY_NOT_CONFIGURED' | 'SECRET_DOES_NOT_OPEN',
    readonly keyName: string,
  ) {
    super(
      code === 'KEY_NOT_CONFIGURED'
        ? `A stored secret is sealed with the key "${keyName}", which CONNECTOR_ENCRYPTION_KEYS does not name. Add that key to it again.`
        : `A stored secret does not open with the key "${keyName}" of CONNECTOR_ENCRYPTION_KEYS: the key has changed, or the stored value has. Restore the key, or enter the secret again.`,
    );
  }
}

const CIPHER = 'aes-256-gcm';
/** First byte of every value: what follows is nonce, tag and text. */
const FORM = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const TEXT_AT = 1 + NONCE_BYTES + TAG_BYTES;

export function sealSecret({ settings }: WithKeys, text: string, of: SealedFor): Sealed {
  const [first] = settings.encryptionKeys;
  if (!first) throw new Error('There is no key to seal secrets with.');
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, first.key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(bindingOf(of));
  const sealed = [cipher.update(text, 'utf8'), cipher.final()];
  return {
    keyName: first.name,
    bytes: Uint8Array.from(
      Buffer.concat([Buffer.from([FORM]), nonce, cipher.getAuthTag(), ...sealed]),
    ),
  };
}

/** Throws a SealedSecretProblem where there is no key for it, or the key does not open it. */
export function openSecret(
  { settings }: WithKeys,
  { keyName, bytes }: Sealed,
  of: SealedFor,
): string {
  const found = settings.encryptionKeys.find(({ name }) => name === keyName);
  if (!found) throw new SealedSecretProblem('KEY_NOT_CONFIGURED', keyName);
  const text = opened(found.key, bytes, of);
  if (text === null) throw new SealedSecretProblem('SECRET_DOES_NOT_OPEN', keyName);
  return text;
}

function opened(key: KeyObject, sealed: Uint8Array, of: SealedFor): string | null {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes[0] !== FORM || bytes.length < TEXT_AT) return null;
  const nonce = bytes.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(bindingOf(of));
  decipher.setAuthTag(bytes.subarray(1 + NONCE_BYTES, TEXT_AT));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(TEXT_AT)), decipher.final()]).toString();
  } catch {
    return null;
  }
}

function bindingOf({ tenantId, connectionId, purpose }: SealedFor): Buffer {
  return Buffer.from(`${tenantId}/${connectionId}/${purpose}`);
}
