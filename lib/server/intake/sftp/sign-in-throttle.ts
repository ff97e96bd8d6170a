// Hosted SIS vendors push for many districts from one address, so nothing here locks an address or an
// account: failures count per (address, user name), and only made-up user names count against an address.
import type { SftpLimits } from './limits';

type ThrottleLimits = Pick<
  SftpLimits,
  | 'failureDelayMs'
  | 'penaltyDelayMs'
  | 'failuresPerPair'
  | 'unknownNamesPerAddress'
  | 'failureWindowMs'
>;

// Enough for an attack from a botnet; beyond it the oldest is forgotten rather than memory filled.
const MAX_ENTRIES = 20_000;

export class SignInThrottle {
  private readonly pairs = new Map<string, number[]>();
  private readonly unknown = new Map<string, number[]>();

  constructor(
    private readonly limits: ThrottleLimits,
    private readonly exemptAddresses: readonly string[],
  ) {}

  /** True when this try must fail without looking at its password. */
  isRefused(address: string, userName: string, now: number): boolean {
    if (this.isExempt(address)) return false;
    return this.recent(this.pairs, pairKey(address, userName), now) >= this.limits.failuresPerPair;
  }

  recordFailure(address: string, userName: string, isKnownName: boolean, now: number): void {
    if (this.isExempt(address)) return;
    add(this.pairs, pairKey(address, userName), now, this.limits.failuresPerPair);
    if (!isKnownName) add(this.unknown, address, now, this.limits.unknownNamesPerAddress);
  }

  recordSuccess(address: string, userName: string): void {
    this.pairs.delete(pairKey(address, userName));
  }

  /** Grows for every failure from such an address, known name or not: the delay tells nothing. */
  failureDelayMs(address: string, now: number): number {
    const isPenalised =
      !this.isExempt(address) &&
      this.recent(this.unknown, address, now) >= this.limits.unknownNamesPerAddress;
    return isPenalised ? this.limits.penaltyDelayMs : this.limits.failureDelayMs;
  }

  isExempt(address: string): boolean {
    return this.exemptAddresses.includes(address);
  }

  private recent(map: Map<string, number[]>, key: string, now: number): number {
    const times = map.get(key);
    if (!times) return 0;
    const kept = times.filter((at) => at > now - this.limits.failureWindowMs);
    if (kept.length === 0) map.delete(key);
    else map.set(key, kept);
    return kept.length;
  }
}

function pairKey(address: string, userName: string): string {
  return `${address}\0${userName.slice(0, 64)}`;
}

function add(map: Map<string, number[]>, key: string, now: number, keep: number): void {
  const times = [...(map.get(key) ?? []), now].slice(-keep);
  map.delete(key);
  map.set(key, times);
  const oldest = map.size > MAX_ENTRIES ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
}
