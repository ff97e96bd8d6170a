/** Which bytes of a file have arrived: clients may write out of order, and a hole means half a file. */
export class WrittenRanges {
  private ranges: { start: number; end: number }[] = [];

  add(start: number, end: number): void {
    if (end <= start) return;
    const last = this.ranges.at(-1);
    // Nearly every client writes in order.
    if (last && start === last.end) {
      last.end = end;
      return;
    }
    const apart = this.ranges.filter((range) => range.end < start || range.start > end);
    const touching = this.ranges.filter((range) => range.end >= start && range.start <= end);
    const merged = {
      start: Math.min(start, ...touching.map((range) => range.start)),
      end: Math.max(end, ...touching.map((range) => range.end)),
    };
    this.ranges = [...apart, merged].sort((a, b) => a.start - b.start);
  }

  truncate(byteCount: number): void {
    this.ranges = this.ranges
      .filter((range) => range.start < byteCount)
      .map((range) => ({ start: range.start, end: Math.min(range.end, byteCount) }));
  }

  /** Where the file ends. */
  get byteCount(): number {
    return this.ranges.at(-1)?.end ?? 0;
  }

  get isWhole(): boolean {
    return this.ranges.length === 0 || (this.ranges.length === 1 && this.ranges[0]?.start === 0);
  }

  get count(): number {
    return this.ranges.length;
  }
}
