// A product with the gallery: everything on loopback, in a folder that goes with it.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findConnector } from '@/lib/cli/environment';
import type { AppContext } from '@/lib/server/app-context';
import { openContext } from '@/lib/server/open-context';
import { startWith } from '../start-product';
import { writeGallery } from './gallery-file';

const GALLERY_VARIABLE = 'CONNECTOR_GALLERY';

/** What the gallery of this process's product shows. */
export function galleryFile(): string {
  const file = process.env[GALLERY_VARIABLE];
  if (!file) throw new Error('There is no gallery.');
  return file;
}

/** Resolves once every look is there. */
export async function startGallery(): Promise<{ ctx: AppContext; stop: () => Promise<void> }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'connector-gallery-'));
  const file = path.join(folder, 'gallery.json');
  const stopProduct = await startWith({ [GALLERY_VARIABLE]: file }, '--gallery');
  const ctx = await contextOfProduct();
  const stop = async (): Promise<void> => {
    await ctx.db.close();
    await stopProduct();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await writeGallery(ctx, file);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ctx, stop };
}

async function contextOfProduct(): Promise<AppContext> {
  const settled = await findConnector(process.env);
  if (!settled.ok) throw new Error(settled.message);
  return openContext('e2e', settled.env);
}
