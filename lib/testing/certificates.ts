// Certificates for servers of tests, made here: of an authority of the test's own, for any name and any time.
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

interface KeyPair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

export interface TestCertificate {
  key: string;
  cert: string;
}

export interface TestAuthority {
  /** What who trusts it trusts. */
  cert: string;
  issue(names: readonly string[], validity?: { from: Date; until: Date }): TestCertificate;
}

const YEAR = 365 * 86_400_000;
const NAME = 'Authority of a test';
const makeKeys = (): KeyPair => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const ofThisYear = () => ({
  from: new Date(Date.now() - YEAR),
  until: new Date(Date.now() + YEAR),
});

export function createAuthority(): TestAuthority {
  const keys = makeKeys();
  const own = certificate({
    subject: NAME,
    subjectKey: keys.publicKey,
    issuer: NAME,
    issuerKey: keys.privateKey,
    extensions: [extension('551d13', sequence(der(0x01, Buffer.from([0xff]))))],
    ...ofThisYear(),
  });
  return {
    cert: own,
    issue: (names, validity = ofThisYear()) => {
      const { publicKey, privateKey } = makeKeys();
      const cert = certificate({
        subject: 'A test',
        subjectKey: publicKey,
        issuer: NAME,
        issuerKey: keys.privateKey,
        extensions: [namesExtension(names)],
        ...validity,
      });
      return { cert, key: pemKey(privateKey) };
    },
  };
}

export function selfSigned(names: readonly string[]): TestCertificate {
  const { publicKey, privateKey } = makeKeys();
  const cert = certificate({
    subject: 'A test by itself',
    subjectKey: publicKey,
    issuer: 'A test by itself',
    issuerKey: privateKey,
    extensions: [namesExtension(names)],
    ...ofThisYear(),
  });
  return { cert, key: pemKey(privateKey) };
}

interface Wanted {
  subject: string;
  subjectKey: KeyObject;
  issuer: string;
  issuerKey: KeyObject;
  extensions: Buffer[];
  from: Date;
  until: Date;
}

let serial = 1;

// RFC 5280, section 4.1, in DER.
function certificate({ subject, subjectKey, issuer, issuerKey, extensions, from, until }: Wanted) {
  const algorithm = sequence(oid('2a8648ce3d040302'));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([0x01, serial++ & 0xff])),
    algorithm,
    distinguishedName(issuer),
    sequence(time(from), time(until)),
    distinguishedName(subject),
    subjectKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, issuerKey);
  const whole = sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return `-----BEGIN CERTIFICATE-----\n${whole.toString('base64')}\n-----END CERTIFICATE-----\n`;
}

const pemKey = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, Buffer.concat(parts));
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const distinguishedName = (name: string): Buffer =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));
const time = (at: Date): Buffer =>
  der(0x18, Buffer.from(at.toISOString().replaceAll(/[-:T]|\.\d+/g, '')));
const extension = (hex: string, content: Buffer): Buffer => sequence(oid(hex), der(0x04, content));

function namesExtension(names: readonly string[]): Buffer {
  const entries = names.map((name) =>
    /^\d+(?:\.\d+){3}$/.test(name)
      ? der(0x87, Buffer.from(name.split('.').map(Number)))
      : der(0x82, Buffer.from(name)),
  );
  return extension('551d11', sequence(...entries));
}
