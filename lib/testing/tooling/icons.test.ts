// The icons of app/ and public/: what the manifest names is there, and each picture is as large as is said of it.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, test } from 'vitest';
import { z } from 'zod';
import { projectRoot } from './planted-tree';

const read = (name: string): Buffer => readFileSync(path.join(projectRoot, name));

const manifest = z
  .object({
    icons: z.array(z.object({ src: z.string(), type: z.string(), sizes: z.string() })).min(1),
  })
  .parse(JSON.parse(read('app/manifest.webmanifest').toString('utf8')));

/** Next serves the icons of app/ by their own names, and all of public/. */
const fileOf = (address: string): string | undefined =>
  [`app${address}`, `public${address}`].find((name) => existsSync(path.join(projectRoot, name)));

function sizeOfPng(bytes: Buffer): string {
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

test.each(manifest.icons)('the manifest names $src as it is', ({ src, type, sizes }) => {
  const file = fileOf(src);
  if (file === undefined) throw new Error(`${src} is nowhere`);
  const isSvg = src.endsWith('.svg');
  expect(type).toBe(isSvg ? 'image/svg+xml' : 'image/png');
  expect(sizes).toBe(isSvg ? 'any' : sizeOfPng(read(file)));
});

it('has what a home screen of Apple asks for', () => {
  expect(sizeOfPng(read('app/apple-icon.png'))).toBe('180x180');
});

it('has a small picture for browsers that ask for favicon.ico', () => {
  const bytes = read('app/favicon.ico');
  expect([bytes.readUInt16LE(2), bytes.readUInt16LE(4)]).toEqual([1, 2]);
  const places = [0, 1].map((index) => bytes.readUInt32LE(6 + 16 * index + 12));
  expect(places.map((place) => sizeOfPng(bytes.subarray(place)))).toEqual(['16x16', '32x32']);
});

test.each(['app/icon.svg', 'public/icons/app-icon.svg'])('%s fetches nothing', (name) => {
  expect(read(name).toString('utf8').replace('http://www.w3.org/2000/svg', '')).not.toMatch(
    /https?:|url\(|<script|<image|<use|@import/,
  );
});

it('is drawn for light and for dark screens', () => {
  expect(read('app/icon.svg').toString('utf8')).toContain('@media (prefers-color-scheme: dark)');
});
