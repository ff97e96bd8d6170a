// The accounting of a run's files: which ones they were, how each was read, and what became of its rows.
import type pg from 'pg';
import type { RosterEntity } from '@/lib/core/oneroster';
import type { RunKey } from '../../db/roster-tables';
import type { RosterSet, SetFile } from './roster-set';

/** What is kept of the reading of a file. */
export interface FileAccounting {
  hasBom: boolean;
  newline: string | null;
  rowsRead: number;
  rowsAccepted: number;
  rowsRejected: number;
  rowsIgnored: number;
  /** Of the accepted, word for word as they are live. */
  rowsUnchanged: number;
  cleanUps: Record<string, number>;
}

/** Replaces what an earlier attempt wrote. */
export async function storeRunFiles(
  client: pg.ClientBase,
  run: RunKey,
  set: RosterSet,
  staged: ReadonlyMap<RosterEntity, FileAccounting>,
): Promise<void> {
  await client.query('DELETE FROM sync_run_file WHERE tenant_id = $1 AND run_id = $2', [
    run.tenantId,
    run.id,
  ]);
  const insert = async (
    file: SetFile,
    mode: string,
    reading: FileAccounting | null,
    isLeftAside: boolean,
  ): Promise<void> => {
    await client.query(
      `INSERT INTO sync_run_file (tenant_id, run_id, file_name, delivery_id, byte_count, sha256, mode, encoding, newline,
         rows_read, rows_accepted, rows_rejected, rows_ignored, rows_unchanged, clean_ups, left_aside)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [
        run.tenantId,
        run.id,
        file.fileName,
        file.deliveryId,
        file.byteCount,
        file.sha256,
        mode,
        reading ? `UTF-8${reading.hasBom ? ' with BOM' : ''}` : null,
        reading?.newline ?? null,
        reading?.rowsRead ?? 0,
        reading?.rowsAccepted ?? 0,
        reading?.rowsRejected ?? 0,
        reading?.rowsIgnored ?? 0,
        reading?.rowsUnchanged ?? 0,
        JSON.stringify(reading?.cleanUps ?? {}),
        isLeftAside,
      ],
    );
  };
  if (set.manifest) await insert(set.manifest, 'manifest', null, false);
  for (const [entity, file] of set.files)
    await insert(file, file.mode, staged.get(entity) ?? null, false);
  for (const file of set.leftAside) await insert(file, 'absent', null, true);
}
