// Reads the records that are kept of an Ed-Fi API, some at a time in the order of their keys, and those that belong to them.
import type { MirroredResource } from '@/lib/core/ed-fi/mirrored-records';
import type { EdFiResources } from '@/lib/core/ed-fi/resources';
import type { AppContext } from '../../../app-context';

export interface Kept<Body> {
  /** Its own key, or that of whom it tells. */
  ownerKey: string;
  body: Body;
}

export type ByOwner<Body> = ReadonlyMap<string, readonly Body[]>;

const BATCH_ROWS = 1_000;

export class MirrorReader {
  constructor(
    private readonly ctx: AppContext,
    private readonly key: { tenantId: number; connectionId: number },
  ) {}

  async *batches<Resource extends MirroredResource>(
    resource: Resource,
  ): AsyncGenerator<Kept<EdFiResources[Resource]>[]> {
    let after: { ownerKey: string; id: string } = { ownerKey: '', id: '' };
    for (;;) {
      const { rows } = await this.ctx.db.pool.query<Kept<EdFiResources[Resource]> & { id: string }>(
        `SELECT owner_key AS "ownerKey", id, body FROM ed_fi_record
         WHERE tenant_id = $1 AND connection_id = $2 AND resource = $3
           AND owner_key >= $4 AND (owner_key, id) > ($4, $5)
         ORDER BY owner_key, id LIMIT ${BATCH_ROWS}`,
        [this.key.tenantId, this.key.connectionId, resource, after.ownerKey, after.id],
      );
      if (rows.length > 0) yield rows;
      const last = rows.at(-1);
      if (!last || rows.length < BATCH_ROWS) return;
      after = last;
    }
  }

  async *all<Resource extends MirroredResource>(
    resource: Resource,
  ): AsyncGenerator<EdFiResources[Resource]> {
    for await (const batch of this.batches(resource)) for (const { body } of batch) yield body;
  }

  /** By whom they tell of. */
  async of<Resource extends MirroredResource>(
    resource: Resource,
    ownerKeys: readonly string[],
  ): Promise<ByOwner<EdFiResources[Resource]>> {
    const { rows } = await this.ctx.db.pool.query<Kept<EdFiResources[Resource]>>(
      `SELECT owner_key AS "ownerKey", body FROM ed_fi_record
       WHERE tenant_id = $1 AND connection_id = $2 AND resource = $3 AND owner_key = ANY($4)
       ORDER BY owner_key, id`,
      [this.key.tenantId, this.key.connectionId, resource, [...new Set(ownerKeys)]],
    );
    return grouped(rows);
  }

  /** Of those who are asked for the contacts who are known. */
  async known(resource: MirroredResource, keys: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.ctx.db.pool.query<{ ownerKey: string }>(
      `SELECT owner_key AS "ownerKey" FROM ed_fi_record
       WHERE tenant_id = $1 AND connection_id = $2 AND resource = $3 AND owner_key = ANY($4)`,
      [this.key.tenantId, this.key.connectionId, resource, [...new Set(keys)]],
    );
    return new Set(rows.map(({ ownerKey }) => ownerKey));
  }

  /** Whose contacts they are, with the students' keys: by contact. */
  async childrenOf(
    contactKeys: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Kept<EdFiResources['studentContactAssociations']>[]>> {
    const { rows } = await this.ctx.db.pool.query<
      Kept<EdFiResources['studentContactAssociations']> & { otherKey: string }
    >(
      `SELECT owner_key AS "ownerKey", other_key AS "otherKey", body FROM ed_fi_record
       WHERE tenant_id = $1 AND connection_id = $2 AND other_key = ANY($3) ORDER BY other_key, owner_key`,
      [this.key.tenantId, this.key.connectionId, [...contactKeys]],
    );
    const found = new Map<string, Kept<EdFiResources['studentContactAssociations']>[]>();
    for (const row of rows) {
      const list = found.get(row.otherKey);
      if (list) list.push(row);
      else found.set(row.otherKey, [row]);
    }
    return found;
  }

  /** Sections that are the homeroom of some of their students: Ed-Fi says it of them. By the section's key. */
  async homerooms(): Promise<ReadonlySet<string>> {
    const { rows } = await this.ctx.db.pool.query<{ section: string }>(
      `SELECT DISTINCT (body->'sectionReference')::text AS section FROM ed_fi_record
       WHERE tenant_id = $1 AND connection_id = $2 AND resource = 'studentSectionAssociations'
         AND body->>'homeroomIndicator' = 'true'`,
      [this.key.tenantId, this.key.connectionId],
    );
    return new Set(rows.map(({ section }) => section));
  }
}

function grouped<Body>(rows: readonly Kept<Body>[]): ByOwner<Body> {
  const found = new Map<string, Body[]>();
  for (const { ownerKey, body } of rows) {
    const list = found.get(ownerKey);
    if (list) list.push(body);
    else found.set(ownerKey, [body]);
  }
  return found;
}
