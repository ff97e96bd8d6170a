// ssh2 re-opens the SSH window as soon as bytes are parsed, so nothing slows a client that sends faster than
// the disk takes. This does: it stops reading the socket while too much is unacknowledged.
import type { Socket } from 'node:net';

// What may still arrive after pausing: the rest of one read, and a packet that was already half here.
const READ_AHEAD = 64 * 1024 + 256 * 1024;
const MAX_REQUESTS = 512;

export class FlowGate {
  private byteCount = 0;
  private requestCount = 0;
  private peak = 0;
  private isPaused = false;
  private readonly pauseAt: number;

  constructor(
    private readonly socket: Socket,
    private readonly limitBytes: number,
  ) {
    this.pauseAt = Math.max(1, limitBytes / 2, limitBytes - READ_AHEAD);
    socket.on('drain', () => this.update());
  }

  /** A request with this many upload bytes has been read and not yet answered. */
  take(byteCount: number): void {
    this.byteCount += byteCount;
    this.requestCount += 1;
    this.peak = Math.max(this.peak, this.byteCount);
    this.update();
  }

  give(byteCount: number): void {
    this.byteCount -= byteCount;
    this.requestCount -= 1;
    this.update();
  }

  get inFlightBytes(): number {
    return this.byteCount;
  }

  get peakBytes(): number {
    return this.peak;
  }

  private update(): void {
    const isFull =
      this.byteCount >= this.pauseAt ||
      this.requestCount >= MAX_REQUESTS ||
      // A client that asks and never reads the answers.
      this.socket.writableLength >= this.limitBytes;
    if (isFull === this.isPaused) return;
    this.isPaused = isFull;
    if (isFull) this.socket.pause();
    else this.socket.resume();
  }
}
