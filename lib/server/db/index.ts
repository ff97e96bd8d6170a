import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client';
import { WatchedClient } from './watched-client';

export type { Prisma } from './generated/client';
export * from './generated/enums';

/** Prisma for the product's own objects; the pool for set-based SQL and COPY. */
export interface Database {
  prisma: PrismaClient;
  pool: pg.Pool;
  /** What both call their sessions: whose they are, as an operator and the other processes see it. */
  sessionName: string;
  close(): Promise<void>;
}

/** Prisma inside a transaction: what commands hand to the helpers they call. */
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

// Without these, a count(*) or a bigint id arrives as text. No count here reaches 2^53.
const INT8_OID = 20;
// A school day is a plain date: never let the driver turn it into an instant.
const DATE_OID = 1082;

const parsers: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary' && oid === INT8_OID) return Number;
    if (format !== 'binary' && oid === DATE_OID) return (text: string) => text;
    return pg.types.getTypeParser(oid, format);
  },
};

/**
 * A command waits for its turn when the database is busy: 200 SFTP sessions share one pool, a large roster
 * being applied holds its district's row, and a machine can be slow for seconds. Prisma gives up after 2 and
 * 5 seconds.
 */
const TRANSACTIONS = { maxWait: 20_000, timeout: 30_000 };

export function openDatabase(
  databaseUrl: string,
  options: { maxConnections?: number } = {},
): Database {
  const max = options.maxConnections ?? 10;
  const sessionName = `connector ${process.pid} ${randomUUID()}`;
  const pool = openPool({
    connectionString: databaseUrl,
    application_name: sessionName,
    max,
    types: parsers,
    // A worker that was killed must not live on in a query of its own, holding its lock.
    options: '-c client_connection_check_interval=2s',
  });
  const prismaPool = openPool({
    connectionString: databaseUrl,
    application_name: sessionName,
    max,
  });
  const prisma = new PrismaClient({
    adapter: new PrismaPg(prismaPool),
    transactionOptions: TRANSACTIONS,
  });
  return {
    prisma,
    pool,
    sessionName,
    async close() {
      await prisma.$disconnect();
      await Promise.all([prismaPool.end(), pool.end()]);
    },
  };
}

function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...config, Client: WatchedClient });
  // An idle connection lost to a restart of Postgres must not end the process.
  pool.on('error', () => {});
  // Nor one in use: its query fails, which is where the loss is dealt with.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
