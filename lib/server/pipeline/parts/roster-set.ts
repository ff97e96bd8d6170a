import type { FileMode, RosterEntity } from '@/lib/core/oneroster';

export interface SetFile {
  fileName: string;
  mode: 'bulk' | 'delta';
  deliveryId: number;
  byteCount: number;
  sha256: string | null;
  open(): AsyncIterable<Buffer>;
}

export interface RosterSet {
  files: ReadonlyMap<RosterEntity, SetFile>;
  /** What the manifest says of each file; assumed where the district may send none. */
  modes: ReadonlyMap<RosterEntity, FileMode>;
  /** Present and not read: gradebook, resources, declared absent, names we do not know. */
  leftAside: readonly SetFile[];
  manifest: SetFile | null;
  /** Identity of the bytes received, whatever their order. */
  inputHash: string;
}
