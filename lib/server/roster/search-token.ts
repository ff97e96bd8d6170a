// What somebody types into the roster search is often a student's name. The address bar, the history and a
// proxy's log must not keep it, and yet the page must have an address: so the text travels sealed.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { AppContext } from '../app-context';

/** So that the token stays below the 200 characters a filter in an address may have. */
const MAX_SEARCH_BYTES = 120;
const IV_BYTES = 12;
const TAG_BYTES = 16;

type Context = { settings: Pick<AppContext['settings'], 'secret'> };

function keyOf(ctx: Context): Buffer {
  return Buffer.from(hkdfSync('sha256', ctx.settings.secret, '', 'roster search', 32));
}

/** Opens only for the same tenant: a copied address shows nothing about another district. */
export function sealSearch(ctx: Context, tenantId: number, text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(ctx), iv).setAAD(
    Buffer.from(String(tenantId)),
  );
  const sealed = Buffer.concat([cipher.update(fitting(text), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Empty for a token that was cut, altered or made for another tenant. */
export function openSearch(ctx: Context, tenantId: number, token: string): string {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length <= IV_BYTES + TAG_BYTES) return '';
  const decipher = createDecipheriv('aes-256-gcm', keyOf(ctx), bytes.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(String(tenantId)))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const opened = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  } catch {
    return '';
  }
}

function fitting(text: string): string {
  let end = text.length;
  while (Buffer.byteLength(text.slice(0, end)) > MAX_SEARCH_BYTES) end -= 1;
  return text.slice(0, end);
}
