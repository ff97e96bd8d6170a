// An archive is opened by the server with a library of Node's, and by a browser with lib/core/archive: both say the same of it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemOfArchive, type OpenedArchive } from '@/lib/core/archive/archive-entry';
import { blobAtHand } from '@/lib/core/archive/blob-at-hand';
import { inspectArchiveAtHand, openArchiveAtHand } from '@/lib/core/archive/open-archive';
import { zipBytes, type ZipPart } from '@/lib/testing/zip-bytes';
import { inspectArchive, openArchive } from './zip-archive';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'archives-'));
});
afterAll(() => rm(folder, { recursive: true }));

const USERS = `sourcedId,name\n${'u1,somebody\n'.repeat(400)}`;
const parts = (): ZipPart[] => [
  { name: 'manifest.csv', content: 'propertyName,value\n' },
  { name: 'users.csv', content: USERS },
  { name: 'orgs.csv', content: 'sourcedId,name\no1,Oak\n' },
];
const withPart = (name: string, changed: Partial<ZipPart>): Buffer =>
  zipBytes(parts().map((part) => (part.name === name ? { ...part, ...changed } : part)));
const all = (changed: (part: ZipPart) => Partial<ZipPart>): Buffer =>
  zipBytes(parts().map((part) => ({ ...part, ...changed(part) })));

const ARCHIVES: readonly [string, () => Buffer][] = [
  ['deflated', () => zipBytes(parts())],
  ['stored', () => all(() => ({ isStored: true }))],
  ['sizes behind the data', () => all(() => ({ hasDescriptor: true }))],
  ['zip64', () => all(() => ({ isZip64: true }))],
  ['a program in front', () => zipBytes(parts(), Buffer.from('MZ stub'))],
  ['a folder', () => all(({ name }) => ({ name: `out/${String(name)}` }))],
  ['a folder as Windows writes it', () => all(({ name }) => ({ name: `out\\${String(name)}` }))],
  ['names that begin with ./', () => all(({ name }) => ({ name: `./${String(name)}` }))],
  [
    'a note beside the folder',
    () =>
      zipBytes([
        ...parts().map((part) => ({ ...part, name: `out/${String(part.name)}` })),
        { name: 'note.txt', content: 'x' },
      ]),
  ],
  [
    'a name in UTF-8',
    () => zipBytes([...parts(), { name: 'größe.txt', content: 'x', flags: 0x800 }]),
  ],
  [
    'a name without a word about its letters',
    () => zipBytes([...parts(), { name: Buffer.from([0x67, 0x94, 0xe1, 0x01]), content: 'x' }]),
  ],
  ['attendance alone', () => zipBytes([{ name: 'attendance.csv', content: 'x' }])],
  ['photos', () => zipBytes([{ name: 'a/photo.jpg', content: 'x' }])],
  ['Deflate64', () => withPart('users.csv', { method: 9 })],
  ['a method no one knows', () => withPart('users.csv', { method: 777 })],
  ['a password', () => withPart('users.csv', { flags: 1 })],
  ['strong encryption', () => withPart('users.csv', { flags: 0x41 })],
  ['a damaged stream', () => withPart('users.csv', { packed: (b) => b.fill(0xff, 9, 30) })],
  [
    'a stream that ends early',
    () => withPart('users.csv', { packed: (b) => b.subarray(0, b.length - 9) }),
  ],
  ['a wrong checksum', () => withPart('users.csv', { crc: 1 })],
  ['more bytes than stated', () => withPart('users.csv', { size: 100 })],
  ['fewer bytes than stated', () => withPart('users.csv', { size: 4_900 })],
  ['a stored file of two sizes', () => withPart('users.csv', { isStored: true, size: 100 })],
  ['no packed bytes', () => withPart('users.csv', { packed: () => Buffer.alloc(0) })],
  ['two files in one place', () => withPart('users.csv', { at: 0 })],
  ['a file behind the end', () => withPart('users.csv', { at: 5_000_000 })],
  ['a file that ends behind the end', () => withPart('users.csv', { packedSize: 5_000_000 })],
  ['a full path', () => withPart('users.csv', { name: '/srv/users.csv' })],
  ['a drive', () => withPart('users.csv', { name: 'C:\\out\\users.csv' })],
  ['a way up', () => withPart('users.csv', { name: 'a/../../users.csv' })],
  ['a NUL in a name', () => withPart('users.csv', { name: 'users.csv\0.exe' })],
  ['a link', () => withPart('users.csv', { mode: 0o120777, content: '/etc/passwd' })],
  [
    'an archive in an archive',
    () => zipBytes([{ name: 'export.zip', content: zipBytes(parts()) }]),
  ],
  ['nothing in it', () => zipBytes([])],
  [
    'more than fifty files',
    () =>
      zipBytes(Array.from({ length: 51 }, (_, index) => ({ name: `n${index}.txt`, content: 'x' }))),
  ],
  [
    'something packed two hundred times',
    () => withPart('users.csv', { content: 'a'.repeat(2_000_000) }),
  ],
  ['half an archive', () => zipBytes(parts()).subarray(0, 300)],
  ['an archive without its last bytes', () => zipBytes(parts()).subarray(0, -30)],
  ['junk in front', () => Buffer.concat([Buffer.from('<html>'), zipBytes(parts())])],
  ['junk behind', () => Buffer.concat([zipBytes(parts()), Buffer.from('<html>')])],
  ['a 7z archive', () => Buffer.from('377abcaf271c00040000', 'hex')],
  ['an empty file', () => Buffer.alloc(0)],
];

test.each(ARCHIVES)('of %s', async (_name, make) => {
  const bytes = make();
  const place = path.join(folder, 'archive.zip');
  await writeFile(place, bytes);
  const atHand = blobAtHand(new Blob([Uint8Array.from(bytes)]));
  expect(await inspectArchiveAtHand(atHand)).toBe(await inspectArchive(place));
  const inBrowser = await openArchiveAtHand(atHand);
  expect(await saidOf(inBrowser)).toEqual(await saidOf(await openArchive(place)));
});

/** What is wrong with it; or its files, each with its text or what is wrong with that. */
async function saidOf(opened: OpenedArchive): Promise<unknown> {
  if (!opened.ok) return opened.problem;
  const files = [];
  for (const { name, byteCount, open } of opened.files) {
    const chunks: Uint8Array[] = [];
    try {
      for await (const chunk of open()) chunks.push(chunk);
      files.push({ name, byteCount, text: Buffer.concat(chunks).toString() });
    } catch (error) {
      const problem = problemOfArchive(error);
      if (!problem) throw error;
      files.push({ name, byteCount, problem });
    }
  }
  return { folder: opened.folder, files };
}
