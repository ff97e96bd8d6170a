// `npm run looks`: every look in every view, and journeys by keyboard. Long, and so apart from `npm test`.
import { defineConfig } from '@playwright/test';
import usual from '../../../playwright.config';

export default defineConfig(usual, {
  testDir: '.',
  testMatch: '*.walk.ts',
  outputDir: '../../../test-results/looks/failed',
  globalSetup: './start.ts',
  // More would measure each other.
  workers: 3,
  use: { ...usual.use, actionTimeout: 20_000, screenshot: 'off' },
  reporter: [['line'], ['./report.ts']],
});
