// Eight of the sixteen ways in which nothing arrives, those before and at the sign-in, each played by a program that districts
// use: what the connection page says of it, and that it says so no more once it is answered. The other eight: file-hints.db.test.ts
import net from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { createHintedDistrict, type HintedDistrict } from '@/lib/testing/hinted-district';
import {
  createClientFolder,
  createKeyPair,
  fetchWithCurl,
  runLftp,
  runOpenSshSftp,
  runParamikoWith,
  runPsftp,
  runRclone,
  signInOrFail,
  type ClientFolder,
} from '@/lib/testing/sftp';
import { setAllowedAddresses } from '../connections/commands/allowed-addresses';
import { rotatePassword } from '../connections/commands/passwords';
import { addPublicKey } from '../connections/commands/public-keys';
import { hostKeyFingerprints } from '../connections/host-key';
import { startSftpServer, type SftpServer } from '../intake/sftp/sftp-server';
import { connectionHints } from './queries/connection-hints';

const nobody = { kind: 'command-line', userId: null, sourceAddress: null } as const;

let ctx: TestContext;
let server: SftpServer;
let folder: ClientFolder;
let addresses = 0;

beforeAll(async () => {
  ctx = await createTestContext({ settings: { sftpPort: 0 } });
  server = await startSftpServer(ctx, { limits: { failureDelayMs: 20, accessCheckMs: 100 } });
  folder = await createClientFolder();
});
afterAll(async () => {
  await server.stop();
  await folder.remove();
  await ctx.close();
});

/** Each at an address of its own, so that nothing others do there is taken for its own. */
async function create() {
  addresses += 1;
  const from = `127.16.0.${addresses}`;
  const district = await createHintedDistrict(ctx, server.port);
  return { ...district, from, login: { ...district.login, from } };
}

/** A moment later, from its own address. */
async function signsIn({ login }: { login: HintedDistrict['login'] }): Promise<void> {
  ctx.clock.advance(1000);
  const bind = login.from ? [`-oBindAddress=${login.from}`] : [];
  expect(await runOpenSshSftp(folder, login, ['ls'], bind)).toMatchObject({ code: 0 });
  ctx.clock.advance(1000);
}

test('a wrong password, with curl', async () => {
  const district = await create();
  const wrong = { ...district.login, password: 'not-it' };
  for (let i = 0; i < 2; i += 1) {
    const curl = await fetchWithCurl(folder, wrong, '/', ['--interface', district.from]);
    expect(curl.code).not.toBe(0);
  }
  expect(await district.hint('WRONG_PASSWORD', '2 sign-in')).toMatch(
    new RegExp(
      `^We saw 2 sign-in attempts from ${district.from} with a wrong password, the last at .*\\. Enter the password again exactly as you saved it`,
    ),
  );
  await signsIn(district);
  await district.isAnswered('WRONG_PASSWORD');
});

test('an unknown user name, with paramiko, and one that is almost right, with OpenSSH', async () => {
  const district = await create();
  await signsIn(district);
  const unknown = { ...district.login, userName: `${district.login.userName}-typo` };
  const paramiko = await runParamikoWith(folder, unknown, []);
  expect(paramiko.output).toContain('Authentication failed');
  expect(await district.hint('UNKNOWN_USER')).toMatch(
    new RegExp(
      `^1 connection from ${district.from} used a user name that we do not know, the last at .*\\. Enter the user name exactly as it is: ${district.login.userName}$`,
    ),
  );
  await signsIn(district);
  await district.isAnswered('UNKNOWN_USER');

  const near = { ...district.login, userName: district.login.userName.toUpperCase() };
  const bind = [`-oBindAddress=${district.from}`];
  expect((await runOpenSshSftp(folder, near, ['ls'], bind)).output).toContain('Permission denied');
  expect(await district.hint('UNKNOWN_USER')).toMatch(
    new RegExp(
      `^We saw 1 sign-in attempt from ${district.from} with a user name that is almost yours`,
    ),
  );
  await signsIn(district);
  await district.isAnswered('UNKNOWN_USER');
});

test('what strangers do is told while nobody has signed in, and never afterwards', async () => {
  const district = await create();
  const seen = async () =>
    (await connectionHints(ctx, district.tenantId, district.connectionId)).map(({ code }) => code);
  const scans = (sourceAddress: string) =>
    ctx.db.prisma.sftpEvent.createMany({
      data: ['UNKNOWN_USER', null, 'NO_COMMON_KEY_EXCHANGE'].map((code) => ({
        ...{ kind: 'SIGN_IN_CUT', code, sourceAddress, at: ctx.clock.now() },
      })),
    });
  const told = ['NO_COMMON_KEY_EXCHANGE', 'UNKNOWN_USER', 'CUT_BEFORE_SIGN_IN'];
  await scans('198.51.100.7');
  expect(await seen()).toEqual(told);

  await signsIn(district);
  ctx.clock.advance(25 * 3600_000);
  await scans('198.51.100.7');
  expect(await seen()).toEqual([]);
  // Also when the events of the sign-in are no longer kept, and its password is replaced.
  await ctx.db.prisma.sftpEvent.deleteMany({ where: { connectionId: district.connectionId } });
  await rotatePassword(ctx, nobody, district.tenantId, district.connectionId, { overlapHours: 0 });
  expect(await seen()).toEqual([]);

  // From where it has signed in before, it is the district's own program.
  await scans(district.from);
  expect(await seen()).toEqual(told);
  expect(await district.hint('UNKNOWN_USER')).toContain(`from ${district.from} `);
});

