// Zip archives written byte by byte, so that a test can state anything in them that a program would not.
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  name: string | Buffer;
  content: string | Buffer;
  isStored?: boolean;
  /** What the archive says, where it is not the truth. */
  method?: number;
  crc?: number;
  size?: number;
  packedSize?: number;
  flags?: number;
  /** Unix mode in the external attributes. */
  mode?: number;
  /** Sizes and checksum behind the data, as programs write that stream. */
  hasDescriptor?: boolean;
  isZip64?: boolean;
  /** Packed bytes in place of the right ones. */
  packed?: (packed: Buffer) => Buffer;
  /** Stands where another part stands. */
  at?: number;
}

export function zipBytes(parts: readonly ZipPart[], prefix: Buffer = Buffer.alloc(0)): Buffer {
  const chunks: Buffer[] = [prefix];
  const directory: Buffer[] = [];
  let offset = prefix.length;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const content = Buffer.from(part.content);
    const right = part.isStored ? content : deflateRawSync(content);
    const data = part.packed?.(right) ?? right;
    const method = part.method ?? (part.isStored ? 0 : 8);
    const flags = (part.flags ?? 0) | (part.hasDescriptor ? 8 : 0);
    const crc = part.crc ?? crc32(content);
    const size = part.size ?? content.length;
    const packedSize = part.packedSize ?? data.length;
    const place = part.at ?? offset;
    const zip64 = part.isZip64 ? zip64Field(size, packedSize, place) : Buffer.alloc(0);

    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(part.isZip64 ? 45 : 20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    if (!part.hasDescriptor) {
      local.writeUInt32LE(crc, 14);
      local.writeUInt32LE(packedSize, 18);
      local.writeUInt32LE(size, 22);
    }
    local.writeUInt16LE(name.length, 26);
    const descriptor = Buffer.alloc(part.hasDescriptor ? 16 : 0);
    if (part.hasDescriptor) {
      descriptor.writeUInt32LE(0x08074b50, 0);
      descriptor.writeUInt32LE(crc, 4);
      descriptor.writeUInt32LE(packedSize, 8);
      descriptor.writeUInt32LE(size, 12);
    }
    chunks.push(local, name, data, descriptor);
    offset += local.length + name.length + data.length + descriptor.length;

    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE((3 << 8) | 20, 4);
    central.writeUInt16LE(part.isZip64 ? 45 : 20, 6);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(part.isZip64 ? 0xffffffff : packedSize, 20);
    central.writeUInt32LE(part.isZip64 ? 0xffffffff : size, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt16LE(zip64.length, 30);
    central.writeUInt32LE(((part.mode ?? 0o100644) << 16) >>> 0, 38);
    central.writeUInt32LE(part.isZip64 ? 0xffffffff : place, 42);
    directory.push(central, name, zip64);
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...chunks, central, end]);
}

function zip64Field(size: number, packedSize: number, place: number): Buffer {
  const field = Buffer.alloc(28);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(24, 2);
  field.writeBigUInt64LE(BigInt(size), 4);
  field.writeBigUInt64LE(BigInt(packedSize), 12);
  field.writeBigUInt64LE(BigInt(place), 20);
  return field;
}
