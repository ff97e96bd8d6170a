// Hosted SIS vendors push for many districts from one address, so nothing here locks an address or an
// account: failures count per (address, user name), and only made-up user names count against an address.
// A lock-out has an end that no try moves: who has the right password waits for it once, whatever others try.
import { AddressList } from '../../address-list';
import type { SftpLimits } from './sftp-limits';
import { sourceOf } from './source-address';

type ThrottleLimits = Pick<
  SftpLimits,
  | 'failureDelayMs'
  | 'penaltyDelayMs'
  | 'failuresPerPair'
  | 'unknownNamesPerAddress'
  | 'failureWindowMs'
>;

interface Pair {
  failures: number[];
  lockedAt: number | null;
  /** When the right password was first turned away. */
  rightSince: number | null;
}

// Enough for an attack from a botnet; beyond it the oldest is forgotten rather than memory filled.
const MAX_ENTRIES = 20_000;

export class SignInThrottle {
  private readonly pairs = new Map<string, Pair>();
  private readonly unknown = new Map<string, number[]>();
  private readonly exempt: AddressList;

  constructor(
    private readonly limits: ThrottleLimits,
    exemptAddresses: readonly string[],
    /** Whether this user name has signed in from this very address lately. */
    private readonly isKnown: (address: string, userName: string) => boolean = () => false,
  ) {
    this.exempt = new AddressList(exemptAddresses);
  }

  /** True while tries of this pair are turned away whatever their password. */
  isRefused(address: string, userName: string, now: number): boolean {
    if (this.isExempt(address)) return false;
    const pair = this.pairs.get(this.pairKey(address, userName));
    return pair !== undefined && this.isLocked(pair, now);
  }

  /** Of a try with the right password: at the latest one window after its first refusal it is let in. */
  letsIn(address: string, userName: string, now: number): boolean {
    if (this.isExempt(address)) return true;
    const pair = this.pairs.get(this.pairKey(address, userName));
    if (!pair || !this.isLocked(pair, now)) return true;
    pair.rightSince ??= now;
    return !this.isWithinWindow(pair.rightSince, now);
  }

  /** Tries during a lock-out are not counted: it would never end for a program that goes on trying. */
  recordFailure(address: string, userName: string, isKnownName: boolean, now: number): void {
    if (this.isExempt(address)) return;
    if (!isKnownName) {
      const source = sourceOf(address);
      const times = [...(this.unknown.get(source) ?? []), now];
      put(this.unknown, source, times.slice(-this.limits.unknownNamesPerAddress));
    }
    const key = this.pairKey(address, userName);
    const pair = this.pairs.get(key) ?? { failures: [], lockedAt: null, rightSince: null };
    if (this.isLocked(pair, now)) return;
    // What led to a lock-out that is over counts no more.
    const before = pair.lockedAt === null ? this.recent(pair.failures, now) : [];
    const failures = [...before, now];
    const lockedAt = failures.length >= this.limits.failuresPerPair ? now : null;
    put(this.pairs, key, { ...pair, failures, lockedAt });
  }

  recordSuccess(address: string, userName: string): void {
    this.pairs.delete(this.pairKey(address, userName));
  }

  /** Grows for every failure from such an address, known name or not: the delay tells nothing. */
  failureDelayMs(address: string, now: number): number {
    const made = this.recent(this.unknown.get(sourceOf(address)) ?? [], now);
    const isPenalised =
      !this.isExempt(address) && made.length >= this.limits.unknownNamesPerAddress;
    return isPenalised ? this.limits.penaltyDelayMs : this.limits.failureDelayMs;
  }

  isExempt(address: string): boolean {
    return this.exempt.has(address);
  }

  private isLocked({ lockedAt }: Pair, now: number): boolean {
    return lockedAt !== null && this.isWithinWindow(lockedAt, now);
  }

  /** A clock that was set back ends a window rather than making it longer. */
  private isWithinWindow(since: number, now: number): boolean {
    return now >= since && now - since < this.limits.failureWindowMs;
  }

  private recent(times: readonly number[], now: number): number[] {
    return times.filter((at) => this.isWithinWindow(at, now));
  }

  /** Strangers count by the network one customer owns; an address that is known counts for itself alone. */
  private pairKey(address: string, userName: string): string {
    const place = this.isKnown(address, userName) ? address : sourceOf(address);
    return `${place}\0${userName.slice(0, 64)}`;
  }
}

function put<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const oldest = map.size > MAX_ENTRIES ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
}
