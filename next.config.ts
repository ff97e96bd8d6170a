import type { NextConfig } from 'next';
import { BODY_LIMIT_BYTES } from './lib/server/http/action-body';
import { SECURITY_HEADERS, WORKER_POLICY } from './lib/server/http/security-headers';

const config: NextConfig = {
  poweredByHeader: false,
  // The optimizer has been a way in more than once, and no page needs it.
  images: { unoptimized: true },
  // `npm test` and the editor check types; a first start need not wait for them.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    '@prisma/adapter-pg',
    '@prisma/client',
    'nodemailer',
    'pg',
    'pg-copy-streams',
    'pino',
    'ssh2',
    'yauzl',
  ],
  experimental: {
    // proxy.ts refuses larger bodies before they come this far.
    serverActions: { bodySizeLimit: BODY_LIMIT_BYTES },
    // What proxy.ts gets to see. A body is cut off there in silence, so it has to see more than it lets through.
    proxyClientMaxBodySize: 4 * BODY_LIMIT_BYTES,
  },
  headers: () =>
    Promise.resolve([
      {
        source: '/:path*',
        headers: Object.entries(SECURITY_HEADERS).map(([key, value]) => ({ key, value })),
      },
      {
        source: '/_next/static/chunks/turbopack-worker-:name',
        headers: [{ key: 'content-security-policy', value: WORKER_POLICY }],
      },
    ]),
};

export default config;
