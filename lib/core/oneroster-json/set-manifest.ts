// The manifest of a set of files that was made here: which of the files it consists of, and how each is to be read.
import { FILE_SPECS, MANIFEST_FILE_NAME, type FileMode } from '../oneroster/files';

/** `modes` by file name, such as "users.csv"; every other file is absent. `systemName` is told in reports. */
export function manifestText(
  modes: Readonly<Record<string, FileMode>>,
  systemName: string,
): string {
  const lines = [
    'propertyName,value',
    'manifest.version,1.0',
    'oneroster.version,1.1',
    ...FILE_SPECS.filter(({ fileName }) => fileName !== MANIFEST_FILE_NAME).map(
      ({ fileName, manifestProperty }) => `${manifestProperty},${modes[fileName] ?? 'absent'}`,
    ),
    `source.systemName,"${systemName.replaceAll('"', '""')}"`,
    'source.systemCode,',
  ];
  return `${lines.join('\n')}\n`;
}
