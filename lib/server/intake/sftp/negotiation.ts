// What is agreed on before anybody can sign in: the algorithms offered, and why a client met none it can use.
import ssh2, { type Header, type ServerConfig } from 'ssh2';
import { offeredAlgorithms, type NothingInCommon } from '@/lib/core/sftp/algorithms';
import type { HostKey } from '../../connections/host-key';
import type { Settings } from '../../settings';

/**
 * The host keys as ssh2 takes them. Of a key of type `ssh-rsa` it always offers SHA-1 as well, whatever the algorithms say;
 * so an RSA key is given as two, one under the name of each signature it is to make, and ssh2 knows none of type `ssh-rsa`.
 */
export function hostKeysFor(keys: readonly HostKey[]): (string | ssh2.EncryptedPrivateKey)[] {
  return keys.flatMap<string | ssh2.EncryptedPrivateKey>(({ type, privateKey }) => {
    if (type !== 'ssh-rsa') return [privateKey];
    const parsed = ssh2.utils.parseKey(privateKey);
    if (parsed instanceof Error) throw parsed;
    return ['rsa-sha2-512', 'rsa-sha2-256'].map((name) => ({
      // ssh2 takes a parsed key in place of its text, which its types do not say.
      key: Object.create(parsed, { type: { value: name } }) as Buffer,
    }));
  });
}

/** Which host keys are offered follows from the keys that are given. */
export function algorithmsOf({ isSftpStrict }: Settings): ServerConfig['algorithms'] {
  const { keyExchange, ciphers, macs } = offeredAlgorithms({ isStrict: isSftpStrict });
  // The names are ours and plain text; ssh2's types list those it knows, and it refuses others when it starts.
  return {
    kex: [...keyExchange],
    cipher: [...ciphers],
    hmac: [...macs],
    compress: ['none'],
  } as ServerConfig['algorithms'];
}

/** As ssh2 words it; the tests with real clients would notice other words. */
const words: readonly [RegExp, NothingInCommon][] = [
  [/no matching key exchange/i, 'NO_COMMON_KEY_EXCHANGE'],
  [/no matching host key/i, 'NO_COMMON_HOST_KEY'],
  [/no matching .*cipher/i, 'NO_COMMON_CIPHER'],
  [/no matching .*mac/i, 'NO_COMMON_MAC'],
  [/no matching .*compression/i, 'NO_COMMON_COMPRESSION'],
];

export function nothingInCommon({ message }: Error): NothingInCommon | null {
  return words.find(([pattern]) => pattern.test(message))?.[1] ?? null;
}

/** Who the client says it is: "SSH-2.0-JSCH-0.1.54". */
export function softwareOf({ identRaw }: Header): string {
  return identRaw.replace(/[^\x20-\x7e]/g, '?').slice(0, 100);
}
