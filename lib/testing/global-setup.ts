// Once per run of the database tests: a server and a migrated template to copy from.
import type { TestProject } from 'vitest/node';
import { letTestsIn, prepareTemplate } from './template-database';
import { startTestServer } from './test-server';

declare module 'vitest' {
  export interface ProvidedContext {
    testServerUrl: string;
    testTemplate: string;
    testAppPassword: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer(process.env.TEST_DATABASE_URL);
  try {
    project.provide('testServerUrl', server.url);
    project.provide('testTemplate', await prepareTemplate(server.url));
    project.provide('testAppPassword', await letTestsIn(server.url));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return () => server.stop();
}
