import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

type Purpose =
  | 'email'
  | 'code'
  | 'sign-in-link'
  | 'browser-bucket'
  | 'browser'
  | 'known-browser'
  | 'session'
  | 'invitation'
  | 'trusted-bucket'
  | 'review-question'
  | 'return-path';

/** What the database keeps in place of a secret: useless without the key, and for no other purpose. */
export function keyedHash(secret: string, purpose: Purpose, ...parts: readonly string[]): string {
  const hash = createHmac('sha256', secret).update(`connector/${purpose}`);
  for (const part of parts) hash.update('\0').update(part);
  return hash.digest('hex');
}

export function isSameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** 256 random bits for links, cookies and sessions. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

export function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}
