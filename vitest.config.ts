import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    setupFiles: ['test/setup/isolate.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // It imports `electron`, which in plain Node starts a downloader: inlined, `vi.mock('electron')` reaches it.
    server: { deps: { inline: ['electron-store'] } },
  },
});
