// Who may sign in: counts tries, slows guesses, and answers every failure alike. ssh2 has no limit of its own.
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import ssh2, { type AuthContext, type PasswordAuthContext, type PublicKeyAuthContext } from 'ssh2';
import { isAllowedFrom } from '../../address-list';
import type { AppContext } from '../../app-context';
import {
  checkKey,
  checkPassword,
  findNearUserName,
  type SignInCheck,
} from '../../connections/check-sign-in';
import { fingerprintOfBlob } from '../../connections/openssh-key';
import type { KnownAddresses } from './known-addresses';
import type { SftpLimits } from './sftp-limits';
import { cutPeer, type Account, type Peer } from './peer';
import type { PeerEvents } from './peer-events';
import { SignInThrottle } from './sign-in-throttle';

/** Told to every client, whatever its account has: it tells nothing about one. */
const METHODS: ('password' | 'publickey')[] = ['publickey', 'password'];

export interface SignInParts {
  ctx: AppContext;
  limits: SftpLimits;
  known: KnownAddresses;
  events: PeerEvents;
  sessionCount(connectionId: number): number;
  /** Before the client is told: what follows from a sign-in stands when its first request comes. */
  onSignedIn(peer: Peer, account: Account): void;
}

export class SignIn {
  private readonly throttle: SignInThrottle;

  constructor(private readonly parts: SignInParts) {
    const { ctx, known, limits } = parts;
    this.throttle = new SignInThrottle(
      limits,
      ctx.settings.sftpExemptAddresses,
      (address, userName) => known.has(address, userName),
    );
  }

  isExempt(address: string): boolean {
    return this.throttle.isExempt(address);
  }

  /** A client that asks before it has its answer may make ssh2 throw: it goes. */
  async authenticate(peer: Peer, auth: AuthContext): Promise<void> {
    try {
      await this.answer(peer, auth);
    } catch (error) {
      cutPeer(peer, 'PROTOCOL_ERROR');
      throw error;
    }
  }

  private async answer(peer: Peer, auth: AuthContext): Promise<void> {
    if (auth.method === 'password') return this.authenticateByPassword(peer, auth);
    // Asked before a password as a matter of course: what a program knows, and each of its keys.
    peer.otherTries += 1;
    if (auth.method === 'publickey') await this.authenticateByKey(peer, auth);
    else auth.reject(METHODS);
    if (!peer.account && peer.otherTries >= this.parts.limits.otherTriesPerConnection)
      cutPeer(peer, 'TOO_MANY_TRIES');
  }

  private async authenticateByPassword(peer: Peer, auth: PasswordAuthContext): Promise<void> {
    const startedAt = performance.now();
    peer.passwordTries += 1;
    const isLastTry = peer.passwordTries >= this.parts.limits.triesPerConnection;
    const result = await this.check((ctx) => checkPassword(ctx, auth.username, auth.password));
    if (!result || isGone(peer)) {
      await this.rejectAfterDelay(peer, auth, startedAt, isLastTry);
      return;
    }
    peer.triedConnectionId = result.connectionId;
    if (result.connectionId === null) await this.noteUnknownUser(peer, auth.username);
    // Judged once the password is known: of many tries at the same moment each sees those before it.
    const isLetIn = this.judge(peer, auth.username, result);
    if (!result.ok || !isLetIn) {
      await this.rejectAfterDelay(peer, auth, startedAt, isLastTry);
      return;
    }
    this.signIn(peer, auth, result);
  }

  /**
   * Without a signature a client asks whether the key would do; with one it signs in. There is nothing to guess, so no try
   * is slowed down, and an account whose password somebody guesses at is open to its keys.
   */
  private async authenticateByKey(peer: Peer, auth: PublicKeyAuthContext): Promise<void> {
    const result = await this.check((ctx) =>
      checkKey(ctx, auth.username, auth.key.data.toString('base64')),
    );
    if (isGone(peer)) return;
    if (result && result.connectionId !== null) peer.triedConnectionId = result.connectionId;
    if (result?.connectionId === null) peer.hasTriedUnknownUser = true;
    if (!result?.ok) {
      if (result) rememberRefusedKey(peer, auth.key.data, result);
      auth.reject(METHODS);
      return;
    }
    if (!auth.signature) {
      auth.accept();
      return;
    }
    const wrong = whatIsWrongWith(auth);
    if (wrong) {
      this.parts.events.recordRefusedKey(peer, { kind: 'REFUSED', code: wrong });
      auth.reject(METHODS);
      return;
    }
    this.signIn(peer, auth, result);
  }

