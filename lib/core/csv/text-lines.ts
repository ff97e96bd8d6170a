// Text in pieces to lines, each with a limit: whatever comes, no more than one line of that length is held.

export class TextLines {
  private rest = '';
  private isSkipping = false;
  private endsWithReturn = false;

  /** `onLine` is given null for a line that is longer than `limit` characters. */
  constructor(
    private readonly limit: number,
    private readonly onLine: (line: string | null) => void,
  ) {}

  /** Lines end with CR LF, LF or CR, also in turns. */
  take(text: string): void {
    let at = 0;
    // A line end that the pieces have torn apart.
    if (this.endsWithReturn && text.startsWith('\n')) at = 1;
    if (text !== '') this.endsWithReturn = text.endsWith('\r');
    let feed = text.indexOf('\n', at);
    let carriage = text.indexOf('\r', at);
    while (feed !== -1 || carriage !== -1) {
      const isReturn = carriage !== -1 && (feed === -1 || carriage < feed);
      const end = isReturn ? carriage : feed;
      this.give(this.rest + text.slice(at, end));
      this.rest = '';
      at = isReturn && feed === end + 1 ? end + 2 : end + 1;
      if (feed !== -1 && feed < at) feed = text.indexOf('\n', at);
      if (carriage !== -1 && carriage < at) carriage = text.indexOf('\r', at);
    }
    this.rest += text.slice(at);
    if (this.rest.length > this.limit) {
      this.isSkipping = true;
      this.rest = '';
    }
  }

  /** The last line may have no end. */
  end(): void {
    if (this.rest !== '' || this.isSkipping) this.give(this.rest);
    this.rest = '';
  }

  private give(line: string): void {
    const isWhole = !this.isSkipping && line.length <= this.limit;
    this.isSkipping = false;
    this.onLine(isWhole ? line : null);
  }
}
