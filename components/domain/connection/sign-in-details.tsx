import { CopyField } from '../../ui/copy-field';
import { Facts } from '../../ui/facts';

export type SftpAddress = {
  host: string;
  port: number;
  userName: string;
  /** "SHA256:…", as OpenSSH prints them; the others are for programs that cannot use the first, null where not offered. */
  fingerprints: { ed25519: string; ecdsa: string | null; rsa: string | null };
};

const HOST_KEYS = [
  {
    kind: 'ed25519',
    label: 'Host key fingerprint',
    copyLabel: 'host key fingerprint',
    hint: 'Your program shows this on the first connection. If it shows a different one, stop and ask us.',
  },
  {
    kind: 'ecdsa',
    label: 'ECDSA fingerprint',
    copyLabel: 'ECDSA fingerprint',
    hint: 'Some programs, many of them Java-based, use this key and show this fingerprint instead.',
  },
  {
    kind: 'rsa',
    label: 'RSA fingerprint',
    copyLabel: 'RSA fingerprint',
    hint: 'Shown instead by programs that use RSA keys only.',
  },
] as const;

/** Of the host keys that are offered, under the names that every page gives them. */
export function namedFingerprints({ fingerprints }: SftpAddress) {
  return HOST_KEYS.flatMap(({ kind, ...words }) => {
    const fingerprint = fingerprints[kind];
    return fingerprint ? [{ ...words, fingerprint }] : [];
  });
}

/** Everything an export program asks for, each with its copy button. */
export function SignInDetails({ address }: { address: SftpAddress }) {
  return (
    <Facts
      facts={[
        { label: 'Host', value: <CopyField label="host" value={address.host} /> },
        { label: 'Port', value: <CopyField label="port" value={String(address.port)} /> },
        { label: 'User name', value: <CopyField label="user name" value={address.userName} /> },
        {
          label: 'Folder',
          value: <CopyField label="folder" value="/" />,
          hint: 'Put files in the root folder, not in a subfolder. The read-only folder “results” holds a report on each set of files, as text and CSV.',
        },
        ...namedFingerprints(address).map(({ label, copyLabel, hint, fingerprint }) => ({
          label,
          value: <CopyField label={copyLabel} value={fingerprint} />,
          hint,
        })),
      ]}
    />
  );
}

/** A command ready to paste. */
export function OpenSshCommand({ address: { host, port, userName } }: { address: SftpAddress }) {
  return <CopyField label="OpenSSH command" value={`sftp -P ${port} ${userName}@${host}`} />;
}
