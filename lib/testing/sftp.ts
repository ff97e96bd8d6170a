// Real SFTP clients for the tests: programs districts use, and ssh2 for what no program can be told to do.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import ssh2, { type Client, type SFTPWrapper } from 'ssh2';
import { PYTHON } from '@/lib/checks/system-programs';

export interface SftpLogin {
  port: number;
  userName: string;
  password: string;
  /** One of the machine's own addresses to come from, such as 127.0.0.7. */
  from?: string;
}

export interface ClientResult {
  code: number | null;
  output: string;
}

/** A folder of a client's own: its files, its home, no known hosts of the machine. */
export interface ClientFolder {
  path: string;
  write(name: string, content: string | Buffer): Promise<string>;
  remove(): Promise<void>;
}

export async function createClientFolder(): Promise<ClientFolder> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'connector-client-'));
  return {
    path: folder,
    async write(name, content) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
      return file;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export function hasProgram(name: string): boolean {
  return spawnSync('which', [name], { stdio: 'ignore' }).status === 0;
}

export interface KeyPair {
  /** Where the private half is, in OpenSSH's format. */
  file: string;
  /** The public half, as OpenSSH writes it. */
  publicKey: string;
}

/** Made by ssh-keygen in the client's folder: `options` such as ['-t', 'rsa', '-b', '2048']. */
export async function createKeyPair(
  folder: ClientFolder,
  name: string,
  options: readonly string[] = ['-t', 'ed25519'],
): Promise<KeyPair> {
  const file = path.join(folder.path, name);
  const made = spawnSync('ssh-keygen', ['-q', ...options, '-N', '', '-C', name, '-f', file]);
  if (made.status !== 0) throw new Error(`ssh-keygen: ${made.stderr.toString()}`);
  return { file, publicKey: await readFile(`${file}.pub`, 'utf8') };
}

/** OpenSSH's sftp with these keys and no password: a refusal ends it. */
export function runOpenSshSftpWithKeys(
  folder: ClientFolder,
  login: Omit<SftpLogin, 'password'>,
  keys: readonly KeyPair[],
  commands: readonly string[],
  options: readonly string[] = [],
): Promise<ClientResult> {
  return runOpenSshSftp(folder, { ...login, password: '' }, commands, [
    '-oPreferredAuthentications=publickey',
    '-oIdentitiesOnly=yes',
    ...keys.map(({ file }) => `-oIdentityFile=${file}`),
    ...options,
  ]);
}

/** PuTTY's psftp, with its own form of a key. `hostKeys` are the fingerprints it may meet. */
export async function runPsftp(
  folder: ClientFolder,
  login: Omit<SftpLogin, 'password'>,
  key: KeyPair,
  { commands, hostKeys }: { commands: readonly string[]; hostKeys: readonly string[] },
): Promise<ClientResult> {
  const ppk = `${key.file}.ppk`;
  const made = spawnSync('puttygen', [key.file, '-O', 'private', '-o', ppk]);
  if (made.status !== 0) throw new Error(`puttygen: ${made.stderr.toString()}`);
  const batch = await folder.write('psftp.txt', `${commands.join('\n')}\nquit\n`);
  return resultOf(
    startProgram(folder, 'psftp', [
      '-batch',
      // It would refuse a host key that it does not know.
      ...hostKeys.flatMap((fingerprint) => ['-hostkey', fingerprint]),
      ...['-P', String(login.port), '-i', ppk, '-b', batch],
      `${login.userName}@127.0.0.1`,
    ]),
  );
}

/** A Python program that sends one file with paramiko and its defaults. */
export function runParamiko(
  folder: ClientFolder,
  login: Omit<SftpLogin, 'password'>,
  key: KeyPair,
  { file, as }: { file: string; as: string },
): Promise<ClientResult> {
  return runParamikoWith(folder, { ...login, password: '', key }, [`sftp.put('${file}', '${as}')`]);
}

/** Lines of Python, in which `sftp` is what paramiko opened with its defaults; its log is the output. */
export async function runParamikoWith(
  folder: ClientFolder,
  { port, userName, password, from, key }: SftpLogin & { key?: KeyPair },
  lines: readonly string[],
): Promise<ClientResult> {
  const program = await folder.write(
    'paramiko-program.py',
    `import logging, paramiko, socket, sys
logging.basicConfig(level=logging.INFO)
client = paramiko.SSHClient()
client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
sock = socket.create_connection(('127.0.0.1', ${port}), source_address=('${from ?? '127.0.0.1'}', 0))
client.connect('127.0.0.1', port=${port}, username='${userName}', sock=sock, look_for_keys=False, allow_agent=False,
    ${key ? `key_filename='${key.file}'` : `password='${password}'`})
sftp = client.open_sftp()
${lines.join('\n')}
client.close()
`,
  );
  return resultOf(startProgram(folder, PYTHON, [program]));
}

const PIECE_BYTES = 30_000;

const SSH_OPTIONS = [
  '-oStrictHostKeyChecking=no',
  '-oUserKnownHostsFile=/dev/null',
  '-oPreferredAuthentications=password',
  '-oNumberOfPasswordPrompts=1',
  '-oLogLevel=ERROR',
];

/** OpenSSH's sftp with a batch of commands; the password comes from an askpass program. */
export async function startOpenSshSftp(
  folder: ClientFolder,
  login: SftpLogin,
  commands: readonly string[],
  options: readonly string[] = [],
): Promise<ChildProcess> {
  const askPass = await folder.write('askpass.sh', `#!/bin/sh\necho '${login.password}'\n`);
  await chmod(askPass, 0o700);
  const batch = await folder.write('batch.txt', `${commands.join('\n')}\n`);
  return startProgram(folder, 'sftp', [
    // OpenSSH keeps the first of two values.
    ...options,
    '-oBatchMode=no',
    ...SSH_OPTIONS,
    '-P',
    String(login.port),
    '-b',
    batch,
    `${login.userName}@127.0.0.1`,
  ]);
}

export async function runOpenSshSftp(
  folder: ClientFolder,
  login: SftpLogin,
  commands: readonly string[],
  options: readonly string[] = [],
): Promise<ClientResult> {
  return resultOf(await startOpenSshSftp(folder, login, commands, options));
}

export function runLftp(
  folder: ClientFolder,
  login: SftpLogin,
  commands: readonly string[],
): Promise<ClientResult> {
  const script = [
    `set sftp:connect-program "ssh -a -x ${SSH_OPTIONS.join(' ')}"`,
    'set sftp:auto-confirm yes',
    'set net:max-retries 1',
    'set cmd:fail-exit yes',
    `open -u ${login.userName},${login.password} sftp://127.0.0.1:${login.port}`,
    ...commands,
    'bye',
  ].join('; ');
  return resultOf(startProgram(folder, 'lftp', ['--norc', '-c', script]));
}

export function runCurl(
  folder: ClientFolder,
  login: SftpLogin,
  file: string,
  remotePath: string,
  options: readonly string[] = [],
): Promise<ClientResult> {
  return resultOf(
    startProgram(folder, 'curl', [
      '--silent',
      '--show-error',
      '--insecure',
      '--user',
      `${login.userName}:${login.password}`,
      '--upload-file',
      file,
      ...options,
      `sftp://127.0.0.1:${login.port}${remotePath}`,
    ]),
  );
}

/** Fetches a file, or lists a folder where the path ends with a slash. */
export function fetchWithCurl(
  folder: ClientFolder,
  login: SftpLogin,
  remotePath: string,
  options: readonly string[] = [],
): Promise<ClientResult> {
  return resultOf(
    startProgram(folder, 'curl', [
      ...['--silent', '--show-error', '--insecure'],
      ...['--user', `${login.userName}:${login.password}`],
      ...options,
      `sftp://127.0.0.1:${login.port}${remotePath}`,
    ]),
  );
}

export async function runRclone(
  folder: ClientFolder,
  login: SftpLogin,
  args: readonly string[],
): Promise<ClientResult> {
  const { stdout } = spawnSync('rclone', ['obscure', login.password], { encoding: 'utf8' });
  return resultOf(
    startProgram(folder, 'rclone', [
      '--config',
      path.join(folder.path, 'rclone.conf'),
      '--sftp-host=127.0.0.1',
      `--sftp-port=${login.port}`,
      `--sftp-user=${login.userName}`,
      `--sftp-pass=${stdout.trim()}`,
      '--retries=1',
      ...args,
    ]),
  );
}

function startProgram(folder: ClientFolder, program: string, args: readonly string[]) {
  return spawn(program, args, {
    cwd: folder.path,
    // Its own group, so that a test can end the client and the ssh it started in one moment.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      NODE_ENV: process.env.NODE_ENV,
      PATH: process.env.PATH,
      HOME: folder.path,
      LANG: 'C.UTF-8',
      TERM: 'dumb',
      ...(program === 'sftp'
        ? { SSH_ASKPASS: path.join(folder.path, 'askpass.sh'), SSH_ASKPASS_REQUIRE: 'force' }
        : {}),
    },
  });
}

