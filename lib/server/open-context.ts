// How a process of ours (worker, SFTP, command line, web) gets its context from the environment.
import path from 'node:path';
import { systemClock, type AppContext } from './app-context';
import { openDatabase } from './db';
import { createLog } from './log';
import { readEnvironment, settingsFrom } from './settings';
import { createFolderStorage } from './storage';

/** Throws with one clear sentence where the environment cannot be used. */
export function openContext(
  processName: string,
  env: Record<string, string | undefined>,
): AppContext {
  const environment = readEnvironment(env);
  if (!environment.ok) {
    const problems = environment.problems.map(({ name, message }) => `${name}: ${message}`);
    throw new Error(`The environment cannot be used. ${problems.join('; ')}`);
  }
  const settings = settingsFrom(environment.values);
  return {
    settings,
    clock: systemClock,
    db: openDatabase(settings.databaseUrl),
    storage: createFolderStorage(path.resolve(settings.dataFolder, 'deliveries')),
    log: createLog(processName, settings.logLevel),
  };
}
