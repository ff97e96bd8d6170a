// What is written down about a connection: under the district it tried to be, or as somebody nobody knows.
import { isNothingInCommon } from '@/lib/core/sftp/algorithms';
import { UNKNOWN_USER } from '@/lib/core/sftp/seen';
import type { AppContext } from '../../app-context';
import { SftpEventLog, type SftpEventEntry } from './event-log';
import type { Peer } from './peer';

const TOLD_AGAIN_MS = 60_000;

export class PeerEvents {
  private readonly log: SftpEventLog;
  private readonly lastToldAt = new Map<string, number>();

  constructor(private readonly ctx: AppContext) {
    this.log = new SftpEventLog(ctx);
  }

  record(peer: Peer, entry: Omit<SftpEventEntry, 'connectionId' | 'sourceAddress'>): void {
    const connectionId = peer.account?.connectionId ?? peer.triedConnectionId;
    const about = { connectionId, sourceAddress: peer.address };
    if (!peer.hasToldConnected) {
      peer.hasToldConnected = true;
      this.log.record({ ...about, kind: 'CONNECTED', at: peer.connectedAt });
    }
    this.log.record({ ...about, ...entry });
  }

  /** Trying a key costs nothing and is not slowed down: one row a minute for an account, an address and what became of it. */
  recordRefusedKey(
    peer: Peer,
    entry: Omit<SftpEventEntry, 'connectionId' | 'sourceAddress'>,
  ): void {
    const { kind, code = '' } = entry;
    const what = kind === 'REFUSED' ? code : kind;
    if (this.isToldLately(`${peer.triedConnectionId} ${peer.source} ${what}`)) return;
    this.record(peer, entry);
  }

  /** Port scanners come by the thousand: one row a minute and reason for an address nobody signed in from. */
  recordSignInCut(peer: Peer): void {
    const isUnknownUser = peer.hasTriedUnknownUser && !isNothingInCommon(peer.closeCode);
    const code = isUnknownUser ? UNKNOWN_USER : peer.closeCode;
    if (this.isToldLately(`${peer.source} ${code ?? ''}`)) return;
    if (isNothingInCommon(peer.closeCode))
      this.ctx.log.warn(
        { code: peer.closeCode, address: peer.address, software: peer.software },
        'SSH client and server share no algorithm',
      );
    this.log.record({
      connectionId: null,
      kind: 'SIGN_IN_CUT',
      sourceAddress: peer.address,
      ...(code === null ? {} : { code }),
    });
  }

  private isToldLately(what: string): boolean {
    const now = this.ctx.clock.now().getTime();
    const last = this.lastToldAt.get(what);
    if (last !== undefined && now - last < TOLD_AGAIN_MS) return true;
    if (this.lastToldAt.size > 10_000) this.lastToldAt.clear();
    this.lastToldAt.set(what, now);
    return false;
  }

  stop(): Promise<void> {
    return this.log.stop();
  }
}
