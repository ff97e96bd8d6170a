// Why the server ends a connection, in words for the log of the client: a district's contact reads that log first. The page
// of the connection says the same. Nothing here tells a stranger whether a user name exists.
import { plural } from '../format/numbers';
import { offeredAlgorithms, type NothingInCommon } from './algorithms';

/** As it is kept with the event, and told on the page. */
export type CloseCode =
  | NothingInCommon
  | 'LOGIN_GRACE'
  | 'TOO_MANY_TRIES'
  | 'TOO_MANY_SESSIONS'
  | 'ADDRESS_NOT_ALLOWED'
  | 'TOO_MANY_WAITING'
  | 'IDLE'
  | 'ACCESS_ENDED'
  | 'ANSWERS_NOT_READ'
  | 'PROTOCOL_ERROR'
  | 'SERVER_STOPPED';

/** SSH_DISCONNECT_KEY_EXCHANGE_FAILED of RFC 4253, section 11.1: most often nothing in common, sometimes a damaged packet. */
const KEY_EXCHANGE_FAILED = 3;

/** Of the server, as its settings have them. */
export interface DisconnectLimits {
  loginGraceMs: number;
  sessionsPerAccount: number;
  idleMs: number;
}

const TEXTS: Readonly<
  Record<Exclude<CloseCode, NothingInCommon>, (limits: DisconnectLimits) => string>
> = {
  LOGIN_GRACE: ({ loginGraceMs }) =>
    `No sign-in within ${plural(loginGraceMs / 1000, 'second')}. Connect again.`,
  TOO_MANY_TRIES: () =>
    'Too many sign-in attempts on one connection. Check the password or the SSH key.',
  TOO_MANY_SESSIONS: ({ sessionsPerAccount }) =>
    `The sign-in was right, but ${plural(sessionsPerAccount, 'connection')} of this account ${sessionsPerAccount === 1 ? 'is' : 'are'} open already. Set your program to one connection.`,
  ADDRESS_NOT_ALLOWED: () =>
    'This account can be used from certain addresses only, and yours is not one of them. See the connection page.',
  TOO_MANY_WAITING: () => 'Too many connections wait to sign in. Try again in a minute.',
  IDLE: ({ idleMs }) =>
    `Nothing was sent for ${plural(idleMs / 60_000, 'minute')}. Connect again to send more.`,
  ACCESS_ENDED: () =>
    'This password or SSH key no longer works, or updates are paused. See the connection page.',
  ANSWERS_NOT_READ: () => 'The program does not read our answers. Connect again.',
  PROTOCOL_ERROR: () => 'The program sent something that is not SSH or SFTP. Update it.',
  SERVER_STOPPED: () => 'The server is being restarted. Try again in a minute.',
};

/**
 * At most 500 characters, ASCII: programs print it as it is. `reason` is the code of RFC 4253 that goes with it. `code` is null
 * where the client ended it, or where it is not known yet.
 */
export function disconnectText(
  reason: number,
  code: CloseCode | null,
  { isStrict, limits }: { isStrict: boolean; limits: DisconnectLimits },
): string {
  if (reason === KEY_EXCHANGE_FAILED) return nothingInCommonText(isStrict);
  return code !== null && isKeyOf(TEXTS, code) ? TEXTS[code](limits) : '';
}

function nothingInCommonText(isStrict: boolean): string {
  const { keyExchange, hostKeys, ciphers, macs } = offeredAlgorithms({ isStrict });
  const lists = [keyExchange, hostKeys, ciphers, macs].map((names) =>
    // An older name of another in the list.
    names.filter((name) => !name.endsWith('@libssh.org')).join(','),
  );
  return `The key exchange failed. Update your program, or allow one of each: ${lists.join('; ')}`;
}

function isKeyOf<Key extends string>(
  texts: Readonly<Record<Key, unknown>>,
  key: string,
): key is Key {
  return Object.hasOwn(texts, key);
}
