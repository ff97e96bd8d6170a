// How much JavaScript a browser gets with the first page it opens, read from the build: nothing is built here.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';

/** Compressed bytes; more than this makes a phone on a school's network wait. */
export const MOST_SCRIPT_BYTES = 190_000;

export interface RouteWeight {
  /** As the build names it: "/(signed-in)/runs/page". */
  route: string;
  bytes: number;
  /** Heaviest first. */
  chunks: readonly { file: string; bytes: number }[];
}

/** Every route of the build in this folder, heaviest first. Throws where there is no build. */
export function weighRoutes(folder: string): RouteWeight[] {
  const build = path.join(folder, '.next');
  const shared = sharedFiles(path.join(build, 'build-manifest.json'));
  const sizes = new Map<string, number>();
  const sizeOf = (file: string): number => {
    const known = sizes.get(file);
    if (known !== undefined) return known;
    const size = gzipSync(readFileSync(path.join(build, file))).length;
    sizes.set(file, size);
    return size;
  };
  return [...filesOfRoutes(path.join(build, 'server/app'))]
    .map(([route, own]) => {
      const chunks = [...new Set([...shared, ...own])]
        .map((file) => ({ file, bytes: sizeOf(file) }))
        .sort((a, b) => b.bytes - a.bytes);
      return { route, bytes: chunks.reduce((sum, { bytes }) => sum + bytes, 0), chunks };
    })
    .sort((a, b) => b.bytes - a.bytes);
}

/** One line for each route that is too heavy, with the chunks to look into first. */
export function describeTooHeavy(
  routes: readonly RouteWeight[],
  most: number = MOST_SCRIPT_BYTES,
): string[] {
  return routes
    .filter(({ bytes }) => bytes > most)
    .map(({ route, bytes, chunks }) => {
      const heaviest = chunks.slice(0, 3).map((chunk) => `${chunk.file} (${chunk.bytes})`);
      return `${route}: ${bytes} bytes of compressed JavaScript, at most ${most}; heaviest: ${heaviest.join(', ')}`;
    });
}

function sharedFiles(file: string): string[] {
  if (!existsSync(file)) throw new Error(`There is no build: ${file} is missing.`);
  const { rootMainFiles } = JSON.parse(readFileSync(file, 'utf8')) as { rootMainFiles: string[] };
  return rootMainFiles;
}

/** What Next writes for each page: the scripts of the page, its layouts, and what they show when something is wrong. */
type Manifests = Record<string, { entryJSFiles?: Record<string, string[]> }>;

const MANIFEST = 'page_client-reference-manifest.js';

function filesOfRoutes(folder: string): Map<string, Set<string>> {
  const context = createContext({});
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (path.basename(name) === MANIFEST)
      runInContext(readFileSync(path.join(folder, name), 'utf8'), context);
  const { __RSC_MANIFEST: manifests = {} } = context as { __RSC_MANIFEST?: Manifests };
  return new Map(
    Object.entries(manifests).map(([route, { entryJSFiles = {} }]) => [
      route,
      new Set(Object.values(entryJSFiles).flat()),
    ]),
  );
}
