// The programs by which districts send, each as its manual says, with a whole set.
import type { FileSet } from '@/lib/demo/day-edits';
import {
  createClientFolder,
  createKeyPair,
  runCurl,
  runLftp,
  runOpenSshSftp,
  runParamikoWith,
  runPsftp,
  runRclone,
  type ClientFolder,
  type ClientResult,
  type KeyPair,
  type SftpLogin,
} from '@/lib/testing/sftp';

type Send = (
  folder: ClientFolder,
  login: SftpLogin & { hostKeys: readonly string[] },
  names: readonly string[],
  key: KeyPair,
) => Promise<ClientResult>;

/** By name. */
export const programs: Readonly<Record<string, { signsInWith: 'password' | 'key'; send: Send }>> = {
  'OpenSSH sftp': {
    signsInWith: 'password',
    send: (folder, login, names) =>
      runOpenSshSftp(
        folder,
        login,
        names.map((name) => `put ${name}`),
      ),
  },
  lftp: {
    signsInWith: 'password',
    send: (folder, login, names) => runLftp(folder, login, [`mput ${names.join(' ')}`]),
  },
  curl: {
    signsInWith: 'password',
    send: async (folder, login, names) => {
      let last: ClientResult = { code: 0, output: '' };
      for (const name of names) {
        last = await runCurl(folder, login, name, `/${name}`);
        if (last.code !== 0) return last;
      }
      return last;
    },
  },
  rclone: {
    signsInWith: 'password',
    send: (folder, login, names) =>
      runRclone(folder, login, [
        'copy',
        '--transfers=4',
        ...names.flatMap((name) => ['--include', `/${name}`]),
        '.',
        ':sftp:/',
      ]),
  },
  psftp: {
    signsInWith: 'key',
    send: (folder, login, names, key) =>
      runPsftp(folder, login, key, {
        commands: names.map((name) => `put ${name}`),
        hostKeys: login.hostKeys,
      }),
  },
  paramiko: {
    signsInWith: 'password',
    send: (folder, login, names) =>
      runParamikoWith(
        folder,
        login,
        names.map((name) => `sftp.put('${name}', '/${name}')`),
      ),
  },
};

/** What a district has on its SIS server: the files, and a key in case it is asked for one. */
export async function createSender(files: FileSet) {
  const folder = await createClientFolder();
  for (const [name, content] of files) await folder.write(name, content);
  return { folder, key: await createKeyPair(folder, 'sis-server'), names: [...files.keys()] };
}
