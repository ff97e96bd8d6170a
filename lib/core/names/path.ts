// A delivered file's name may have one folder in front: "upload/users.csv".
export function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** The folder a file was sent to, null for the root, where it belongs. */
export function folderOf(name: string): string | null {
  const slash = name.indexOf('/');
  return slash === -1 ? null : name.slice(0, slash);
}
