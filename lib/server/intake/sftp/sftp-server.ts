// The SSH side: who may connect, sign in and open the one subsystem there is. ssh2 brings no login timeout,
// no caps and no try limits, and ends the process where an error has no listener: all of that is here.
import net, { type Socket } from 'node:net';
import ssh2, { type ClientInfo, type Connection } from 'ssh2';
import { disconnectText } from '@/lib/core/sftp/disconnect-text';
import { KEY_SIGNATURES } from '@/lib/core/sftp/public-key';
import type { AppContext } from '../../app-context';
import { recordSessions } from '../../connections/client-sessions';
import { loadHostKeys, type HostKey } from '../../connections/host-key';
import { recordCredentialUse } from '../../connections/check-sign-in';
import { algorithmsOf, hostKeysFor, nothingInCommon, softwareOf } from './negotiation';
import { FlowGate } from './flow-gate';
import { KnownAddresses } from './known-addresses';
import { defaultSftpLimits, type SftpLimits } from './sftp-limits';
import { cutPeer, sessionOf, type Account, type Peer } from './peer';
import { PeerEvents } from './peer-events';
import { DiskGauge } from './disk-gauge';
import { sendTogether } from './send-together';
import { ResultsFolder } from './results-folder';
import { SftpSession } from './sftp-session';
import { SignIn } from './sign-in';
import { cleanAddress, sourceOf } from './source-address';
import { UploadRegistry } from './upload-registry';
import { nameSignatures, sayGoodbye } from './ssh2-inside';
import { VirtualFolders } from './virtual-folders';
import { WaitingRoom } from './waiting-room';
import { cutAbandonedUploads, cutRevoked, recordRunningUploads } from './watch-sessions';

const PROGRESS_MS = 3_000;
const KNOWN_ADDRESSES_MS = 60_000;
// Within the ten seconds a process is given to stop.
const SETTLE_MS = 4_000;

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

/** Throws EADDRINUSE and the like when it cannot listen. */
export async function startSftpServer(
  ctx: AppContext,
  options: { limits?: Partial<SftpLimits> } = {},
): Promise<SftpServer> {
  const limits = { ...defaultSftpLimits, ...options.limits };
  const server = new Listener(ctx, limits, await loadHostKeys(ctx));
  await server.listen(ctx.settings.sftpPort, ctx.settings.sftpHost);
  return server;
}

class Listener implements SftpServer {
  private readonly peers = new Map<string, Peer>();
  private readonly net: net.Server;
  private readonly ssh: ssh2.Server;
  private readonly events: PeerEvents;
  private readonly known: KnownAddresses;
  private readonly signIn: SignIn;
  private readonly waiting: WaitingRoom;
  private readonly uploads = new UploadRegistry();
  private readonly folders = new VirtualFolders();
  private readonly results: ResultsFolder;
  private readonly disk: DiskGauge;
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly background = new Set<Promise<void>>();
  private peakInFlightBytes = 0;
  private isStopping = false;
  private stopped: Promise<void> | null = null;

  constructor(
    private readonly ctx: AppContext,
    private readonly limits: SftpLimits,
    hostKeys: readonly HostKey[],
  ) {
    this.events = new PeerEvents(ctx);
    this.results = new ResultsFolder(ctx);
    this.known = new KnownAddresses(ctx);
    this.signIn = new SignIn({
      ctx,
      limits,
      known: this.known,
      events: this.events,
      sessionCount: (connectionId) => this.sessionCount(connectionId),
      onSignedIn: (peer, account) => this.onSignedIn(peer, account),
    });
    this.waiting = new WaitingRoom(ctx, limits, this.known, (address) =>
      this.signIn.isExempt(address),
    );
    this.disk = new DiskGauge(ctx);
    // Four missed answers within a minute: a line that went dead is shown as a cut upload in time.
    this.ssh = new ssh2.Server(
      {
        hostKeys: hostKeysFor(hostKeys),
        algorithms: algorithmsOf(ctx.settings),
        ident: 'TalkingPointsConnector',
        keepaliveInterval: 10_000,
        keepaliveCountMax: 4,
      },
      (client, info) => this.greet(client, info),
    );
    this.ssh.on('error', (error: Error) => ctx.log.error({ err: error }, 'SSH server error'));
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
    await cutAbandonedUploads(this.ctx, this.uploads).catch((error: unknown) =>
      this.ctx.log.warn({ err: error }, 'check for abandoned uploads failed, will be retried'),
    );
    await this.known
      .read()
      .catch((error: unknown) =>
        this.ctx.log.warn({ err: error }, 'known addresses could not be loaded, will be retried'),
      );
    this.every(PROGRESS_MS, () =>
      recordRunningUploads(this.ctx, this.peers.values(), this.uploads),
    );
    this.every(this.limits.accessCheckMs, () => cutRevoked(this.ctx, this.peers.values()));
    this.every(KNOWN_ADDRESSES_MS, () => this.known.read());
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
      cutPeer(peer, 'SERVER_STOPPED');
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
    if (this.isStopping) {
      socket.destroy();
      return;
    }
    const peer: Peer = {
      socket,
      address,
      source: sourceOf(address),
      connectedAt: this.ctx.clock.now(),
      flow: new FlowGate(socket, this.limits.inFlightBytes),
      graceTimer: setTimeout(() => cutPeer(peer, 'LOGIN_GRACE'), this.limits.loginGraceMs),
      idleTimer: null,
      client: null,
      software: null,
      isEncrypted: false,
      account: null,
      triedConnectionId: null,
      hasTriedUnknownUser: false,
      hasToldConnected: false,
      passwordTries: 0,
      otherTries: 0,
      refusedKey: null,
      channels: 0,
      sessions: [],
      closeCode: null,
    };
    const key = `${socket.remoteAddress}|${socket.remotePort}`;
    socket.once('close', () => this.forget(key, peer));
    if (!this.waiting.makeRoom(this.peers.values(), peer)) return;
    this.peers.set(key, peer);
    sendTogether(socket);
    this.ssh.injectSocket(socket);
  }

