// One TCP connection, from its acceptance to its end, and who signed in over it.
import type { Socket } from 'node:net';
import type { Connection } from 'ssh2';
import type { CloseCode } from '@/lib/core/sftp/disconnect-text';
import type { ClientSession } from '../../connections/client-sessions';
import type { ConnectionKey } from '../deliveries';
import type { FlowGate } from './flow-gate';
import type { SftpSession } from './sftp-session';

const LAST_WORDS_MS = 2_000;

export interface Account extends ConnectionKey {
  credentialId: number;
  signedInAt: Date;
  address: string;
  /** Of the row that says somebody is connected. */
  sessionId: string;
}

export interface Peer {
  socket: Socket;
  address: string;
  source: string;
  connectedAt: Date;
  flow: FlowGate;
  graceTimer: NodeJS.Timeout;
  idleTimer: NodeJS.Timeout | null;
  /** From its identification on. */
  client: Connection | null;
  /** What its identification says, as far as it can be printed. */
  software: string | null;
  /** Keys have been exchanged. */
  isEncrypted: boolean;
  account: Account | null;
  /** Whose user name was tried: evidence for that connection only. */
  triedConnectionId: number | null;
  /** A password or a key came with a user name that no account has. */
  hasTriedUnknownUser: boolean;
  hasToldConnected: boolean;
  passwordTries: number;
  otherTries: number;
  /** The last key tried that lets nobody in, and whether it did once. */
  refusedKey: { fingerprint: string; isOld: boolean } | null;
  channels: number;
  sessions: SftpSession[];
  closeCode: CloseCode | null;
}

export function sessionOf({ sessionId, tenantId, connectionId }: Account): ClientSession {
  return { id: sessionId, tenantId, connectionId };
}

/** Says goodbye with its reason, and does not wait long for it to be heard. */
export function cutPeer(peer: Peer, code: CloseCode): void {
  if (peer.socket.destroyed) return;
  peer.closeCode ??= code;
  if (peer.client) peer.client.end();
  peer.socket.destroySoon();
  setTimeout(() => peer.socket.destroy(), LAST_WORDS_MS).unref();
}
