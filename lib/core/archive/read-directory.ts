// The directory of a zip archive, from its end, as APPNOTE.TXT of PKWARE describes it (4.3.12 to 4.3.16, 4.5.3). A server has a
// library for it that needs Node; here is what a browser does, and a test holds the two to saying the same.
import { crc32 } from './crc32';
import type { ArchiveEntry } from './archive-entry';
import { isFileEntry } from './judge-archive';

/** Bytes somewhere, of which parts can be read: a file on somebody's disk. */
export interface BytesAtHand {
  size: number;
  read(start: number, end: number): Promise<Uint8Array>;
}

/** The directory is not one: `isEncrypted` where it is itself hidden. */
export class DirectoryError extends Error {
  constructor(readonly isEncrypted = false) {
    super(isEncrypted ? 'encrypted directory' : 'no directory');
  }
}

const END = 0x06054b50;
const END_BYTES = 22;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_64_BYTES = 20;
const END_64 = 0x06064b50;
const END_64_BYTES = 56;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const MOST_COMMENT_BYTES = 0xffff;
const UNSET = 0xffffffff;
const UTF_8_NAME = 0x800;
const STRONG_ENCRYPTION = 0x40;
const ZIP_64_FIELD = 0x0001;
const UNICODE_NAME_FIELD = 0x7075;

/** Names of up to so many files are read. Throws DirectoryError. */
export async function readDirectory(
  archive: BytesAtHand,
  limit: number,
): Promise<{ entries: ArchiveEntry[]; hasMore: boolean }> {
  const { entryCount, offset } = await readEnd(archive);
  const entries: ArchiveEntry[] = [];
  let files = 0;
  let at = offset;
  for (let count = 0; count < entryCount; count += 1) {
    const head = viewOf(await readWhole(archive, at, at + ENTRY_BYTES));
    if (head.getUint32(0, true) !== ENTRY) throw new DirectoryError();
    const lengths = [28, 30, 32].map((place) => head.getUint16(place, true));
    const [nameLength = 0, extraLength = 0, commentLength = 0] = lengths;
    const rest = await readWhole(
      archive,
      at + ENTRY_BYTES,
      at + ENTRY_BYTES + nameLength + extraLength + commentLength,
    );
    const extra = rest.subarray(nameLength, nameLength + extraLength);
    const entry = entryOf(head, rest.subarray(0, nameLength), fieldsOf(extra));
    entries.push(entry);
    if (isFileEntry(entry.name)) files += 1;
    if (files > limit || entries.length > limit * 4) return { entries, hasMore: true };
    at += ENTRY_BYTES + rest.length;
  }
  return { entries, hasMore: false };
}

async function readEnd(archive: BytesAtHand): Promise<{ entryCount: number; offset: number }> {
  const size = Math.min(archive.size, LOCATOR_64_BYTES + END_BYTES + MOST_COMMENT_BYTES);
  const view = viewOf(await readWhole(archive, archive.size - size, archive.size));
  for (let at = size - END_BYTES; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== END) continue;
    // What follows is its comment, and nothing else.
    if (view.getUint16(at + 20, true) !== size - at - END_BYTES) throw new DirectoryError();
    const locator = at - LOCATOR_64_BYTES;
    if (locator >= 0 && view.getUint32(locator, true) === LOCATOR_64)
      return readEnd64(archive, numberAt(view, locator + 8));
    if (view.getUint16(at + 4, true) !== 0) throw new DirectoryError();
    return { entryCount: view.getUint16(at + 10, true), offset: view.getUint32(at + 16, true) };
  }
  throw new DirectoryError();
}

async function readEnd64(
  archive: BytesAtHand,
  at: number,
): Promise<{ entryCount: number; offset: number }> {
  const view = viewOf(await readWhole(archive, at, at + END_64_BYTES));
  if (view.getUint32(0, true) !== END_64 || view.getUint32(16, true) !== 0)
    throw new DirectoryError();
  return { entryCount: numberAt(view, 32), offset: numberAt(view, 48) };
}

function entryOf(
  head: DataView,
  rawName: Uint8Array,
  fields: ReadonlyMap<number, Uint8Array>,
): ArchiveEntry {
  const flags = head.getUint16(8, true);
  if ((flags & STRONG_ENCRYPTION) !== 0) throw new DirectoryError(true);
  const large = fields.get(ZIP_64_FIELD);
  let at = 0;
  /** Of a size that has no room where it should be. */
  const sized = (value: number): number => {
    if (value !== UNSET || !large) return value;
    if (at + 8 > large.length) throw new DirectoryError();
    at += 8;
    return numberAt(viewOf(large), at - 8);
  };
  const uncompressedSize = sized(head.getUint32(24, true));
  const compressedSize = sized(head.getUint32(20, true));
  const offset = sized(head.getUint32(42, true));
  return {
    name: nameOf(rawName, flags, fields),
    nameLength: rawName.length,
    versionMadeBy: head.getUint16(4, true),
    flags,
    method: head.getUint16(10, true),
    crc32: head.getUint32(16, true),
    compressedSize,
    uncompressedSize,
    externalAttributes: head.getUint32(38, true),
    offset,
  };
}

function fieldsOf(extra: Uint8Array): Map<number, Uint8Array> {
  const fields = new Map<number, Uint8Array>();
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length;) {
    const id = view.getUint16(at, true);
    const end = at + 4 + view.getUint16(at + 2, true);
    if (end > extra.length) throw new DirectoryError();
    if (!fields.has(id)) fields.set(id, extra.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

function nameOf(raw: Uint8Array, flags: number, fields: ReadonlyMap<number, Uint8Array>): string {
  const given = fields.get(UNICODE_NAME_FIELD);
  const isUnicode =
    given !== undefined &&
    given.length >= 6 &&
    given[0] === 1 &&
    viewOf(given).getUint32(1, true) === crc32(raw);
  const name = isUnicode
    ? utf8.decode(given.subarray(5))
    : (flags & UTF_8_NAME) !== 0
      ? utf8.decode(raw)
      : codePage437(raw);
  return plainPath(name);
}

/** A backslash is how some Windows programs write a slash; `./` in front means nothing. */
export const plainPath = (name: string): string =>
  name.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');

const CONTROLS = '\0☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼';
const UPPER =
  '⌂ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/** The characters of the first PCs, in which names are written that say nothing else. */
function codePage437(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes)
    text +=
      byte < CONTROLS.length
        ? (CONTROLS[byte] ?? '')
        : byte < 0x7f
          ? String.fromCharCode(byte)
          : (UPPER[byte - 0x7f] ?? '');
  return text;
}

/** The end of the archive comes first: no directory. */
async function readWhole(archive: BytesAtHand, start: number, end: number): Promise<Uint8Array> {
  if (start < 0 || end > archive.size) throw new DirectoryError();
  return archive.read(start, end);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** 64 bits, as far as numbers reach. */
function numberAt(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
}