  private greet(client: Connection, { ip, port, header }: ClientInfo): void {
    const peer = this.peers.get(`${ip}|${port}`);
    client.on('error', (error) => {
      this.ctx.log.debug({ err: error, address: peer?.address }, 'SSH connection error');
      if (peer) cutPeer(peer, nothingInCommon(error) ?? 'PROTOCOL_ERROR');
    });
    if (!peer) {
      client.end();
      return;
    }
    peer.client = client;
    nameSignatures(client, KEY_SIGNATURES);
    sayGoodbye(client, (reason) =>
      disconnectText(reason, peer.closeCode, {
        isStrict: this.ctx.settings.isSftpStrict,
        limits: this.limits,
      }),
    );
    peer.software = softwareOf(header);
    client.on('handshake', () => (peer.isEncrypted = true));
    client.on('authentication', (auth) => {
      this.inBackground(this.signIn.authenticate(peer, auth));
    });
    client.on('session', (accept, reject) => {
      if (!peer.account || this.isStopping || peer.channels >= this.limits.channelsPerConnection) {
        reject();
        return;
      }
      const account = peer.account;
      const session = accept();
      peer.channels += 1;
      session.on('error', () => cutPeer(peer, 'PROTOCOL_ERROR'));
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
          results: this.results,
          disk: this.disk,
          isStopping: () => this.isStopping,
          recordEvent: (entry) => this.events.record(peer, entry),
          onActivity: () => peer.idleTimer?.refresh(),
          cutConnection: (code) => cutPeer(peer, code),
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

  private onSignedIn(peer: Peer, account: Account): void {
    clearTimeout(peer.graceTimer);
    peer.idleTimer = setTimeout(() => cutPeer(peer, 'IDLE'), this.limits.idleMs);
    this.inBackground(recordSessions(this.ctx, [sessionOf(account)]));
    this.inBackground(recordCredentialUse(this.ctx, { ...account, from: peer.address }));
  }

  private sessionCount(connectionId: number): number {
    return [...this.peers.values()].filter((peer) => peer.account?.connectionId === connectionId)
      .length;
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
    if (peer.account) {
      const code = peer.closeCode === null ? {} : { code: peer.closeCode };
      this.events.record(peer, { kind: 'CLOSED', ...code });
      this.inBackground(recordSessions(this.ctx, [sessionOf(peer.account)], { haveEnded: true }));
    }
    // Told once it is over: programs try the keys they find, and then the password.
    else if (isAboutKey(peer)) this.events.recordRefusedKey(peer, refusedKeyEvent(peer));
    // A connection that never spoke is a health check or a scanner, unless it hung until it was cut.
    else if (!peer.hasToldConnected && (peer.client || peer.closeCode))
      this.events.recordSignInCut(peer);
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
      this.ctx.log.error({ err: error }, 'SFTP background task failed');
    });
    this.background.add(watched);
    void watched.then(() => this.background.delete(watched));
  }
}

/** Nobody signed in, no password was tried, and keys of a known account were: not where somebody was too slow, or nothing else. */
function isAboutKey(peer: Peer): boolean {
  return (
    peer.passwordTries === 0 &&
    peer.refusedKey !== null &&
    peer.triedConnectionId !== null &&
    (peer.closeCode === null || peer.closeCode === 'TOO_MANY_TRIES')
  );
}

/** After as many keys as one connection may try, the right one may have been the next. */
function refusedKeyEvent({ refusedKey, closeCode }: Peer) {
  const fingerprint = refusedKey?.fingerprint;
  if (refusedKey?.isOld) return { kind: 'OLD_KEY', code: fingerprint } as const;
  return closeCode === 'TOO_MANY_TRIES'
    ? ({ kind: 'REFUSED', code: 'TOO_MANY_KEYS_TRIED' } as const)
    : ({ kind: 'UNKNOWN_KEY', code: fingerprint } as const);
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
