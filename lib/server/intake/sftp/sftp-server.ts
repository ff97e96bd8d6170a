// The SSH side: who may connect, sign in and open the one subsystem there is. ssh2 brings no login timeout,
// no caps and no try limits, and ends the process where an error has no listener: all of that is here.
import { randomUUID } from 'node:crypto';
import net, { type Socket } from 'node:net';
import ssh2, { type AuthContext, type Connection, type ServerConfig } from 'ssh2';
import type { AppContext } from '../../app-context';
import { loadHostKey } from '../../connections/host-key';
import {
  checkSignIn,
  findSessionsStillAllowed,
  recordPasswordUse,
} from '../../connections/passwords';
import { recordSessions, type ClientSession } from '../../connections/client-sessions';
import { cutAbandonedDeliveries, recordProgress, type ConnectionKey } from '../deliveries';
import { SftpEventLog, type SftpEventEntry } from './event-log';
import { FlowGate } from './flow-gate';
import { defaultSftpLimits, type SftpLimits } from './limits';
import { DiskGauge, SftpSession } from './sftp-session';
import { SignInThrottle } from './sign-in-throttle';
import { cleanAddress, sourceOf } from './source-address';
import { UploadRegistry } from './upload-registry';
import { VirtualFolders } from './virtual-folders';

const PROGRESS_MS = 5_000;
const SILENT_UPLOAD_MS = 30_000;
const LAST_WORDS_MS = 2_000;
// Within the ten seconds a process is given to stop.
const SETTLE_MS = 4_000;
const ANONYMOUS_EVENT_MS = 60_000;

const algorithms: ServerConfig['algorithms'] = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group14-sha256',
  ],
  cipher: [
    'chacha20-poly1305@openssh.com',
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'aes256-ctr',
    'aes192-ctr',
    'aes128-ctr',
  ],
  hmac: [
    'hmac-sha2-256-etm@openssh.com',
    'hmac-sha2-512-etm@openssh.com',
    'hmac-sha2-256',
    'hmac-sha2-512',
  ],
  compress: ['none'],
};

export interface SftpServer {
  port: number;
  stats(): SftpStats;
  /** Answers what was asked, records half-sent files as incomplete, then closes. */
  stop(): Promise<void>;
}

export interface SftpStats {
  unauthenticated: number;
  signedIn: number;
  uploads: number;
  inFlightBytes: number;
  /** The most any one connection had unacknowledged at once. */
  peakInFlightBytes: number;
}

interface Account extends ConnectionKey {
  passwordId: number;
  signedInAt: Date;
  /** Of the row that says somebody is connected. */
  sessionId: string;
}

interface Peer {
  socket: Socket;
  address: string;
  source: string;
  connectedAt: Date;
  flow: FlowGate;
  graceTimer: NodeJS.Timeout;
  idleTimer: NodeJS.Timeout | null;
  client: Connection | null;
  account: Account | null;
  /** Whose user name was tried: evidence for that connection only. */
  triedConnectionId: number | null;
  hasToldConnected: boolean;
  passwordTries: number;
  otherTries: number;
  channels: number;
  sessions: SftpSession[];
  closeCode: string | null;
}

/** Throws EADDRINUSE and the like when it cannot listen. */
export async function startSftpServer(
  ctx: AppContext,
  options: { limits?: Partial<SftpLimits> } = {},
): Promise<SftpServer> {
  const limits = { ...defaultSftpLimits, ...options.limits };
  const server = new Listener(ctx, limits, await loadHostKey(ctx));
  await server.listen(ctx.settings.sftpPort, ctx.settings.sftpHost);
  return server;
}

class Listener implements SftpServer {
  private readonly peers = new Map<string, Peer>();
  private readonly net: net.Server;
  private readonly ssh: ssh2.Server;
  private readonly throttle: SignInThrottle;
  private readonly events: SftpEventLog;
  private readonly uploads = new UploadRegistry();
  private readonly folders = new VirtualFolders();
  private readonly disk: DiskGauge;
  private readonly anonymousEventAt = new Map<string, number>();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly background = new Set<Promise<void>>();
  private peakInFlightBytes = 0;
  private isStopping = false;
  private stopped: Promise<void> | null = null;

  constructor(
    private readonly ctx: AppContext,
    private readonly limits: SftpLimits,
    hostKey: string,
  ) {
    this.throttle = new SignInThrottle(limits, ctx.settings.sftpExemptAddresses);
    this.events = new SftpEventLog(ctx);
    this.disk = new DiskGauge(ctx);
    // Four missed answers within a minute: a line that went dead is shown as a cut upload in time.
    this.ssh = new ssh2.Server(
      {
        hostKeys: [hostKey],
        algorithms,
        ident: 'TalkingPointsConnector',
        keepaliveInterval: 10_000,
        keepaliveCountMax: 4,
      },
      (client, info) => this.greet(client, `${info.ip}|${info.port}`),
    );
    this.ssh.on('error', (error: Error) => ctx.log.error({ err: error }, 'ssh server error'));
    // Answers are small packets: joined with later ones, each costs a client its 40 ms.
    this.net = net.createServer({ noDelay: true }, (socket) => this.accept(socket));
    this.net.on('error', (error) => ctx.log.error({ err: error }, 'listening socket error'));
  }

