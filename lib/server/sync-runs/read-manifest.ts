import {
  MANIFEST_HEAD_BYTES,
  parseManifestText,
  type ManifestText,
} from '@/lib/core/oneroster/manifest-text';

/** The one way in which manifest.csv is read, while files arrive and when the set is checked. Never more than its head. */
export async function readManifest(source: AsyncIterable<Buffer>): Promise<ManifestText> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of source) {
    chunks.push(chunk);
    byteCount += chunk.length;
    if (byteCount > MANIFEST_HEAD_BYTES) break;
  }
  const isCut = byteCount > MANIFEST_HEAD_BYTES;
  return parseManifestText(Buffer.concat(chunks).subarray(0, MANIFEST_HEAD_BYTES), { isCut });
}
