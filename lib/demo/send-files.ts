// A district's SFTP client: signs in with the password it was given and sends its files.
import { createHash } from 'node:crypto';
import ssh2, { type Client } from 'ssh2';
import type { FileSet } from './day-edits';
import { DemoProblem } from './demo-problem';

export interface SftpAccount {
  host: string;
  port: number;
  /** Of the host key, as OpenSSH prints it: nobody sends rosters to a server they do not know. */
  fingerprint: string;
  userName: string;
  password: string;
}

const READY_MS = 20_000;
const SENDING_MS = 60_000;

export async function sendFiles(account: SftpAccount, files: FileSet): Promise<void> {
  const client = await signIn(account);
  // Losing the connection would otherwise leave a callback that is never called.
  const lost = new Promise<never>((_, reject) => {
    client.once('close', () => reject(new DemoProblem('The SFTP server closed the connection.')));
    setTimeout(
      () => reject(new DemoProblem('The SFTP server did not take the files in time.')),
      SENDING_MS,
    ).unref();
  });
  lost.catch(() => {});
  try {
    await Promise.race([sendAll(client, files), lost]);
  } finally {
    client.end();
  }
}

function signIn({ host, port, userName, password, fingerprint }: SftpAccount): Promise<Client> {
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client();
    client
      .once('ready', () => {
        // Each request waits for its answer: small packets must not wait to be joined with others.
        client.setNoDelay(true);
        resolve(client);
      })
      .on('error', (error) =>
        reject(new DemoProblem(`Signing in at the SFTP server failed: ${error.message}.`)),
      )
      .connect({
        host,
        port,
        username: userName,
        password,
        readyTimeout: READY_MS,
        hostVerifier: (key: Buffer) => fingerprintOf(key) === fingerprint,
      });
  });
}

async function sendAll(client: Client, files: FileSet): Promise<void> {
  const sftp = await new Promise<ssh2.SFTPWrapper>((resolve, reject) =>
    client.sftp((error, session) => (error ? reject(error) : resolve(session))),
  );
  for (const [name, content] of files)
    await new Promise<void>((resolve, reject) =>
      sftp.writeFile(`/${name}`, content, (error) =>
        error
          ? reject(new DemoProblem(`The SFTP server refused ${name}: ${error.message}.`))
          : resolve(),
      ),
    );
}

function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}
