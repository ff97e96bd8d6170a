import { CopyField } from '../../ui/copy-field';
import { Facts } from '../../ui/facts';

export type SftpAddress = {
  host: string;
  port: number;
  userName: string;
  /** "SHA256:…", as OpenSSH prints it. */
  fingerprint: string;
  /** Of the key for programs that cannot use the other; null where none is offered. */
  ecdsaFingerprint: string | null;
};

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
          hint: 'Put files in the root folder, not in a subfolder.',
        },
        {
          label: 'Host key fingerprint',
          value: <CopyField label="host key fingerprint" value={address.fingerprint} />,
          hint: 'Your program shows this on the first connection. If it shows a different one, stop and ask us.',
        },
        ...(address.ecdsaFingerprint
          ? [
              {
                label: 'ECDSA fingerprint',
                value: <CopyField label="ECDSA fingerprint" value={address.ecdsaFingerprint} />,
                hint: 'Some programs, many of them Java-based, use this key and show this fingerprint instead.',
              },
            ]
          : []),
      ]}
    />
  );
}

/** A command ready to paste. */
export function OpenSshCommand({ address: { host, port, userName } }: { address: SftpAddress }) {
  return <CopyField label="OpenSSH command" value={`sftp -P ${port} ${userName}@${host}`} />;
}
