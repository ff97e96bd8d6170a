import pino from 'pino';

/** Structured lines with ids, codes and counts; never a value out of a file. */
export type Log = pino.Logger;

/** `destination`: for tests of what it says; standard output without. */
export function createLog(
  process: string,
  level: string,
  destination?: pino.DestinationStream,
): Log {
  const options: pino.LoggerOptions = {
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    // Error messages of the database can quote row values: keep the kind and place, not the text.
    serializers: {
      err: (error: unknown) =>
        error instanceof Error
          ? {
              name: error.name,
              code: 'code' in error ? String(error.code) : undefined,
              stack: error.stack
                ?.split('\n')
                .filter((line) => line.trimStart().startsWith('at '))
                .join('\n'),
            }
          : { name: typeof error },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
