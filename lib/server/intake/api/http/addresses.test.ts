import { expect, test } from 'vitest';
import { createAuthority } from '@/lib/testing/certificates';
import { startLoopbackServer } from '@/lib/testing/loopback-server';
import { hostAndPort, isPublicAddress, publicLookup, requireAllowedUrl } from './addresses';
import { openApiHttp } from './request';

test.each([
  ['8.8.8.8', true],
  ['172.15.255.255', true],
  ['172.32.0.1', true],
  ['100.63.255.255', true],
  ['2606:4700:4700::1111', true],
  ['::ffff:8.8.8.8', true],
  ['64:ff9b::8.8.8.8', true],
  ['0.0.0.0', false],
  ['0.1.2.3', false],
  ['10.0.0.5', false],
  ['100.64.0.1', false],
  ['127.0.0.1', false],
  ['127.9.9.9', false],
  ['169.254.169.254', false],
  ['172.16.0.1', false],
  ['172.31.255.255', false],
  ['192.0.0.1', false],
  ['192.0.2.1', false],
  ['192.88.99.1', false],
  ['192.168.1.1', false],
  ['198.18.0.1', false],
  ['198.51.100.1', false],
  ['203.0.113.1', false],
  ['224.0.0.1', false],
  ['240.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:a9fe:a9fe', false],
  ['::127.0.0.1', false],
  ['64:ff9b::10.0.0.1', false],
  ['64:ff9b::a9fe:a9fe', false],
  ['64:ff9b:1::8.8.8.8', false],
  ['100::1', false],
  ['2001::1', false],
  ['2001:2::1', false],
  ['2001:20::1', false],
  ['2001:db8::1', false],
  ['2002:7f00:1::', false],
  ['3fff::1', false],
  ['4000::1', false],
  ['5f00::1', false],
  ['fc00::1', false],
  ['fd00:ec2::254', false],
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['2606:4700:4700::1111%eth0', false],
  ['fec0::1', false],
  ['ff02::1', false],
  ['127.1', false],
  ['2130706433', false],
  ['0x7f.0.0.1', false],
  ['8.8.8.8 ', false],
  ['', false],
  ['sis.example.org', false],
])('%s is public: %j', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

const NONE: ReadonlySet<string> = new Set();

test.each([
  ['http://sis.example.org/', 'NOT_HTTPS'],
  ['ftp://sis.example.org/', 'NOT_HTTPS'],
  ['https://127.0.0.1/', 'ADDRESS_NOT_PUBLIC'],
  ['https://0x7f.1/', 'ADDRESS_NOT_PUBLIC'],
  ['https://2130706433/', 'ADDRESS_NOT_PUBLIC'],
  ['https://[::1]/', 'ADDRESS_NOT_PUBLIC'],
  ['https://[::ffff:10.0.0.1]/', 'ADDRESS_NOT_PUBLIC'],
  ['https://169.254.169.254/latest/meta-data', 'ADDRESS_NOT_PUBLIC'],
])('%s is refused before anything is sent: %s', async (address, code) => {
  expect(() => requireAllowedUrl(new URL(address), NONE)).toThrow(code);
  const http = openApiHttp({ testHosts: NONE });
  await expect(http.request({ url: new URL(address) })).rejects.toMatchObject({ code });
  await http.close();
});

test('hosts that the setting names may be plain http on this machine, by host and port', () => {
  const hosts = new Set(['127.0.0.1:8080', 'localhost:80', '[::1]:443']);
  const isAllowed = (address: string): boolean => {
    try {
      requireAllowedUrl(new URL(address), hosts);
      return true;
    } catch {
      return false;
    }
  };
  expect(isAllowed('http://127.0.0.1:8080/x')).toBe(true);
  expect(isAllowed('http://LOCALHOST/x')).toBe(true);
  expect(isAllowed('https://[::1]/')).toBe(true);
  expect(isAllowed('http://127.0.0.1:8081/x')).toBe(false);
  expect(isAllowed('http://localhost:8080/x')).toBe(false);
  expect(hostAndPort(new URL('https://SIS.example.org/x'))).toBe('sis.example.org:443');
});

test('a name that leads into a private network is refused when it is connected to', async () => {
  const authority = createAuthority();
  let asked = 0;
  const server = await startLoopbackServer(
    (_request, response) => {
      asked += 1;
      response.end('{}');
    },
    authority.issue(['rebound.example.org']),
  );
  const answers = [
    [{ address: '127.0.0.1', family: 4 }],
    [
      { address: '::1', family: 6 },
      { address: '10.0.0.1', family: 4 },
    ],
  ];
  for (const addresses of answers) {
    const http = openApiHttp({
      testHosts: NONE,
      ca: authority.cert,
      lookup: () => Promise.resolve(addresses),
    });
    const url = new URL(`https://rebound.example.org:${server.port}/`);
    await expect(http.request({ url })).rejects.toMatchObject({ code: 'ADDRESS_NOT_PUBLIC' });
    await http.close();
  }
  expect(asked).toBe(0);
  expect(server.connectionCount()).toBe(0);
  await server.close();
});

test('of several addresses of a name only the public ones are tried', async () => {
  const mixed = [
    { address: '10.0.0.1', family: 4 },
    { address: '8.8.8.8', family: 4 },
    { address: '::1', family: 6 },
  ];
  const ask = (all: boolean): Promise<unknown[]> =>
    new Promise((resolve) => {
      const lookup = publicLookup(() => Promise.resolve(mixed));
      lookup('sis.example.org', { all }, (...told) => resolve(told));
    });
  expect(await ask(true)).toEqual([null, [{ address: '8.8.8.8', family: 4 }]]);
  expect(await ask(false)).toEqual([null, '8.8.8.8', 4]);
});
