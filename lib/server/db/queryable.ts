import type pg from 'pg';
import type { Transaction } from '.';

/** Whatever answers SQL: a transaction of Prisma's, a session of the driver, or the pool. */
export type Queryable = Pick<Transaction, '$queryRawUnsafe'> | pg.ClientBase | pg.Pool;