  /** Known accounts take as long: every failure is answered at the same time after its request. */
  private async noteUnknownUser(peer: Peer, userName: string): Promise<void> {
    peer.hasTriedUnknownUser = true;
    try {
      const near = await findNearUserName(this.parts.ctx, userName);
      if (near === null) return;
      peer.triedConnectionId = near;
      this.parts.events.record(peer, { kind: 'NEAR_USER_NAME' });
    } catch (error) {
      this.parts.ctx.log.warn({ err: error }, 'a user name could not be looked for');
    }
  }

  private judge(peer: Peer, userName: string, result: SignInCheck): boolean {
    const now = this.parts.ctx.clock.now().getTime();
    const { address } = peer;
    if (result.ok && this.throttle.letsIn(address, userName, now)) return true;
    const isRefused = this.throttle.isRefused(address, userName, now);
    if (!result.ok)
      this.throttle.recordFailure(address, userName, result.connectionId !== null, now);
    if (result.connectionId !== null)
      this.parts.events.record(
        peer,
        isRefused
          ? { kind: 'REFUSED', code: 'SIGN_IN_THROTTLED' }
          : { kind: !result.ok && result.isOld ? 'OLD_PASSWORD' : 'WRONG_PASSWORD' },
      );
    return false;
  }

  private signIn(peer: Peer, auth: AuthContext, found: SignInCheck & { ok: true }): void {
    const { events, limits } = this.parts;
    if (!isAllowedFrom(peer.address, found.allowedAddresses)) {
      events.record(peer, { kind: 'REFUSED', code: 'ADDRESS_NOT_ALLOWED' });
      cutPeer(peer, 'ADDRESS_NOT_ALLOWED');
      return;
    }
    if (this.parts.sessionCount(found.connectionId) >= limits.sessionsPerAccount) {
      events.record(peer, { kind: 'REFUSED', code: 'TOO_MANY_SESSIONS' });
      // Not refused as a wrong password would be: the reason goes with the end of the connection.
      cutPeer(peer, 'TOO_MANY_SESSIONS');
      return;
    }
    const at = this.parts.ctx.clock.now();
    this.throttle.recordSuccess(peer.address, auth.username);
    this.parts.known.add(peer.address, auth.username, at);
    peer.account = {
      tenantId: found.tenantId,
      connectionId: found.connectionId,
      credentialId: found.credentialId,
      signedInAt: at,
      address: peer.address,
      sessionId: randomUUID(),
    };
    events.record(peer, { kind: 'SIGNED_IN' });
    this.parts.onSignedIn(peer, peer.account);
    auth.accept();
  }

  private async check(ask: (ctx: AppContext) => Promise<SignInCheck>): Promise<SignInCheck | null> {
    const { ctx } = this.parts;
    try {
      return await ask(ctx);
    } catch (error) {
      ctx.log.error({ err: error }, 'sign-in could not be checked');
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
    const now = this.parts.ctx.clock.now().getTime();
    const delay = this.throttle.failureDelayMs(peer.address, now);
    await pause(Math.max(0, startedAt + delay - performance.now()), peer.socket);
    if (isGone(peer)) return;
    auth.reject(METHODS);
    if (isLastTry) cutPeer(peer, 'TOO_MANY_TRIES');
  }
}

/** An old key says more than whatever else the program tries. */
function rememberRefusedKey(peer: Peer, key: Buffer, { isOld }: { isOld: boolean }): void {
  if (peer.refusedKey?.isOld && !isOld) return;
  peer.refusedKey = { fingerprint: fingerprintOfBlob(key), isOld };
}

/** Of a signature. What kind of key it is, its bytes say; what the client calls it may be something else. */
function whatIsWrongWith({
  key,
  blob,
  signature,
  hashAlgo,
}: PublicKeyAuthContext): 'KEY_SIGNED_WITH_SHA1' | 'KEY_SIGNATURE_WRONG' | null {
  const parsed = ssh2.utils.parseKey(key.data);
  if (parsed instanceof Error || parsed.type !== key.algo || !blob || !signature)
    return 'KEY_SIGNATURE_WRONG';
  // ssh2 would take SHA-1 from whoever names no other.
  if (parsed.type === 'ssh-rsa' && hashAlgo === undefined) return 'KEY_SIGNED_WITH_SHA1';
  return parsed.verify(blob, signature, hashAlgo) === true ? null : 'KEY_SIGNATURE_WRONG';
}

/** Also one that was told to go and has not gone yet: it signs in no more. */
function isGone(peer: Peer): boolean {
  return peer.socket.destroyed || peer.closeCode !== null;
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
