// The wall in the database: what our processes' own role is refused, whoever gets hold of their connection.
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createRoster } from '@/lib/testing/builders-roster';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { liveTable, PLANNED_ENTITIES, stagingTable, type RunKey } from './roster-tables';

const NO_PRIVILEGE = '42501';
const NO_SUCH_TABLE = '42P01';
const NOT_A_FIRST_ROSTER = '22023';
const FLAWED = '55000';

let ctx: TestContext;
let client: pg.PoolClient;
/** Of a district with a live roster. */
let live: RunKey;
/** Quoted: whose the tables are. */
let owner: string;

beforeAll(async () => {
  ctx = await createTestContext();
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const people = [{ sourcedId: 'ana' }];
  const { runId } = await createRoster(ctx, connection, { people });
  live = { id: runId, tenantId: tenant.id };
  await ctx.db.prisma.auditEvent.create({
    data: { actorKind: 'worker', action: 'x', objectType: 'x', objectId: 'x' },
  });
  client = await ctx.db.pool.connect();
  const { rows } = await client.query<{ owner: string }>(
    `SELECT relowner::regrole::text AS owner FROM pg_class WHERE oid = 'audit_event'::regclass`,
  );
  owner = rows[0]?.owner ?? '';
});
afterAll(async () => {
  client.release();
  await ctx.close();
});

/** The SQLSTATE with which PostgreSQL refuses the last of these, or null; nothing of it stays. */
async function refusalOf(...statements: string[]): Promise<string | null> {
  await client.query('BEGIN');
  try {
    for (const statement of statements) await client.query(statement);
    return null;
  } catch (error) {
    return (error as pg.DatabaseError).code ?? String(error);
  } finally {
    await client.query('ROLLBACK');
  }
}

/** In a statement: the partition of the district with a live roster, and whose the tables are. */
const OF_TENANT = '_t$';
const OWNER = '$owner';