  async listen(port: number, host: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.net.once('error', reject);
      this.net.listen(port, host, () => {
        this.net.off('error', reject);
        resolve();
      });
    });
    // Looked for again every few seconds: a database that goes away now need not close the port.
    await this.cutAbandoned().catch((error: unknown) =>
      this.ctx.log.warn({ err: error }, 'abandoned uploads not looked for yet'),
    );
    this.every(PROGRESS_MS, () => this.recordRunningUploads());
    this.every(this.limits.accessCheckMs, () => this.cutRevoked());
  }

  get port(): number {
    const address = this.net.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  stats(): SftpStats {
    const peers = [...this.peers.values()];
    return {
      unauthenticated: peers.filter((peer) => !peer.account).length,
      signedIn: peers.filter((peer) => peer.account).length,
      uploads: this.uploads.all().length,
      inFlightBytes: peers.reduce((sum, peer) => sum + peer.flow.inFlightBytes, 0),
      peakInFlightBytes: Math.max(
        this.peakInFlightBytes,
        ...peers.map((peer) => peer.flow.peakBytes),
      ),
    };
  }

  stop(): Promise<void> {
    this.stopped ??= this.stopOnce();
    return this.stopped;
  }

  private async stopOnce(): Promise<void> {
    this.isStopping = true;
    for (const timer of this.timers) clearInterval(timer);
    const closed = new Promise<void>((resolve) => this.net.close(() => resolve()));
    const peers = [...this.peers.values()];
    // A CLOSE that was asked for is answered before its connection goes.
    await within(SETTLE_MS, this.settle(peers));
    for (const peer of peers) {
      this.cut(peer, 'SERVER_STOPPED');
      for (const session of peer.sessions) session.end();
    }
    await within(SETTLE_MS, this.settle(peers));
    await closed;
    const accounts = peers.flatMap(({ account }) => (account ? [sessionOf(account)] : []));
    this.inBackground(recordSessions(this.ctx, accounts, { haveEnded: true }));
    while (this.background.size > 0) await Promise.allSettled(this.background);
    await this.events.stop();
  }

  private async settle(peers: readonly Peer[]): Promise<void> {
    await Promise.all(peers.flatMap((peer) => peer.sessions.map((session) => session.settled())));
  }

  private accept(socket: Socket): void {
    socket.on('error', () => {});
    const address = cleanAddress(socket.remoteAddress);
    const source = sourceOf(address);
    const unauthenticated = [...this.peers.values()].filter((peer) => !peer.account);
    const sameSource = unauthenticated.filter((peer) => peer.source === source).length;
    const isCrowded =
      unauthenticated.length >= this.limits.unauthenticatedTotal ||
      (sameSource >= this.limits.unauthenticatedPerSource && !this.throttle.isExempt(address));
    if (this.isStopping || isCrowded) {
      socket.destroy();
      return;
    }
    const peer: Peer = {
      socket,
      address,
      source,
      connectedAt: this.ctx.clock.now(),
      flow: new FlowGate(socket, this.limits.inFlightBytes),
      graceTimer: setTimeout(() => this.cut(peer, 'LOGIN_GRACE'), this.limits.loginGraceMs),
      idleTimer: null,
      client: null,
      account: null,
      triedConnectionId: null,
      hasToldConnected: false,
      passwordTries: 0,
      otherTries: 0,
      channels: 0,
      sessions: [],
      closeCode: null,
    };
    const key = `${socket.remoteAddress}|${socket.remotePort}`;
    this.peers.set(key, peer);
    socket.once('close', () => this.forget(key, peer));
    this.ssh.injectSocket(socket);
  }

  private greet(client: Connection, key: string): void {
    const peer = this.peers.get(key);
    client.on('error', (error) => {
      this.ctx.log.debug({ err: error, address: peer?.address }, 'ssh connection error');
      if (peer) this.cut(peer, 'PROTOCOL_ERROR');
    });
    if (!peer) {
      client.end();
      return;
    }
    peer.client = client;
    client.on('authentication', (auth) => {
      this.inBackground(this.authenticate(peer, auth));
    });
    client.on('session', (accept, reject) => {
      if (!peer.account || this.isStopping || peer.channels >= this.limits.channelsPerConnection) {
        reject();
        return;
      }
      const account = peer.account;
      const session = accept();
      peer.channels += 1;
      session.on('error', () => this.cut(peer, 'PROTOCOL_ERROR'));
      session.on('close', () => {
        peer.channels -= 1;
      });
      // The only request with a listener: shell, exec, pty, env, agent and X11 are refused by ssh2.
      session.on('sftp', (acceptSftp) => {
        const sftp = acceptSftp();
        const served = new SftpSession({
          ctx: this.ctx,
          limits: this.limits,
          key: { tenantId: account.tenantId, connectionId: account.connectionId },
          sourceAddress: peer.address,
          sftp,
          flow: peer.flow,
          uploads: this.uploads,
          folders: this.folders,
          disk: this.disk,
          isStopping: () => this.isStopping,
          recordEvent: (entry) => this.recordEvent(peer, entry),
          onActivity: () => peer.idleTimer?.refresh(),
          cutConnection: (code) => this.cut(peer, code),
        });
        peer.sessions.push(served);
        sftp.once('close', () => {
          this.inBackground(
            served.settled().then(() => {
              peer.sessions = peer.sessions.filter((other) => other !== served);
            }),
          );
        });
      });
    });
  }

  private async authenticate(peer: Peer, auth: AuthContext): Promise<void> {
    if (auth.method !== 'password') {
      peer.otherTries += 1;
      auth.reject(['password']);
      if (peer.otherTries >= this.limits.otherTriesPerConnection) this.cut(peer, 'TOO_MANY_TRIES');
      return;
    }
    const startedAt = performance.now();
    peer.passwordTries += 1;
    const isLastTry = peer.passwordTries >= this.limits.triesPerConnection;
    const now = this.ctx.clock.now();
    const isThrottled = this.throttle.isRefused(peer.address, auth.username, now.getTime());
    const result = await this.checkPassword(auth.username, auth.password);
    if (!result || peer.socket.destroyed) {
      await this.rejectAfterDelay(peer, auth, startedAt, isLastTry);
      return;
    }
    peer.triedConnectionId = result.connectionId;
    if (result.ok && !isThrottled) {
      if (this.sessionCount(result.connectionId) < this.limits.sessionsPerAccount) {
        this.signIn(peer, auth, result);
        return;
      }
      this.recordEvent(peer, { kind: 'REFUSED', code: 'TOO_MANY_SESSIONS' });
      auth.reject(['password']);
      this.cut(peer, 'TOO_MANY_SESSIONS');
      return;
    }
    this.throttle.recordFailure(
      peer.address,
      auth.username,
      result.connectionId !== null,
      now.getTime(),
    );
    if (result.connectionId !== null)
      this.recordEvent(
        peer,
        isThrottled ? { kind: 'REFUSED', code: 'SIGN_IN_THROTTLED' } : { kind: 'WRONG_PASSWORD' },
      );
    await this.rejectAfterDelay(peer, auth, startedAt, isLastTry);
  }

  private signIn(
    peer: Peer,
    auth: AuthContext,
    found: { tenantId: number; connectionId: number; passwordId: number },
  ): void {
    clearTimeout(peer.graceTimer);
    this.throttle.recordSuccess(peer.address, auth.username);
    peer.account = {
      tenantId: found.tenantId,
      connectionId: found.connectionId,
      passwordId: found.passwordId,
      signedInAt: this.ctx.clock.now(),
      sessionId: randomUUID(),
    };
    this.inBackground(recordSessions(this.ctx, [sessionOf(peer.account)]));
    peer.idleTimer = setTimeout(() => this.cut(peer, 'IDLE'), this.limits.idleMs);
    this.recordEvent(peer, { kind: 'SIGNED_IN' });
    this.inBackground(recordPasswordUse(this.ctx, found.tenantId, found.passwordId));
    auth.accept();
  }

  private async checkPassword(userName: string, password: string) {
    try {
      return await checkSignIn(this.ctx, userName, password);
    } catch (error) {
      this.ctx.log.error({ err: error }, 'sign-in could not be checked');
      return null;
    }
  }

  /** Every failure takes the same time, counted from the request: it tells nothing about the user name. */
  private async rejectAfterDelay(
    peer: Peer,
    auth: AuthContext,
    startedAt: number,
    isLastTry: boolean,
  ): Promise<void> {
    const delay = this.throttle.failureDelayMs(peer.address, this.ctx.clock.now().getTime());
    await pause(Math.max(0, startedAt + delay - performance.now()), peer.socket);
    if (peer.socket.destroyed) return;
    auth.reject(['password']);
    if (isLastTry) this.cut(peer, 'TOO_MANY_TRIES');
  }

  private sessionCount(connectionId: number): number {
    return [...this.peers.values()].filter((peer) => peer.account?.connectionId === connectionId)
      .length;
  }

  /** Says goodbye, and does not wait long for it to be heard. */
  private cut(peer: Peer, code: string): void {
    if (peer.socket.destroyed) return;
    peer.closeCode ??= code;
    if (peer.client) peer.client.end();
    peer.socket.destroySoon();
    setTimeout(() => peer.socket.destroy(), LAST_WORDS_MS).unref();
  }

  private forget(key: string, peer: Peer): void {
    this.peers.delete(key);
    this.peakInFlightBytes = Math.max(this.peakInFlightBytes, peer.flow.peakBytes);
    clearTimeout(peer.graceTimer);
    if (peer.idleTimer) clearTimeout(peer.idleTimer);
    for (const session of peer.sessions) {
      session.end();
      this.inBackground(session.settled());
    }
    const code = peer.closeCode === null ? {} : { code: peer.closeCode };
    if (peer.account) {
      this.recordEvent(peer, { kind: 'CLOSED', ...code });
      this.inBackground(recordSessions(this.ctx, [sessionOf(peer.account)], { haveEnded: true }));
    }
    // A connection that never spoke is a health check or a scanner, unless it hung until it was cut.
    else if (peer.passwordTries === 0 && (peer.client || peer.closeCode))
      this.recordSignInCut(peer, code);
  }

  /** Port scanners come by the thousand: one row a minute for an address nobody signed in from. */
  private recordSignInCut(peer: Peer, code: { code?: string }): void {
    const now = this.ctx.clock.now().getTime();
    const last = this.anonymousEventAt.get(peer.source);
    if (last !== undefined && now - last < ANONYMOUS_EVENT_MS) return;
    if (this.anonymousEventAt.size > 10_000) this.anonymousEventAt.clear();
    this.anonymousEventAt.set(peer.source, now);
    this.events.record({
      connectionId: null,
      kind: 'SIGN_IN_CUT',
      sourceAddress: peer.address,
      ...code,
    });
  }

  private recordEvent(
    peer: Peer,
    entry: Omit<SftpEventEntry, 'connectionId' | 'sourceAddress'>,
  ): void {
    const connectionId = peer.account?.connectionId ?? peer.triedConnectionId;
    const about = { connectionId, sourceAddress: peer.address };
    if (!peer.hasToldConnected) {
      peer.hasToldConnected = true;
      this.events.record({ ...about, kind: 'CONNECTED', at: peer.connectedAt });
    }
    this.events.record({ ...about, ...entry });
  }

  private async recordRunningUploads(): Promise<void> {
    const running = this.uploads.all();
    await recordProgress(
      this.ctx,
      running.map((upload) => ({
        tenantId: upload.key.tenantId,
        deliveryId: upload.deliveryId,
        byteCount: upload.byteCount,
      })),
    );
    await recordSessions(
      this.ctx,
      [...this.peers.values()].flatMap(({ account }) => (account ? [sessionOf(account)] : [])),
    );
    await this.cutAbandoned();
  }

  private async cutAbandoned(): Promise<void> {
    const count = await cutAbandonedDeliveries(this.ctx, {
      silentMs: SILENT_UPLOAD_MS,
      exceptIds: this.uploads.all().map((upload) => upload.deliveryId),
    });
    if (count > 0) this.ctx.log.warn({ count }, 'abandoned uploads marked incomplete');
  }

  private async cutRevoked(): Promise<void> {
    const signedIn = [...this.peers.values()].flatMap((peer) =>
      peer.account ? [{ peer, account: peer.account }] : [],
    );
    if (signedIn.length === 0) return;
    const allowed = await findSessionsStillAllowed(
      this.ctx,
      signedIn.map(({ account }) => account),
    );
    for (const { peer, account } of signedIn)
      if (!allowed.has(account)) this.cut(peer, 'ACCESS_ENDED');
  }

  private every(milliseconds: number, work: () => Promise<void>): void {
    let isRunning = false;
    const timer = setInterval(() => {
      if (isRunning) return;
      isRunning = true;
      this.inBackground(
        work().finally(() => {
          isRunning = false;
        }),
      );
    }, milliseconds);
    this.timers.push(timer);
  }

  private inBackground(work: Promise<void>): void {
    const watched = work.catch((error: unknown) => {
      this.ctx.log.error({ err: error }, 'sftp background work failed');
    });
    this.background.add(watched);
    void watched.then(() => this.background.delete(watched));
  }
}

function sessionOf({ sessionId, tenantId, connectionId }: Account): ClientSession {
  return { id: sessionId, tenantId, connectionId };
}

/** Ends early when the client has gone: nobody is waiting for the answer any more. */
function pause(milliseconds: number, socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      socket.off('close', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    socket.once('close', done);
  });
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
