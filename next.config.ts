import type { NextConfig } from 'next';

// The content security policy carries a nonce and is set per request, in proxy.ts.
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  // Not no-referrer: a form sent without JavaScript would then say "Origin: null", which is refused.
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
];

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
  headers: () => Promise.resolve([{ source: '/:path*', headers }]),
};

export default config;