async function resultOf(child: ChildProcess): Promise<ClientResult> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return { code: child.exitCode, output };
}

/** As when a client's machine loses power: no goodbye. */
export function killClient(child: ChildProcess): void {
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
}

export type SignIn = { ok: true; client: Client } | { ok: false; message: string };

/** Signs in with ssh2; a refusal is an answer. */
export function signIn(login: SftpLogin): Promise<SignIn> {
  return new Promise((resolve) => {
    const client = new ssh2.Client();
    client
      .on('ready', () => resolve({ ok: true, client }))
      .on('error', (error) => resolve({ ok: false, message: error.message }))
      .on('close', () => resolve({ ok: false, message: 'closed' }))
      .connect({
        host: '127.0.0.1',
        port: login.port,
        username: login.userName,
        password: login.password,
        ...(login.from ? { localAddress: login.from } : {}),
        readyTimeout: 60_000,
      });
  });
}

export async function signInOrFail(login: SftpLogin): Promise<Client> {
  const result = await signIn(login);
  if (!result.ok) throw new Error(`not signed in: ${result.message}`);
  return result.client;
}

export function openSftp(client: Client): Promise<SFTPWrapper> {
  return new Promise((resolve, reject) =>
    client.sftp((error, sftp) => (error ? reject(error) : resolve(sftp))),
  );
}

