import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { readPublicKey } from './public-key';

// Keys of programs that nobody here wrote: OpenSSH's ssh-keygen makes each.
const folder = mkdtempSync(path.join(os.tmpdir(), 'connector-public-key-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function makeKey(name: string, ...options: string[]) {
  const file = path.join(folder, name);
  const comment = 'nightly export@sis-server';
  execFileSync('ssh-keygen', ['-q', ...options, '-N', '', '-C', comment, '-f', file]);
  return {
    line: readFileSync(`${file}.pub`, 'utf8'),
    ssh2: execFileSync('ssh-keygen', ['-e', '-f', `${file}.pub`], { encoding: 'utf8' }),
    pkcs8: execFileSync('ssh-keygen', ['-e', '-m', 'PKCS8', '-f', `${file}.pub`], {
      encoding: 'utf8',
    }),
    fingerprint: execFileSync('ssh-keygen', ['-lf', `${file}.pub`], { encoding: 'utf8' }),
    md5: execFileSync('ssh-keygen', ['-lE', 'md5', '-f', `${file}.pub`], { encoding: 'utf8' }),
    secret: readFileSync(file, 'utf8'),
  };
}

const ecdsa = makeKey('ecdsa256', '-t', 'ecdsa', '-b', '256');
const rsa = makeKey('rsa2048', '-t', 'rsa', '-b', '2048');
const ed25519 = (() => {
  const file = path.join(folder, 'ed25519');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'nightly', '-f', file]);
  return readFileSync(`${file}.pub`, 'utf8');
})();
const blobOf = (line: string): string => line.split(' ')[1] ?? '';

describe('what is read', () => {
  test.each([
    ['ecdsa-sha2-nistp256', ecdsa],
    ['ecdsa-sha2-nistp384', makeKey('ecdsa384', '-t', 'ecdsa', '-b', '384')],
    ['ecdsa-sha2-nistp521', makeKey('ecdsa521', '-t', 'ecdsa', '-b', '521')],
    ['ssh-rsa', rsa],
    ['ssh-rsa', makeKey('rsa3072', '-t', 'rsa', '-b', '3072')],
  ])('%s as a line of OpenSSH and as PuTTYgen saves it', (kind, { line, ssh2 }) => {
    const key = { kind, blob: blobOf(line) };
    const comment = 'nightly export@sis-server';
    expect(readPublicKey(line)).toEqual({ ok: true, key: { ...key, comment } });
    expect(readPublicKey(ssh2)).toMatchObject({ ok: true, key });
  });

  const key = { kind: 'ssh-ed25519', blob: blobOf(ed25519), comment: 'nightly' };
  const [kind, blob] = ed25519.split(' ');
  test.each([
    ['as it is', ed25519],
    ['with Windows line ends', ed25519.replace('\n', '\r\n')],
    ['with a byte order mark', `\ufeff${ed25519}`],
    ['with a no-break space', ed25519.replace(' ', '\u00a0')],
    ['with a zero-width space at its end', `${ed25519.trim()}\u200b`],
    ['under a line of comment', `# key of the export\n${ed25519}`],
    ['broken in the middle', `${kind} ${blob?.slice(0, 30)}\n${blob?.slice(30)} nightly`],
    ['broken into many lines', `${kind}\n${blob?.replace(/(.{9})/g, '$1\n')}\nnightly`],
  ])('a line %s', (_how, text) => {
    expect(readPublicKey(text)).toEqual({ ok: true, key });
  });

  test.each(['ssh-key-2024-05-01', 'ssh-backup of ssh-rsa keys', 'ecdsa-server', 'AAAA'])(
    'a comment such as %s is no key',
    (comment) => {
      const read = readPublicKey(`${kind} ${blob} ${comment}`);
      expect(read).toEqual({ ok: true, key: { ...key, comment } });
    },
  );

  test('a line without a comment', () => {
    expect(readPublicKey(`${kind} ${blob}`)).toEqual({ ok: true, key: { ...key, comment: '' } });
  });

  test('broken into lines anywhere, it is the same key', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: blobOf(rsa.line).length - 1 })), (at) => {
        const places = [...new Set(at)].sort((one, other) => one - other);
        const bytes = blobOf(rsa.line);
        const pieces = [0, ...places].map((start, i) => bytes.slice(start, places[i]));
        const read = readPublicKey(`ssh-rsa ${pieces.join('\n')} a comment`);
        expect(read).toEqual({
          ok: true,
          key: { kind: 'ssh-rsa', blob: bytes, comment: 'a comment' },
        });
      }),
      { numRuns: 50 },
    );
  });
});

const rsaModulus = Buffer.concat([Buffer.from([0]), Buffer.alloc(256, 0xc1)]);

function rsaLine(exponent: readonly number[], modulus: Buffer): string {
  const fields = [Buffer.from('ssh-rsa'), Buffer.from(exponent), modulus].map((field) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field.length);
    return Buffer.concat([length, field]);
  });
  return `ssh-rsa ${Buffer.concat(fields).toString('base64')} made by hand`;
}

test('an RSA key made by hand is read, so that what is wrong with the others is what is said', () => {
  expect(readPublicKey(rsaLine([1, 0, 1], rsaModulus))).toMatchObject({ ok: true });
});

