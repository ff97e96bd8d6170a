import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeTooHeavy, weighRoutes } from './page-weight';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'page-weight-'));
  // What cannot be compressed weighs what it has.
  write('static/chunks/react.js', randomBytes(3_000));
  write('static/chunks/layout.js', randomBytes(500));
  write('static/chunks/table.js', randomBytes(2_000));
  write('build-manifest.json', JSON.stringify({ rootMainFiles: ['static/chunks/react.js'] }));
  writeManifest('runs', '/runs/page', {
    layout: ['static/chunks/layout.js'],
    page: ['static/chunks/layout.js', 'static/chunks/table.js'],
  });
  writeManifest('help', '/help/page', { layout: ['static/chunks/layout.js'] });
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Buffer): void {
  const file = path.join(folder, '.next', name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function writeManifest(place: string, route: string, entryJSFiles: Record<string, string[]>): void {
  write(
    `server/app/${place}/page_client-reference-manifest.js`,
    `globalThis.__RSC_MANIFEST = globalThis.__RSC_MANIFEST || {};\n` +
      `globalThis.__RSC_MANIFEST[${JSON.stringify(route)}] = ${JSON.stringify({ entryJSFiles })};`,
  );
}

describe('the weight of a build', () => {
  test('counts what all pages share and each chunk of a page once, heaviest page first', () => {
    const routes = weighRoutes(folder);
    expect(routes.map(({ route }) => route)).toEqual(['/runs/page', '/help/page']);
    expect(routes.map(({ chunks }) => chunks.map(({ file }) => path.basename(file)))).toEqual([
      ['react.js', 'table.js', 'layout.js'],
      ['react.js', 'layout.js'],
    ]);
    expect(routes[0]?.bytes).toBeGreaterThan(5_500);
    expect(routes[0]?.bytes).toBeLessThan(5_700);
  });

  test('says which page is too heavy, by how much, and where to look', () => {
    const routes = weighRoutes(folder);
    expect(describeTooHeavy(routes)).toEqual([]);
    expect(describeTooHeavy(routes, 4_000)).toEqual([
      expect.stringMatching(
        /^\/runs\/page: 55\d\d bytes .*, at most 4000; heaviest: static\/chunks\/react\.js \(30\d\d\), static\/chunks\/table\.js \(20\d\d\), static/,
      ),
    ]);
  });

  test('of nothing that was built is no weight of zero', () => {
    expect(() => weighRoutes(path.join(folder, 'elsewhere'))).toThrow('There is no build');
  });
});
