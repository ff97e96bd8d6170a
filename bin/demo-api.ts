// Serves the demo's fourth district as an API, on this machine alone; the start script runs it beside the product.
import path from 'node:path';
import { serveDemoApi } from '@/lib/demo/api/serve';
import { readDemoApi } from '@/lib/server/local/demo-api-file';

const dataFolder = process.env.CONNECTOR_DATA_DIR ?? '';
const file = readDemoApi(dataFolder);
if (!file) throw new Error('CONNECTOR_DATA_DIR holds no demo with an API');
try {
  const serving = await serveDemoApi(file, path.join(dataFolder, 'demo-api-day.json'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void serving.close());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