test('a connection that is cut before the sign-in', async () => {
  const district = await create();
  await signsIn(district);
  const at = { port: server.port, host: '127.0.0.1', localAddress: district.from };
  const socket = net.connect(at);
  await new Promise((resolve) => socket.once('data', resolve));
  socket.write('SSH-2.0-PuTTY_Release_0.78\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  socket.destroy();
  expect(await district.hint('CUT_BEFORE_SIGN_IN')).toMatch(
    new RegExp(`^1 connection from ${district.from} was cut before sign-in, .* often a firewall`),
  );
  await signsIn(district);
  await district.isAnswered('CUT_BEFORE_SIGN_IN');
});

test('no algorithm in common, with OpenSSH', async () => {
  const district = await create();
  await signsIn(district);
  const old = [
    `-oBindAddress=${district.from}`,
    '-oKexAlgorithms=diffie-hellman-group1-sha1',
    '-oLogLevel=INFO',
  ];
  const answer = await runOpenSshSftp(folder, district.login, ['ls'], old);
  expect(answer.output).toContain('no matching key exchange method found');
  expect(await district.hint('NO_COMMON_KEY_EXCHANGE')).toMatch(
    new RegExp(
      `^1 connection from ${district.from} was ended before sign-in, .* have no key exchange method in common\\. .* Update it, or allow `,
    ),
  );
  await signsIn(district);
  await district.isAnswered('NO_COMMON_KEY_EXCHANGE');
});

test('a fifth session, with lftp: its log has the reason, and it is no wrong password', async () => {
  const district = await create();
  const four = await Promise.all([1, 2, 3, 4].map(() => signInOrFail(district.login)));
  ctx.clock.advance(1000);
  const fifth = await runLftp(folder, { ...district.login }, ['debug 5', 'ls']);
  expect(fifth.output).toContain(
    'The sign-in was right, but 4 connections of this account are open already',
  );
  expect(await district.hint('TOO_MANY_SESSIONS')).toMatch(
    /^\d connections? from 127\.\S+ (was|were) refused, the last at .*: the sign-in was right, but too many connections were open at once\. Set your program to one connection\.$/,
  );
  expect(await district.isAnswered('WRONG_PASSWORD')).toBeUndefined();
  for (const client of four) client.end();
  await signsIn(district);
  await district.isAnswered('TOO_MANY_SESSIONS');
});

test('an address that is not allowed, with paramiko', async () => {
  const district = await create();
  const allow = (text: string) =>
    setAllowedAddresses(ctx, nobody, district, { text, evenIfLeftOut: true });
  await allow('127.16.9.9');
  const paramiko = await runParamikoWith(folder, district.login, []);
  expect(paramiko.output).toContain('can be used from certain addresses only');
  expect(await district.hint('ADDRESS_NOT_ALLOWED')).toMatch(
    new RegExp(
      `^1 sign-in from ${district.from} was refused, .* this address is not allowed\\. Add it to the allowed addresses`,
    ),
  );
  await allow(`127.16.9.9\n${district.from}`);
  await district.isAnswered('ADDRESS_NOT_ALLOWED');
});

test("a key that is not recognised, with PuTTY's psftp", async () => {
  const district = await createHintedDistrict(ctx, server.port);
  const key = await createKeyPair(folder, 'unrecognised');
  const { ed25519, ecdsa, rsa } = await hostKeyFingerprints(ctx);
  const psftp = () =>
    runPsftp(folder, district.login, key, {
      commands: ['ls'],
      hostKeys: [ed25519, ecdsa ?? '', rsa ?? ''],
    });
  expect((await psftp()).code).not.toBe(0);
  expect(await district.hint('UNKNOWN_KEY')).toMatch(
    /^1 connection from 127\.0\.0\.1 was refused, .* an SSH key that is not on this page \(SHA256:\S+\)\. Add its public key here/,
  );
  await addPublicKey(ctx, nobody, district, { name: '', text: key.publicKey });
  await district.isAnswered('UNKNOWN_KEY');
  expect(await psftp()).toMatchObject({ code: 0 });
});

test('an old password, with rclone', async () => {
  const district = await createHintedDistrict(ctx, server.port);
  const rotated = await rotatePassword(ctx, nobody, district.tenantId, district.connectionId, {
    overlapHours: 0,
  });
  if (!rotated.ok) throw new Error(rotated.code);
  const list = ['lsf', ':sftp:/', '--low-level-retries=1'];
  expect((await runRclone(folder, district.login, list)).code).not.toBe(0);
  expect(await district.hint('OLD_PASSWORD')).toMatch(
    /^We saw \d sign-in attempts? from 127\.0\.0\.1 with an old password that no longer works, .* Enter the newer one in the program there/,
  );
  await signsIn({ login: { ...district.login, password: rotated.password } });
  await district.isAnswered('OLD_PASSWORD');
});
