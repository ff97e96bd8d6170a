/**
 * The link beside the code of a mail. It cannot be guessed, so no limit of wrong codes concerns it, and it lets in
 * where it is opened: whoever wears out an address or asks for its codes gets nothing by it. Nothing of it is stored; it
 * is the code's row, signed.
 */
import { isSameText, keyedHash } from './keyed-hash';
import { LINK_LIFE_MS } from './sign-in-limits';

interface CodeRow {
  id: number;
  email: string;
  createdAt: Date;
}

export function signInLinkToken(secret: string, row: CodeRow): string {
  return `${row.id}.${sign(secret, row)}`;
}

/** Which row a token names; what it says is believed only once `isLinkOf` has seen the row. */
export function rowOfLink(token: string): number | null {
  const id = /^([1-9]\d{0,9})\.[0-9a-f]{64}$/.exec(token)?.[1];
  return id === undefined || Number(id) > 2_147_483_647 ? null : Number(id);
}

export function isLinkOf(secret: string, token: string, row: CodeRow): boolean {
  return isSameText(token, signInLinkToken(secret, row));
}

export function isLinkOver({ createdAt }: Pick<CodeRow, 'createdAt'>, now: Date): boolean {
  return now.getTime() - createdAt.getTime() >= LINK_LIFE_MS;
}

function sign(secret: string, { id, email, createdAt }: CodeRow): string {
  return keyedHash(secret, 'sign-in-link', String(id), email, String(createdAt.getTime()));
}
