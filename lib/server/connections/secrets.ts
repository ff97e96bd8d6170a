// SFTP passwords are made here, shown once and kept as a keyed hash. They carry 140 random bits, so a fast
// keyed hash is enough: there is no dictionary to try.
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';

// 62 letters and digits without the look-alikes 0 O 1 l I: 57^24 is 140 bits.
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const PASSWORD_LENGTH = 24;

export function makePassword(): string {
  let password = '';
  for (let i = 0; i < PASSWORD_LENGTH; i++) password += ALPHABET[randomInt(ALPHABET.length)];
  return password;
}

export function hashPassword(secret: string, password: string): string {
  return createHmac('sha256', secret).update('sftp-password\0').update(password).digest('hex');
}

/** Same time whatever the difference; both sides are hashes of one length. */
export function isSameHash(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')];
  return left.length === right.length && timingSafeEqual(left, right);
}
