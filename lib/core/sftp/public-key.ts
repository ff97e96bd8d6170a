// A public key as a person pastes it: the one line of OpenSSH (authorized_keys, id_ed25519.pub) or the lines that PuTTYgen
// saves (RFC 4716). Read by its bytes, so that what is stored is a key and nothing else.

/** The kinds our server can check a signature of. */
export const PUBLIC_KEY_KINDS = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
] as const;
/** What such keys may sign with, by the names of RFC 8308 and 8332: an RSA key with SHA-2 only. */
export const KEY_SIGNATURES = PUBLIC_KEY_KINDS.flatMap((kind) =>
  kind === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [kind],
);
export type PublicKeyKind = (typeof PUBLIC_KEY_KINDS)[number];

export interface PublicKey {
  kind: PublicKeyKind;
  /** The bytes of RFC 4253, section 6.6, in base64. */
  blob: string;
  /** What stands behind the key, such as "backup@sis-server"; often empty. */
  comment: string;
}

export type PublicKeyRefusal =
  /** It must be replaced: it has left the machine it belongs to. */
  | 'KEY_IS_PRIVATE'
  | 'KEY_IS_FINGERPRINT'
  | 'KEY_IN_OTHER_FORMAT'
  | 'KEY_KIND_NOT_SUPPORTED'
  | 'KEY_TOO_SHORT'
  | 'KEY_CUT_SHORT'
  | 'MORE_THAN_ONE_KEY'
  | 'KEY_HAS_OPTIONS'
  | 'NOT_A_PUBLIC_KEY';

/** NIST SP 800-57 part 1: shorter ones protect nothing past 2030. */
export const LEAST_RSA_BITS = 2048;
/** OpenSSL checks no signature of a longer one. */
export const MOST_RSA_BITS = 16_384;
const MOST_CHARACTERS = 20_000;
/** Of a line that was broken: an RSA key of the greatest length in lines of ten characters. */
const MOST_PIECES = 300;
/** Also of those that cannot be used here: security keys, certificates, DSA. */
const KIND =
  /^(?:ssh-(?:ed25519|ed448|rsa|dss)|ecdsa-sha2-nistp\d+|sk-ssh-ed25519|sk-ecdsa-sha2-nistp256)(?:-cert-v\d+)?(?:@openssh\.com)?$/;
/** How the bytes of OpenSSH's private keys begin, in base64: its first line may have been left out. */
const PRIVATE = /PRIVATE KEY|PuTTY-User-Key-File-|b3BlbnNzaC1rZXktdjE/;
// Byte order marks, zero-width and no-break spaces come along when somebody copies from a page or a mail.
const UNSEEN = /[\u00a0\u200b-\u200f\u2060\ufeff]/g;

/** Whoever made it and whatever stands around it. Such a text is not to be sent, kept or shown again. */
export function holdsPrivateKey(text: string): boolean {
  return PRIVATE.test(text);
}

/** What was pasted or uploaded, as one key. */
export function readPublicKey(
  text: string,
): { ok: true; key: PublicKey } | { ok: false; code: PublicKeyRefusal } {
  const pasted = text.replace(UNSEEN, ' ').trim();
  if (holdsPrivateKey(pasted)) return refused('KEY_IS_PRIVATE');
  if (pasted.length > MOST_CHARACTERS) return refused('NOT_A_PUBLIC_KEY');
  if (/^(?:\d+ )?(?:SHA256:[\w+/]{20,}|(?:MD5:)?(?:[\da-f]{2}:){15}[\da-f]{2}\b)/i.test(pasted))
    return refused('KEY_IS_FINGERPRINT');
  if (/^-----BEGIN (?:RSA )?PUBLIC KEY-----/m.test(pasted)) return refused('KEY_IN_OTHER_FORMAT');
  return /^---- ?BEGIN SSH2 PUBLIC KEY ?----/m.test(pasted)
    ? readSsh2Lines(pasted)
    : readOpenSshLine(pasted);
}

/** Programs that show a key in a narrow window break its line where they like: it ends where its bytes do. */
function readOpenSshLine(pasted: string): ReturnType<typeof readPublicKey> {
  const lines = pasted.split(/\r\n?|\n/).filter((line) => !line.trimStart().startsWith('#'));
  const words = lines.join(' ').trim().split(/\s+/);
  const at = words.findIndex((word) => KIND.test(word));
  if (at === -1) return refused('NOT_A_PUBLIC_KEY');
  if (at > 0) return refused('KEY_HAS_OPTIONS');
  const [named = '', ...rest] = words;
  const isSecondKey = (word: string, i: number) =>
    KIND.test(word) && rest[i + 1]?.startsWith('AAAA');
  if (rest.some(isSecondKey)) return refused('MORE_THAN_ONE_KEY');
  let isCutShort = false;
  for (let used = 1; used <= Math.min(rest.length, MOST_PIECES); used += 1) {
    const checked = checkBlob(rest.slice(0, used).join(''), named);
    if (checked.ok) return withComment(checked.key, rest.slice(used).join(' '));
    if (checked.code !== 'KEY_CUT_SHORT')
      // The words after a key that was cut are no base64: what is wrong with it is that it was cut.
      return isCutShort && checked.code === 'NOT_A_PUBLIC_KEY' ? refused('KEY_CUT_SHORT') : checked;
    isCutShort = true;
  }
  return refused(isCutShort ? 'KEY_CUT_SHORT' : 'NOT_A_PUBLIC_KEY');
}

