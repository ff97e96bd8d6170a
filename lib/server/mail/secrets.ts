import { secretOf } from './kinds';

/** The words of a mail that let its reader do what nobody else may: its code, its links and the tokens in them. */
export function secretsOf({ kind, text }: { kind: string; text: string }): string[] {
  if (secretOf(kind) === null) return [];
  const links = text.match(/https?:\/\/\S+/g) ?? [];
  const tokens = links.flatMap((link) => link.split('/').filter((part) => part.length >= 12));
  const codes = text.match(/\b\d{6}\b/g) ?? [];
  return [...links, ...tokens, ...codes].sort((a, b) => b.length - a.length);
}

/** A mail server may quote the mail it refuses. */
export function withoutSecrets(said: string, mail: { kind: string; text: string }): string {
  return secretsOf(mail).reduce((text, secret) => text.replaceAll(secret, '[…]'), said);
}
