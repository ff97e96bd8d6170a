import { Prisma } from './generated/client';

const UNIQUE_VIOLATION = '23505';

/** Whether somebody else was first with what may be there once only, whichever way it was written. */
export function isUniqueViolation(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError)
    return (
      error.code === 'P2002' ||
      // Raw SQL: PostgreSQL's own code stands in what it answered.
      (error.code === 'P2010' && JSON.stringify(error.meta ?? {}).includes(UNIQUE_VIOLATION))
    );
  return error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
}
