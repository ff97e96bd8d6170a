// Connections that have not signed in, and who goes when there are too many of them.
import { whoIsDropped, type Stage } from '@/lib/core/sftp/who-is-dropped';
import type { AppContext } from '../../app-context';
import type { KnownAddresses } from './known-addresses';
import type { SftpLimits } from './sftp-limits';
import type { Peer } from './peer';
import { networkOf } from './source-address';

const TOLD_EVERY_MS = 60_000;

export class WaitingRoom {
  private droppedCount = 0;
  private toldAt = -Infinity;

  constructor(
    private readonly ctx: AppContext,
    private readonly limits: SftpLimits,
    private readonly known: KnownAddresses,
    private readonly isExempt: (address: string) => boolean,
  ) {}

  /** False where it is the newcomer that has to go. Whoever goes does so at once, without a goodbye. */
  makeRoom(peers: Iterable<Peer>, newcomer: Peer): boolean {
    const others = [...peers].filter((peer) => !peer.account && peer.closeCode === null);
    const dropped = whoIsDropped(
      others.map((peer) => this.seen(peer)),
      this.seen(newcomer),
      this.limits,
      Math.random,
    );
    if (!dropped) return true;
    dropped.peer.closeCode = 'TOO_MANY_WAITING';
    dropped.peer.socket.destroy();
    this.tell(dropped.peer);
    return dropped.peer !== newcomer;
  }

  private seen(peer: Peer) {
    const isExempt = this.isExempt(peer.address);
    return {
      peer,
      source: peer.source,
      network: networkOf(peer.address),
      isKnown: isExempt || this.known.hasSource(peer.source),
      isExempt,
      stage: stageOf(peer),
      waitedMs: this.ctx.clock.now().getTime() - peer.connectedAt.getTime(),
    };
  }

  /** Once a minute: a flood must not fill the log as well. */
  private tell({ address }: Peer): void {
    this.droppedCount += 1;
    const now = this.ctx.clock.now().getTime();
    if (now - this.toldAt < TOLD_EVERY_MS) return;
    this.ctx.log.warn(
      { count: this.droppedCount, address },
      'too many connections before sign-in, some were dropped',
    );
    this.toldAt = now;
    this.droppedCount = 0;
  }
}

function stageOf(peer: Peer): Stage {
  if (peer.passwordTries + peer.otherTries > 0) return 'ASKED';
  if (peer.isEncrypted) return 'ENCRYPTED';
  return peer.client ? 'IDENTIFIED' : 'SILENT';
}