const REFUSED: [what: string, ...statements: string[]][] = [
  ['the trail off', 'ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only'],
  ['all triggers off', 'ALTER TABLE audit_event DISABLE TRIGGER ALL'],
  ['triggers off for a session', 'SET session_replication_role = replica'],
  ['the trigger dropped', 'DROP TRIGGER audit_event_append_only ON audit_event'],
  [
    'the trigger emptied',
    `CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
  ],
  ['a rule before it', 'CREATE RULE r AS ON INSERT TO audit_event DO INSTEAD NOTHING'],
  [
    'a trigger before it',
    `CREATE FUNCTION staging.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
    'CREATE TRIGGER t BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION staging.f()',
  ],
  ['an event changed', `UPDATE audit_event SET action = 'nothing'`],
  ['an event deleted', 'DELETE FROM audit_event'],
  ['events deleted on the way', 'WITH d AS (DELETE FROM audit_event RETURNING 1) SELECT FROM d'],
  ['the trail emptied', 'TRUNCATE audit_event'],
  ['the trail emptied with what hangs on it', 'TRUNCATE audit_event CASCADE'],
  [
    'an event changed while another is added',
    `INSERT INTO audit_event (id, actor_kind, action, object_type, object_id) SELECT id, 'x', 'x', 'x', 'x' FROM audit_event
     ON CONFLICT (id) DO UPDATE SET action = 'nothing'`,
  ],
  ['the trail locked', 'LOCK TABLE audit_event IN ACCESS EXCLUSIVE MODE'],
  ['the trail dropped', 'DROP TABLE audit_event'],
  ['the trail renamed', 'ALTER TABLE audit_event RENAME TO gone'],
  [
    'more rights, from oneself',
    'GRANT ALL ON audit_event TO connector_app',
    'DELETE FROM audit_event',
  ],
  ['a live table dropped', 'DROP TABLE roster_user CASCADE'],
  ['a live table altered', 'ALTER TABLE roster_user ADD COLUMN x int'],
  ['a live table emptied', 'TRUNCATE roster_user'],
  ['a partition dropped', `DROP TABLE roster_user${OF_TENANT}`],
  ['a partition altered', `ALTER TABLE roster_user${OF_TENANT} DROP COLUMN family_name`],
  ['a partition emptied', `TRUNCATE roster_user${OF_TENANT}`],
  ['a partition renamed', `ALTER TABLE roster_user${OF_TENANT} RENAME TO gone`],
  ['a partition taken', `ALTER TABLE roster_user${OF_TENANT} OWNER TO connector_app`],
  ['a partition detached', `ALTER TABLE roster_user DETACH PARTITION roster_user${OF_TENANT}`],
  ['a partition made', 'CREATE TABLE staging.p PARTITION OF roster_user FOR VALUES IN (0)'],
  [
    'the table of a plan attached',
    'ALTER TABLE change_large ATTACH PARTITION staging.x FOR VALUES IN (0)',
  ],
  ['the plans emptied', 'TRUNCATE change'],
  ['numbers of runs counted anew', 'DELETE FROM run_counter'],
  ['numbers of files turned back', 'UPDATE attendance_run_counter SET last_number = 0'],
  ['numbers of runs turned back', 'UPDATE run_counter SET last_number = 0'],
  ['a table in public', 'CREATE TABLE public.x (id int)'],
  ['a view in public', 'CREATE VIEW public.x AS SELECT 1'],
  ['a function in public', `CREATE FUNCTION public.x() RETURNS int LANGUAGE sql AS 'SELECT 1'`],
  ['a schema', 'CREATE SCHEMA x'],
  ['an extension', 'CREATE EXTENSION pg_trgm'],
  ['the staging schema dropped', 'DROP SCHEMA staging CASCADE'],
  ['a migration forgotten', 'DELETE FROM _prisma_migrations'],
  ['a migration changed', `UPDATE _prisma_migrations SET checksum = ''`],
  ['passwords read', 'SELECT rolpassword FROM pg_authid'],
  ['a file of the server read', `SELECT pg_read_file('postgresql.conf')`],
  ['a program of the server', `COPY (SELECT 1) TO PROGRAM 'true'`],
  ['the role of the owner', `SET ROLE ${OWNER}`],
  ['the session of the owner', `SET SESSION AUTHORIZATION ${OWNER}`],
  ['a role of before', 'RESET ROLE', 'DROP TABLE audit_event'],
  ['no role at all', 'SET ROLE NONE', 'DROP TABLE audit_event'],
  ['a role above all', 'ALTER ROLE connector_app SUPERUSER'],
  ['a role that makes others', 'CREATE ROLE x'],
  ['membership', `GRANT ${OWNER} TO connector_app`],
  ['an owner function taken', 'ALTER FUNCTION analyze_table(text) OWNER TO connector_app'],
  ['an owner function led astray', 'ALTER FUNCTION analyze_table(text) SET search_path = staging'],
  ['an event told otherwise', `UPDATE outbox_event SET payload = '{}'`],
  ['an event moved', 'UPDATE outbox_event SET position = 1'],
  ['what owner functions ask each other', 'SELECT roster_parts()'],
];

const named = (statement: string): string =>
  statement.replaceAll(OF_TENANT, `_t${live.tenantId}`).replaceAll(OWNER, owner);

test.each(REFUSED)('is refused: %s', async (_, ...statements) => {
  expect(await refusalOf(...statements.map(named))).toBe(NO_PRIVILEGE);
});

test('may do what the product does: add to the trail, and write a live roster', async () => {
  const allowed = await refusalOf(
    `INSERT INTO audit_event (actor_kind, action, object_type, object_id) VALUES ('x', 'x', 'x', 'x') RETURNING id`,
    named(`UPDATE roster_user${OF_TENANT} SET username = 'x'`),
    "SELECT analyze_table('change')",
  );
  expect(allowed).toBeNull();
});

