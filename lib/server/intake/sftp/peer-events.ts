// What is written down about a connection: under the district it tried to be, or as somebody nobody knows.
import { isNothingInCommon } from '@/lib/core/sftp/algorithms';
import type { AppContext } from '../../app-context';
import { SftpEventLog, type SftpEventEntry } from './event-log';
import type { Peer } from './peer';

const ANONYMOUS_EVENT_MS = 60_000;

export class PeerEvents {
  private readonly log: SftpEventLog;
  private readonly anonymousEventAt = new Map<string, number>();

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

  /** Port scanners come by the thousand: one row a minute and reason for an address nobody signed in from. */
  recordSignInCut(peer: Peer): void {
    const now = this.ctx.clock.now().getTime();
    const key = `${peer.source} ${peer.closeCode ?? ''}`;
    const last = this.anonymousEventAt.get(key);
    if (last !== undefined && now - last < ANONYMOUS_EVENT_MS) return;
    if (this.anonymousEventAt.size > 10_000) this.anonymousEventAt.clear();
    this.anonymousEventAt.set(key, now);
    if (isNothingInCommon(peer.closeCode))
      this.ctx.log.warn(
        { code: peer.closeCode, address: peer.address, software: peer.software },
        'SSH client and server share no algorithm',
      );
    this.log.record({
      connectionId: null,
      kind: 'SIGN_IN_CUT',
      sourceAddress: peer.address,
      ...(peer.closeCode === null ? {} : { code: peer.closeCode }),
    });
  }

  stop(): Promise<void> {
    return this.log.stop();
  }
}