test('pieces without end are refused at once', () => {
  const startedAt = performance.now();
  const endless = `ssh-rsa ${'AAAAB3NzaC1yc2EAAAADAQABAAf' + ' A'.repeat(9_900)}`;
  expect(readPublicKey(endless).ok).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(500);
});

describe('what is refused', () => {
  const short = makeKey('rsa1024', '-t', 'rsa', '-b', '1024');
  test.each([
    ['a private key of OpenSSH', ecdsa.secret, 'KEY_IS_PRIVATE'],
    ['the beginning of one', ecdsa.secret.slice(0, 60), 'KEY_IS_PRIVATE'],
    ['one of PuTTY', 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none', 'KEY_IS_PRIVATE'],
    ['a PEM one', `-----BEGIN ${'RSA'} PRIVATE KEY-----\nMIIE`, 'KEY_IS_PRIVATE'],
    [
      'the lines of one without the first',
      ecdsa.secret.split('\n').slice(1).join('\n'),
      'KEY_IS_PRIVATE',
    ],
    ['both in one paste', `${ecdsa.line}\n${ecdsa.secret}`, 'KEY_IS_PRIVATE'],
    ['an RSA key of 1024 bits', short.line, 'KEY_TOO_SHORT'],
    ['the same as PuTTYgen saves it', short.ssh2, 'KEY_TOO_SHORT'],
    [
      'a DSA key',
      `ssh-dss ${Buffer.from('\0\0\0\x07ssh-dss').toString('base64')}`,
      'KEY_KIND_NOT_SUPPORTED',
    ],
    [
      'the key of a security key',
      `sk-ssh-ed25519@openssh.com ${Buffer.from('\0\0\0\x1ask-ssh-ed25519@openssh.com').toString('base64')}`,
      'KEY_KIND_NOT_SUPPORTED',
    ],
    [
      'a certificate',
      `ssh-ed25519-cert-v01@openssh.com ${Buffer.from('\0\0\0\x20ssh-ed25519-cert-v01@openssh.com').toString('base64')}`,
      'KEY_KIND_NOT_SUPPORTED',
    ],
    ['a fingerprint', ecdsa.fingerprint, 'KEY_IS_FINGERPRINT'],
    ['an older fingerprint', ecdsa.md5, 'KEY_IS_FINGERPRINT'],
    ['a key in PKCS #8', ecdsa.pkcs8, 'KEY_IN_OTHER_FORMAT'],
    ['two keys', `${ecdsa.line}${rsa.line}`, 'MORE_THAN_ONE_KEY'],
    ['two as PuTTYgen saves them', `${ecdsa.ssh2}${rsa.ssh2}`, 'MORE_THAN_ONE_KEY'],
    ['a line with options', `from="203.0.113.4" ${ecdsa.line}`, 'KEY_HAS_OPTIONS'],
    ['a line of known_hosts', `sftp.example.org ${ecdsa.line}`, 'KEY_HAS_OPTIONS'],
    ['a key that was cut', ecdsa.line.slice(0, 120), 'KEY_CUT_SHORT'],
    ['its last lines missing', rsa.ssh2.slice(0, 200), 'KEY_CUT_SHORT'],
    [
      'another kind named before it',
      ecdsa.line.replace('ecdsa-sha2-nistp256', 'ssh-rsa'),
      'NOT_A_PUBLIC_KEY',
    ],
    ['its kind alone', 'ssh-ed25519', 'NOT_A_PUBLIC_KEY'],
    ['an RSA key with which anybody signs', rsaLine([1], rsaModulus), 'NOT_A_PUBLIC_KEY'],
    ['an RSA key with an even exponent', rsaLine([1, 0, 0], rsaModulus), 'NOT_A_PUBLIC_KEY'],
    [
      'an RSA key with a negative number',
      rsaLine([1, 0, 1], rsaModulus.subarray(1)),
      'NOT_A_PUBLIC_KEY',
    ],
    [
      'an RSA key of 32,768 bits',
      rsaLine([1, 0, 1], Buffer.alloc(4096, 0x71)),
      'KEY_KIND_NOT_SUPPORTED',
    ],
    ['a sentence', 'Please find the key attached.', 'NOT_A_PUBLIC_KEY'],
    ['nothing', ' \n', 'NOT_A_PUBLIC_KEY'],
    ['something endless', `ssh-rsa ${'A'.repeat(30_000)}`, 'NOT_A_PUBLIC_KEY'],
  ])('%s', (_what, text, code) => {
    expect(readPublicKey(text)).toEqual({ ok: false, code });
  });

  test('a key that was cut anywhere is no key', () => {
    for (const { line } of [ecdsa, rsa]) {
      const end = line.indexOf(' ', line.indexOf(' ') + 1);
      for (let at = line.indexOf(' ') + 1; at < end - 2; at += 1)
        expect(readPublicKey(line.slice(0, at)).ok, String(at)).toBe(false);
    }
  });

  test('any text gets an answer', () => {
    fc.assert(fc.property(fc.string(), (text) => void readPublicKey(text)));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(readPublicKey(`ssh-rsa ${Buffer.from(bytes).toString('base64')}`).ok).toBe(false);
      }),
    );
  });
});
