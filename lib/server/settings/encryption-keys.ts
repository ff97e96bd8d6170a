// The keys that seal what a district entrusts to us. They are key objects of Node: printing one shows no byte of it.
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { z } from 'zod';

export interface EncryptionKey {
  name: string;
  key: KeyObject;
}

export const KEY_BYTES = 32;
/** The one made of CONNECTOR_SECRET, unless a key of the setting has its name. */
export const DEFAULT_KEY_NAME = 'default';

const RULE =
  'it has to be name:base64 of 32 bytes, several separated by commas, each name of small letters, digits and - once';

export const encryptionKeys = () =>
  z
    .string()
    .default('')
    .transform((text, problems): EncryptionKey[] => {
      const parts = text
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean);
      const keys = parts.flatMap((part) => readKey(part) ?? []);
      // Never the value in what is said of it.
      if (keys.length < parts.length || new Set(keys.map(({ name }) => name)).size < keys.length) {
        problems.addIssue({ code: 'custom', message: RULE });
        return z.NEVER;
      }
      return keys;
    });

function readKey(text: string): EncryptionKey | null {
  const found = /^([a-z0-9-]{1,40}):([A-Za-z0-9+/_-]+={0,2})$/.exec(text);
  if (!found) return null;
  const [, name = '', base64 = ''] = found;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length === KEY_BYTES ? { name, key: createSecretKey(bytes) } : null;
}

/** Those that were given, and the one made of the secret: it opens what was sealed before any was given. */
export function encryptionKeysOf(given: readonly EncryptionKey[], secret: string): EncryptionKey[] {
  if (given.some(({ name }) => name === DEFAULT_KEY_NAME)) return [...given];
  const bytes = hkdfSync('sha256', secret, '', 'connector: secrets of connections', KEY_BYTES);
  return [...given, { name: DEFAULT_KEY_NAME, key: createSecretKey(Buffer.from(bytes)) }];
}