/** Turns one callback of ssh2 into "" or the server's own sentence. */
export function answerOf(ask: (callback: (error?: Error | null) => void) => void): Promise<string> {
  return new Promise((resolve) => ask((error) => resolve(error ? error.message : '')));
}

export function openFile(sftp: SFTPWrapper, name: string, flags: 'w' | 'wx' | 'a' | 'r' | 'r+') {
  return new Promise<{ handle: Buffer | null; message: string }>((resolve) =>
    sftp.open(name, flags, (error, handle) =>
      resolve(error ? { handle: null, message: error.message } : { handle, message: '' }),
    ),
  );
}

/** Sends a whole file; "" or the sentence of the first refusal. A lost connection is an answer too. */
export async function sendFile(sftp: SFTPWrapper, name: string, content: Buffer): Promise<string> {
  let onClose = (): void => {};
  const lost = new Promise<string>((resolve) => {
    onClose = () => resolve('connection lost');
    sftp.once('close', onClose);
  });
  try {
    return await Promise.race([sendWhole(sftp, name, content), lost]);
  } finally {
    sftp.removeListener('close', onClose);
  }
}

async function sendWhole(sftp: SFTPWrapper, name: string, content: Buffer): Promise<string> {
  const { handle, message } = await openFile(sftp, name, 'w');
  if (!handle) return message;
  const pieces = Math.ceil(content.length / PIECE_BYTES);
  const answers = await Promise.all(
    Array.from({ length: pieces }, (_, piece) => {
      const at = piece * PIECE_BYTES;
      const length = Math.min(PIECE_BYTES, content.length - at);
      return answerOf((done) => sftp.write(handle, content, at, length, at, done));
    }),
  );
  const closed = await answerOf((done) => sftp.close(handle, done));
  return answers.find((answer) => answer !== '') ?? closed;
}

/** Asks again until it is so; fails with what was seen last. Patient: a machine may stand still for a while. */
export async function eventually<T>(
  read: () => Promise<T> | T,
  isSo: (value: T) => boolean,
  seconds = 60,
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    if (performance.now() > deadline)
      throw new Error(`not so within ${seconds} s; last seen: ${String(JSON.stringify(value))}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
