// The rows of a database as text, in the form PostgreSQL's own dumps have: written by one version of the product, read
// back by the test that migrates them.
import { pipeline } from 'node:stream/promises';
import { Readable, Writable } from 'node:stream';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

const BLOCK = /^COPY (\S+) \((.+?)\) FROM stdin;\n([\s\S]*?)^\\\.\n/gm;

/** Every table of the product with rows, partitions as part of their table. */
export async function writeStoredRows(client: pg.ClientBase): Promise<string> {
  let text = '';
  for (const { name, columns } of await listTables(client)) {
    const rows = await readTable(client, name, columns);
    if (rows !== '') text += `COPY ${name} (${columns.join(', ')}) FROM stdin;\n${rows}\\.\n`;
  }
  return text;
}

/** Fills an empty database. Keys between tables are taken as they were; numbering goes on behind them. */
export async function loadStoredRows(client: pg.ClientBase, text: string): Promise<void> {
  await client.query(`SET session_replication_role = replica`);
  for (const [, name = '', columns = '', rows = ''] of text.matchAll(BLOCK)) {
    await createPartitions(client, name, columns, rows);
    await pipeline(
      Readable.from([rows]),
      client.query(copyFrom(`COPY ${name} (${columns}) FROM STDIN`)),
    );
  }
  await client.query(`SET session_replication_role = DEFAULT`);
  const numbered = [...(await listNumbered(client)), ...(await listShared(client))];
  for (const { sequence, name, column } of numbered)
    await client.query(
      `SELECT setval($1, (SELECT max(${column}) FROM ${name})) WHERE EXISTS (SELECT FROM ${name})`,
      [sequence],
    );
}

interface Numbered {
  sequence: string;
  name: string;
  column: string;
}

async function listNumbered(client: pg.ClientBase): Promise<Numbered[]> {
  const { rows } = await client.query<Numbered>(
    `SELECT pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS sequence, c.relname AS name, quote_ident(a.attname) AS "column"
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
       AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL`,
  );
  return rows;
}

/** Sequences that belong to no column, and what they have numbered. */
const SHARED: readonly Numbered[] = [
  { sequence: 'outbox_position_seq', name: 'outbox_event', column: 'position' },
];

async function listShared(client: pg.ClientBase): Promise<Numbered[]> {
  const { rows } = await client.query<{ sequence: string }>(
    `SELECT c.relname AS sequence FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind = 'S'
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i'))`,
  );
  return rows.map(({ sequence }) => {
    const known = SHARED.find((each) => each.sequence === sequence);
    if (!known) throw new Error(`what ${sequence} numbers is not known`);
    return known;
  });
}

export interface StoredTable {
  name: string;
  /** Quoted where PostgreSQL wants it; without those it works out by itself. */
  columns: string[];
}

export async function listTables(client: pg.ClientBase): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable>(
    `SELECT c.relname AS name, array_agg(quote_ident(a.attname) ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> '_prisma_migrations'
     GROUP BY 1 ORDER BY 1`,
  );
  return rows;
}

/** In an order that two versions share: by all columns named. */
export async function readTable(
  client: pg.ClientBase,
  name: string,
  columns: readonly string[],
): Promise<string> {
  const chunks: Buffer[] = [];
  const order = columns.map((column) => `${column}::text`).join(', ');
  await pipeline(
    client.query(
      copyTo(`COPY (SELECT ${columns.join(', ')} FROM ${name} ORDER BY ${order}) TO STDOUT`),
    ),
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk);
        done();
      },
    }),
  );
  return Buffer.concat(chunks).toString('utf8');
}

/** A roster table has a partition per tenant, named as applying a first roster names it. Other tables have their parts. */
async function createPartitions(
  client: pg.ClientBase,
  name: string,
  columns: string,
  rows: string,
): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT FROM pg_class WHERE relname = $1 AND relkind = 'p' AND relname LIKE 'roster_%'`,
    [name],
  );
  if (rowCount === 0) return;
  const place = columns.split(', ').indexOf('tenant_id');
  const tenants = new Set(
    rows
      .split('\n')
      .filter((row) => row !== '')
      .map((row) => row.split('\t')[place]),
  );
  for (const tenantId of tenants)
    await client.query(
      `CREATE TABLE ${name}_t${tenantId} PARTITION OF ${name} FOR VALUES IN (${tenantId})`,
    );
}