function readSsh2Lines(pasted: string): ReturnType<typeof readPublicKey> {
  const blocks = pasted.match(/---- ?BEGIN SSH2 PUBLIC KEY ?----/g) ?? [];
  if (blocks.length > 1) return refused('MORE_THAN_ONE_KEY');
  const [, inside] =
    /---- ?BEGIN SSH2 PUBLIC KEY ?----([\s\S]*?)---- ?END SSH2 PUBLIC KEY ?----/.exec(pasted) ?? [];
  if (inside === undefined) return refused('KEY_CUT_SHORT');
  // A header goes on in the next line where the line ends in a backslash.
  const lines = inside.replace(/\\\r?\n/g, '').split(/\r\n?|\n/);
  const headers = lines.filter((line) => line.includes(':'));
  const body = lines.filter((line) => !line.includes(':')).join('');
  const checked = checkBlob(body.replace(/\s/g, ''), null);
  const comment = headers.find((line) => /^comment:/i.test(line))?.replace(/^comment:\s*/i, '');
  return checked.ok ? withComment(checked.key, comment?.replace(/^"|"$/g, '') ?? '') : checked;
}

function withComment(key: PublicKey, comment: string): { ok: true; key: PublicKey } {
  return { ok: true, key: { ...key, comment: comment.trim() } };
}

/** `named`: the kind that stands before it, where one does. */
function checkBlob(base64: string, named: string | null): ReturnType<typeof readPublicKey> {
  const bytes = bytesOf(base64);
  if (!bytes) return refused('NOT_A_PUBLIC_KEY');
  const fields = fieldsOf(bytes);
  const [kindField] = fields.whole;
  if (!kindField) return refused(bytes.length < 40 ? 'KEY_CUT_SHORT' : 'NOT_A_PUBLIC_KEY');
  const kind = String.fromCharCode(...kindField);
  if (named !== null && named !== kind) return refused('NOT_A_PUBLIC_KEY');
  if (!isKind(kind))
    return refused(KIND.test(kind) ? 'KEY_KIND_NOT_SUPPORTED' : 'NOT_A_PUBLIC_KEY');
  const { count, isSound } = SHAPES[kind];
  if (fields.whole.length < count) return refused('KEY_CUT_SHORT');
  if (fields.whole.length > count || fields.isCutShort) return refused('NOT_A_PUBLIC_KEY');
  const [, ...values] = fields.whole;
  const unsound = isSound(values);
  return unsound ? refused(unsound) : { ok: true, key: { kind, blob: base64, comment: '' } };
}

interface Shape {
  /** Of fields, its kind among them. */
  count: number;
  isSound: (values: readonly Uint8Array[]) => PublicKeyRefusal | null;
}

const curve = (name: string, bytes: number): Shape => ({
  count: 3,
  isSound: ([curveName, point]) =>
    String.fromCharCode(...(curveName ?? [])) === name &&
    point?.[0] === 4 &&
    point.length === 1 + 2 * bytes
      ? null
      : 'NOT_A_PUBLIC_KEY',
});

const SHAPES: Readonly<Record<PublicKeyKind, Shape>> = {
  'ssh-ed25519': {
    count: 2,
    isSound: ([point]) => (point?.length === 32 ? null : 'NOT_A_PUBLIC_KEY'),
  },
  'ecdsa-sha2-nistp256': curve('nistp256', 32),
  'ecdsa-sha2-nistp384': curve('nistp384', 48),
  'ecdsa-sha2-nistp521': curve('nistp521', 66),
  'ssh-rsa': {
    count: 3,
    isSound: ([exponent, modulus]) => {
      if (!isPositive(exponent) || !isPositive(modulus)) return 'NOT_A_PUBLIC_KEY';
      // With 1 anybody could sign, and an even one signs nothing.
      const isOdd = ((exponent.at(-1) ?? 0) & 1) === 1;
      if (!isOdd || bitsOf(exponent) < 2 || bitsOf(exponent) > 64) return 'NOT_A_PUBLIC_KEY';
      if (bitsOf(modulus) > MOST_RSA_BITS) return 'KEY_KIND_NOT_SUPPORTED';
      return bitsOf(modulus) < LEAST_RSA_BITS ? 'KEY_TOO_SHORT' : null;
    },
  },
};

/** In the one form that RFC 4251 allows: another would never be what a client sends. */
function isPositive(number: Uint8Array | undefined): number is Uint8Array {
  const [first = 0, second = 0] = number ?? [];
  return number !== undefined && first < 0x80 && (first !== 0 || second >= 0x80);
}

/** Of a positive number in SSH's form: a zero byte stands before one whose first bit is set. */
function bitsOf(number: Uint8Array): number {
  const first = number.findIndex((byte) => byte !== 0);
  if (first === -1) return 0;
  return (number.length - first) * 8 - Math.clz32(number[first] ?? 0) + 24;
}

/** Each with four bytes of length before it. */
function fieldsOf(bytes: Uint8Array): { whole: Uint8Array[]; isCutShort: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = at + 4 <= bytes.length ? at + 4 + view.getUint32(at) : Infinity;
    if (end > bytes.length) return { whole, isCutShort: true };
    whole.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return { whole, isCutShort: false };
}

function bytesOf(base64: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const padded = base64.replace(/=+$/, '');
  // A key cut within its last four characters decodes to fewer bytes, and is found by its lengths.
  const whole = padded.length % 4 === 1 ? padded.slice(0, -1) : padded;
  return Uint8Array.from(atob(whole), (character) => character.charCodeAt(0));
}

function isKind(kind: string): kind is PublicKeyKind {
  return (PUBLIC_KEY_KINDS as readonly string[]).includes(kind);
}

function refused(code: PublicKeyRefusal): { ok: false; code: PublicKeyRefusal } {
  return { ok: false, code };
}