describe('what stands in the catalogue', () => {
  const LESS = new Map([
    ['audit_event', ['INSERT', 'SELECT']],
    ['outbox_event', ['DELETE', 'INSERT', 'SELECT']],
    ['_prisma_migrations', ['SELECT']],
    ['run_counter', ['SELECT']],
    ['attendance_run_counter', ['SELECT']],
  ]);

  test('each table of the product may be read and written, and no more, also one that comes later', async () => {
    await ctx.asOwner('CREATE TABLE made_later (id serial)');
    const { rows } = await ctx.db.pool.query<{ name: string; rights: string[] }>(
      `SELECT c.relname AS name, array(SELECT p FROM unnest(ARRAY['DELETE', 'INSERT', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE']) p
         WHERE has_table_privilege(c.oid, p)) AS rights
       FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`,
    );
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['made_later', 'roster_user', `roster_link_t${live.tenantId}`]),
    );
    for (const { name, rights } of rows)
      expect(rights, name).toEqual(LESS.get(name) ?? ['DELETE', 'INSERT', 'SELECT', 'UPDATE']);
    const sequences = await ctx.db.pool.query(
      `SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND NOT has_sequence_privilege(format('public.%I', sequencename), 'USAGE')`,
    );
    expect(sequences.rows).toEqual([]);
    await ctx.asOwner('DROP TABLE made_later');
  });

  test('a table that refuses changes by a trigger gives no right to make them', async () => {
    const { rows } = await ctx.db.pool.query<{ name: string }>(
      `SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
       WHERE p.prosrc LIKE '%append-only%'`,
    );
    expect(rows.map(({ name }) => name)).toEqual(['audit_event']);
  });

  test('the role owns nothing but staged tables, and may do nothing else on the server', async () => {
    const { rows: owned } = await ctx.db.pool.query(
      `SELECT c.oid::regclass::text FROM pg_class c WHERE pg_has_role(c.relowner, 'MEMBER') AND c.relnamespace <> 'staging'::regnamespace
         AND c.relnamespace <> ALL (SELECT oid FROM pg_namespace WHERE nspname LIKE 'pg\\_t%')`,
    );
    expect(owned).toEqual([]);
    const { rows: roles } = await ctx.db.pool.query(
      `SELECT rolname, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls AS may,
         array(SELECT roleid::regrole::text FROM pg_auth_members WHERE member = r.oid) AS member
       FROM pg_roles r WHERE rolname = current_user`,
    );
    expect(roles).toEqual([{ rolname: 'connector_app', may: false, member: [] }]);
  });

  test('what runs as the owner names all it uses, and is for the application alone', async () => {
    const { rows } = await ctx.db.pool.query<{ name: string }>(
      `SELECT proname AS name, proconfig AS settings,
         EXISTS (SELECT FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) WHERE grantee = 0) AS "isPublic"
       FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef ORDER BY 1`,
    );
    const searchPath = 'search_path=pg_catalog, pg_temp';
    expect(rows).toEqual(
      [
        { name: 'analyze_table', settings: [searchPath] },
        { name: 'attach_first_roster', settings: [searchPath] },
        { name: 'close_large_plan', settings: [searchPath] },
        { name: 'detach_first_roster', settings: [searchPath] },
        { name: 'drop_empty_plans', settings: [searchPath, 'lock_timeout=200ms'] },
        { name: 'number_attendance_run', settings: [searchPath] },
        { name: 'number_outbox_event', settings: [searchPath] },
        { name: 'number_run', settings: [searchPath] },
        { name: 'open_large_plan', settings: [searchPath] },
      ].map((each) => ({ ...each, isPublic: false })),
    );
  });
});

describe('the table of a large plan', () => {
  const NOT_PLANNED = '22023';

  test('is made for a run that is being planned, and for no other', async () => {
    const open = `SELECT open_large_plan(${live.tenantId}, ${live.id})`;
    expect(await refusalOf(open)).toBe(NOT_PLANNED);
    expect(await refusalOf(`SELECT close_large_plan(${live.tenantId}, ${live.id})`)).toBe(
      NOT_PLANNED,
    );
    const tenant = await createTenant(ctx);
    const { id: connectionId } = await createConnection(ctx, tenant);
    const { id } = await ctx.db.prisma.syncRun.create({
      data: { tenantId: tenant.id, connectionId, state: 'PROCESSING' },
    });
    expect(await refusalOf(`SELECT open_large_plan(${live.tenantId}, ${id})`)).toBe(NOT_PLANNED);
    const own = `SELECT open_large_plan(${tenant.id}, ${id})`;
    expect(await refusalOf(own)).toBeNull();
    for (const [statement, code] of [
      [`ALTER TABLE change_run_${id} ADD COLUMN x int`, NO_PRIVILEGE],
      [`DROP TABLE change_run_${id}`, NO_PRIVILEGE],
      [
        `INSERT INTO change_run_${id} (tenant_id, run_id, seq, entity, counted_as, action, sourced_id, is_large)
        VALUES (${live.tenantId}, ${id}, 1, 'user', 'students', 'ADD', 'x', true)`,
        '23514',
      ],
    ] as const)
      expect(await refusalOf(own, statement), statement).toBe(code);
  });
});

