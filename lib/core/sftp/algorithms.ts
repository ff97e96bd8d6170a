// The committed list of what our SSH server offers, and of what an audit marks among it, with the reason why it is
// offered all the same. A test compares what goes over the wire with it, `npm run ssh-audit` what ssh-audit says.

export interface AlgorithmOffer {
  keyExchange: readonly string[];
  hostKeys: readonly string[];
  ciphers: readonly string[];
  macs: readonly string[];
}

/** Nothing that an audit marks. Not every client of a student information system can use it. */
const STRICT: AlgorithmOffer = {
  keyExchange: ['curve25519-sha256', 'curve25519-sha256@libssh.org'],
  hostKeys: ['ssh-ed25519'],
  ciphers: [
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'aes256-ctr',
    'aes192-ctr',
    'aes128-ctr',
  ],
  macs: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com'],
};

const JAVA_CURVES =
  'JSch up to 0.1.55, which much software in Java still brings, and clients limited to what FIPS 140-2 allows know no Curve25519.';
const JAVA_HOST_KEY =
  'The same clients cannot check an Ed25519 signature. This key signs in OpenSSL, which draws its random numbers well.';
const RSA_HOST_KEY =
  'Programs that know RSA host keys only, by their age or by the rules of who runs them. Signed with SHA-2, never with SHA-1.';
const JAVA_MAC =
  'JSch up to 0.1.55 knows no encrypt-then-MAC. No practical attack on SSH with the older order is known for these ciphers.';

/** Offered besides, unless the strict setting is on. */
export const ACCEPTED: Readonly<Record<string, string>> = {
  'ecdh-sha2-nistp256': JAVA_CURVES,
  'ecdh-sha2-nistp384': JAVA_CURVES,
  'ecdh-sha2-nistp521': JAVA_CURVES,
  'ecdsa-sha2-nistp256': JAVA_HOST_KEY,
  'rsa-sha2-512': RSA_HOST_KEY,
  'rsa-sha2-256': RSA_HOST_KEY,
  'hmac-sha2-256': JAVA_MAC,
  'hmac-sha2-512': JAVA_MAC,
};

const POST_QUANTUM =
  'Current editions of ssh-audit want an exchange that withstands quantum computers too; no release of ssh2 has one.';

/** Marked by one edition of ssh-audit or another whatever is offered. */
export const ALWAYS_MARKED: Readonly<Record<string, string>> = {
  'curve25519-sha256': POST_QUANTUM,
  'curve25519-sha256@libssh.org': POST_QUANTUM,
  'kex-strict-s-v00@openssh.com':
    'No algorithm: it announces the countermeasure to the Terrapin attack. Editions of ssh-audit before 3.1 do not know the name.',
};

const USUAL: AlgorithmOffer = {
  keyExchange: [
    ...STRICT.keyExchange,
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
  ],
  hostKeys: [...STRICT.hostKeys, 'ecdsa-sha2-nistp256', 'rsa-sha2-512', 'rsa-sha2-256'],
  ciphers: STRICT.ciphers,
  macs: [...STRICT.macs, 'hmac-sha2-256', 'hmac-sha2-512'],
};

export function offeredAlgorithms({ isStrict }: { isStrict: boolean }): AlgorithmOffer {
  return isStrict ? STRICT : USUAL;
}

/** On what a client and our server could not agree, so that it went before it could sign in. */
export type NothingInCommon =
  | 'NO_COMMON_KEY_EXCHANGE'
  | 'NO_COMMON_HOST_KEY'
  | 'NO_COMMON_CIPHER'
  | 'NO_COMMON_MAC'
  | 'NO_COMMON_COMPRESSION';

const nothingInCommon: Readonly<Record<NothingInCommon, { what: string; allow: string }>> = {
  NO_COMMON_KEY_EXCHANGE: { what: 'key exchange method', allow: 'curve25519-sha256' },
  NO_COMMON_HOST_KEY: { what: 'kind of host key', allow: 'ssh-ed25519' },
  NO_COMMON_CIPHER: { what: 'cipher', allow: 'aes256-ctr' },
  NO_COMMON_MAC: { what: 'MAC', allow: 'hmac-sha2-256-etm@openssh.com' },
  NO_COMMON_COMPRESSION: { what: 'compression', allow: 'none' },
};

export function isNothingInCommon(code: string | null): code is NothingInCommon {
  return code !== null && Object.hasOwn(nothingInCommon, code);
}

/** In words, and what helps whatever the settings of the server are. */
export function commonGround(code: NothingInCommon): { what: string; allow: string } {
  return nothingInCommon[code];
}
