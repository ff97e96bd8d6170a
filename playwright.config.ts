import { defineConfig } from '@playwright/test';
import { findChromium } from './lib/checks/chromium';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './e2e/start-product.ts',
  // One product for all: every test makes its own district.
  fullyParallel: true,
  // More than a small machine has cores: four fifths of a journey is waiting for files to be read, clients to go and mails to come.
  workers: 5,
  // For a machine that does other things too: waiting costs nothing where the product is fast.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [
    ['list'],
    ['json', { outputFile: 'test-results/e2e.json' }],
    ['./e2e/tell-what-was-there.ts'],
  ],
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: findChromium() },
    // Writing one takes a fifth of the time; `playwright test --trace on` where one is wanted.
    trace: 'off',
    screenshot: 'only-on-failure',
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    timezoneId: 'America/Los_Angeles',
  },
});
