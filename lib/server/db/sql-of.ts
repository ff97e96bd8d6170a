import type pg from 'pg';
import type { Queryable } from './queryable';

type Query = <Row>(text: string, values: unknown[]) => Promise<Row[]>;

/** SQL inside a transaction, whether Prisma's or one opened with BEGIN. */
export function sqlOf(tx: Queryable): Query {
  if ('$queryRawUnsafe' in tx) return (text, values) => tx.$queryRawUnsafe(text, ...values);
  return async <Row>(text: string, values: unknown[]) => {
    const { rows } = await tx.query<Row & pg.QueryResultRow>(text, values);
    return rows;
  };
}