test.each([
  'audit_event; DROP TABLE audit_event',
  'audit_event"; DROP TABLE audit_event; --',
  "x'; DROP TABLE audit_event; --",
  '"audit_event"',
  'public.audit_event',
  'AUDIT_EVENT',
  'pg_authid',
  'pg_catalog.pg_class',
  'staging.run_1_user',
  'audit_event_pkey',
  'audit_event (action)',
  'audit_event ',
  '',
  '*',
])('a table named %j is not analyzed', async (name) => {
  expect(await refusalOf(`SELECT analyze_table(${client.escapeLiteral(name)})`)).toBe(
    NO_SUCH_TABLE,
  );
});

describe('a first roster', () => {
  /** Staged tables without rows; `run` of a district that has no roster. */
  async function stagedRun(): Promise<{ run: RunKey; tables: string[] }> {
    const tenant = await createTenant(ctx);
    const { id: connectionId } = await createConnection(ctx, tenant);
    const run = await createRun(tenant.id, connectionId, 'INITIAL');
    const tables = PLANNED_ENTITIES.map(
      (entity) =>
        `CREATE TABLE ${stagingTable(run, entity)} (LIKE ${liveTable(entity)} INCLUDING DEFAULTS, CONSTRAINT tenant CHECK (tenant_id = ${run.tenantId}))`,
    );
    return { run, tables };
  }

  async function createRun(
    tenantId: number,
    connectionId: number,
    planKind: 'INITIAL' | 'INCREMENTAL',
  ): Promise<RunKey> {
    const createdAt = ctx.clock.now();
    return ctx.db.prisma.syncRun.create({
      data: {
        tenantId,
        connectionId,
        planKind,
        state: 'APPLIED',
        createdAt,
        lastArrivalAt: createdAt,
      },
      select: { id: true, tenantId: true },
    });
  }

  const attach = ({ tenantId, id }: RunKey): string =>
    `SELECT attach_first_roster(${tenantId}, ${id})`;
  const detach = ({ tenantId, id }: RunKey): string =>
    `SELECT detach_first_roster(${tenantId}, ${id})`;

  test('becomes the owner’s, whole and writable, and comes back as the application’s', async () => {
    const { run, tables } = await stagedRun();
    const ownerOf = async (table: string): Promise<unknown> =>
      (
        await client.query<{ owner: string }>(
          'SELECT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE oid = $1::regclass',
          [table],
        )
      ).rows[0]?.owner;
    for (const table of tables) await client.query(table);
    await client.query(attach(run));
    for (const entity of PLANNED_ENTITIES)
      expect(await ownerOf(`${liveTable(entity)}_t${run.tenantId}`)).toBe(
        await ownerOf(liveTable(entity)),
      );
    await client.query(detach(run));
    for (const entity of PLANNED_ENTITIES)
      expect(await ownerOf(stagingTable(run, entity))).toBe('connector_app');
    // Once more, and away: what is left of the rights of before is in nobody's way.
    await client.query(attach(run));
    await client.query(detach(run));
    for (const entity of PLANNED_ENTITIES)
      await client.query(`DROP TABLE ${stagingTable(run, entity)}`);
  });

  test.each<[string, (run: RunKey) => RunKey]>([
    ['a run of another district', ({ id }) => ({ id, tenantId: live.tenantId })],
    ['another district', ({ tenantId }) => ({ id: live.id, tenantId })],
    ['no run', ({ tenantId }) => ({ id: 2_147_483_647, tenantId })],
    ['a negative number', ({ id }) => ({ id, tenantId: -1 })],
  ])('is neither attached nor detached for %s', async (_, asked) => {
    const { run, tables } = await stagedRun();
    for (const change of [attach, detach])
      expect(await refusalOf(...tables, change(asked(run)))).toBe(NOT_A_FIRST_ROSTER);
  });

  test('is neither attached nor detached for nobody', async () => {
    for (const change of ['attach', 'detach'])
      expect(await refusalOf(`SELECT ${change}_first_roster(NULL, NULL)`)).toBe(NOT_A_FIRST_ROSTER);
  });

  test('a live roster is not taken by a later run of its district', async () => {
    const { id: connectionId } = await ctx.db.prisma.connection.findFirstOrThrow({
      where: { tenantId: live.tenantId },
    });
    const later = await createRun(live.tenantId, connectionId, 'INCREMENTAL');
    expect(await refusalOf(detach(later))).toBe(NOT_A_FIRST_ROSTER);
  });

  test.each([
    `SELECT attach_first_roster('1; DROP TABLE audit_event', 1)`,
    `SELECT attach_first_roster(1, '1_user" OWNER TO connector_app; --')`,
    `SELECT detach_first_roster('1''', 1)`,
    `SELECT detach_first_roster('', '')`,
  ])('numbers are numbers: %s', async (statement) => {
    expect(await refusalOf(statement)).toBe('22P02');
  });

  /** Done by the application, to a table of its own, before it asks to have it attached. `$` is the staged table of people. */
  const HUNG: [what: string, ...statements: string[]][] = [
    [
      'a trigger',
      'CREATE TRIGGER t BEFORE UPDATE ON $ FOR EACH ROW EXECUTE FUNCTION staging.fire()',
    ],
    ['a rule', 'CREATE RULE r AS ON UPDATE TO $ DO ALSO SELECT staging.evil(1)'],
    ['a policy', 'CREATE POLICY p ON $ USING (staging.evil(1) = 1)'],
    ['row security', 'ALTER TABLE $ ENABLE ROW LEVEL SECURITY'],
    ['an index over a function', 'CREATE INDEX ON $ (staging.evil(tenant_id))'],
    ['an index for a function', 'CREATE INDEX ON $ (tenant_id) WHERE staging.evil(1) = 1'],
    [
      'statistics over a function',
      'CREATE STATISTICS staging.s ON (staging.evil(tenant_id)), run_id FROM $',
    ],
    ['a check of its own', 'ALTER TABLE $ ADD CHECK (staging.evil(1) = 1)'],
    [
      'a check of the server’s words',
      `ALTER TABLE $ ADD CHECK (query_to_xml('SELECT 1', true, true, '') IS NOT NULL)`,
    ],
    ['a default that calls', 'ALTER TABLE $ ALTER COLUMN line_number SET DEFAULT staging.evil(1)'],
    [
      'an identity',
      'ALTER TABLE $ ALTER COLUMN line_number SET NOT NULL, ALTER COLUMN line_number ADD GENERATED ALWAYS AS IDENTITY',
    ],
    ['rights for everybody', 'GRANT TRIGGER ON $ TO PUBLIC'],
    ['rights on a column', 'GRANT UPDATE (role) ON $ TO PUBLIC'],
    ['a view', 'CREATE VIEW staging.v AS SELECT * FROM $'],
    [
      'a key that points at it',
      'ALTER TABLE $ ADD UNIQUE (sourced_id)',
      'CREATE TABLE staging.k (id text REFERENCES $ (sourced_id))',
    ],
    ['a table that inherits', 'CREATE TABLE staging.c () INHERITS ($)'],
    ['a table without a log', 'ALTER TABLE $ SET UNLOGGED'],
    [
      'a view in its place',
      'ALTER TABLE $ RENAME TO away',
      'CREATE VIEW $ AS SELECT * FROM staging.away',
    ],
    ['a sequence', 'CREATE SEQUENCE staging.s OWNED BY $.line_number'],
  ];

  test.each(HUNG)('does not become live with %s hung on it', async (_, ...statements) => {
    const { run, tables } = await stagedRun();
    const hung = statements.map((each) => each.replaceAll('$', stagingTable(run, 'user')));
    const refusal = await refusalOf(
      ...tables,
      `CREATE FUNCTION staging.evil(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'`,
      `CREATE FUNCTION staging.fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
      ...hung,
      attach(run),
    );
    expect(refusal).toBe(FLAWED);
  });
});
