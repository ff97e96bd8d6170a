// Prisma's own migration engine, as WebAssembly: its native binary is downloaded at run time, which a
// closed network refuses. It keeps the same _prisma_migrations table as `prisma migrate deploy`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const PRISMA_FOLDER = path.resolve('prisma');
const MIGRATIONS_FOLDER = path.join(PRISMA_FOLDER, 'migrations');
const NO_FILTER = { externalTables: [], externalEnums: [] };

let isEngineLoaded = false;

async function loadEngine(): Promise<typeof engineModule> {
  if (!isEngineLoaded) {
    const wasmFile = createRequire(import.meta.url)
      .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
      .replace(/\.js$/, '.wasm');
    const { instance } = await WebAssembly.instantiate(readFileSync(wasmFile), {
      './schema_engine_bg.js': engineModule as WebAssembly.ModuleImports,
    });
    engineModule.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
    isEngineLoaded = true;
  }
  return engineModule;
}

function readSchema(): { files: { path: string; content: string }[] } {
  const models = readdirSync(path.join(PRISMA_FOLDER, 'models')).map((name) => `models/${name}`);
  return {
    files: ['schema.prisma', ...models].map((name) => ({
      path: path.join(PRISMA_FOLDER, name),
      content: readFileSync(path.join(PRISMA_FOLDER, name), 'utf8'),
    })),
  };
}

function readMigrations(until?: string) {
  const names = existsSync(MIGRATIONS_FOLDER)
    ? readdirSync(MIGRATIONS_FOLDER, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .filter((name) => until === undefined || name <= until)
        .sort()
    : [];
  const lockFile = path.join(MIGRATIONS_FOLDER, 'migration_lock.toml');
  return {
    baseDir: MIGRATIONS_FOLDER,
    lockfile: {
      path: 'migration_lock.toml',
      content: existsSync(lockFile) ? readFileSync(lockFile, 'utf8') : null,
    },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok' as const,
          value: readFileSync(path.join(MIGRATIONS_FOLDER, name, 'migration.sql'), 'utf8'),
        },
      },
    })),
  };
}

// The adapter cuts a script at every semicolon, also inside a function's body. Sent whole, a migration
// is also one transaction: it happens or it does not.
class WholeScriptPg extends PrismaPg {
  constructor(private readonly pool: pg.Pool) {
    super(pool);
  }

  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await this.pool.query(script);
    };
    return adapter;
  }
}

async function withEngine<T>(
  databaseUrl: string,
  use: (engine: engineModule.SchemaEngine) => Promise<T>,
): Promise<T> {
  const { SchemaEngine } = await loadEngine();
  const pool = new pg.Pool({ connectionString: databaseUrl });
  // An idle session that is lost must not end the process.
  pool.on('error', () => {});
  try {
    const adapterFactory = bindMigrationAwareSqlAdapterFactory(new WholeScriptPg(pool));
    const datamodels = readSchema().files.map((file): [string, string] => [
      file.path,
      file.content,
    ]);
    const engine = await SchemaEngine.new({ datamodels }, () => {}, adapterFactory);
    try {
      return await use(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

/**
 * Applies the migrations the database has not seen, up to and with the one named `until`, where one is named. Returns
 * their names, in order.
 */
export function applyMigrations(
  databaseUrl: string,
  { until }: { until?: string } = {},
): Promise<string[]> {
  return withEngine(databaseUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: readMigrations(until),
      filters: NO_FILTER,
    });
    return appliedMigrationNames;
  });
}

/** The SQL that leads from an empty database to the schema: the starting point of a migration. */
export function schemaAsSql(databaseUrl: string): Promise<string> {
  return withEngine(databaseUrl, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', ...readSchema() },
      script: true,
      exitCode: null,
      filters: NO_FILTER,
    });
    return stdout ?? '';
  });
}
