// A descriptor is `uri://<namespace>/<Name>Descriptor#<code value>`. States have namespaces of their own, so only the code counts.

/** The code value of a descriptor; a text without a namespace is one already. */
export function codeOf(descriptor: string | null | undefined): string {
  if (!descriptor) return '';
  const hash = descriptor.indexOf('#');
  return (hash === -1 ? descriptor : descriptor.slice(hash + 1)).trim();
}

/** For comparing: states write the same code with other capitals and marks. */
export function codeKey(descriptor: string | null | undefined): string {
  return codeOf(descriptor)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
