// `npm run journey`: a tech contact's whole way with each of six programs. Long, and so apart from `npm test`.
import { defineConfig } from '@playwright/test';
import usual from '../../playwright.config';

export default defineConfig(usual, {
  testDir: '.',
  testMatch: '*.walk.ts',
  outputDir: '../../test-results/journey',
  globalSetup: '../start-product.ts',
  // Its steps are timed.
  workers: 1,
  use: { ...usual.use, actionTimeout: 20_000, screenshot: 'off' },
  reporter: [['list']],
});
