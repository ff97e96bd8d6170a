// Where things are kept: files, the database, the secret; for how long, and what is logged.
import { z } from 'zod';
import { define, count, LOG_LEVELS } from './setting-kinds';

export const keeping = define({
  CONNECTOR_DATA_DIR: {
    schema: z.string().default('.connector'),
    defaultText: '.connector',
    help: 'Folder of the bytes received, the host key, the generated secret and the local database.',
  },
  DATABASE_URL: {
    schema: z
      .url({
        protocol: /^postgres(ql)?$/,
        error: 'it has to be an address like postgresql://user:password@host:5432/database',
      })
      .optional(),
    defaultText: 'a local PostgreSQL in the data folder',
    help: 'PostgreSQL 15 or newer to use instead of the local one. Its user should be connector_app, which owns no tables.',
  },
  DATABASE_OWNER_URL: {
    schema: z
      .url({
        protocol: /^postgres(ql)?$/,
        error: 'it has to be an address like postgresql://user:password@host:5432/database',
      })
      .optional(),
    defaultText: 'DATABASE_URL',
    help: 'The same database, with the user that owns its tables: for npm run migrate alone.',
  },
  CONNECTOR_DATABASE_WAIT_SECONDS: {
    schema: count(60),
    defaultText: '60',
    help: 'How long a process that starts waits for a database that is starting, recovering or not there yet.',
  },
  CONNECTOR_SECRET: {
    schema: z.string().min(32, 'it has to have at least 32 characters').optional(),
    defaultText: 'made once in the data folder',
    help: 'At least 32 characters; keys the hashes of passwords and codes and signs sessions. Same value for every process.',
  },
  CONNECTOR_RETENTION_DAYS: {
    schema: count(30),
    defaultText: '30',
    help: 'Days the bytes received or fetched and the details of problems are kept.',
  },
  CONNECTOR_LOG_LEVEL: {
    schema: z.enum(LOG_LEVELS, `it has to be one of ${LOG_LEVELS.join(', ')}`).default('info'),
    defaultText: 'info',
    help: 'debug, info, warn, error or silent.',
  },
});
