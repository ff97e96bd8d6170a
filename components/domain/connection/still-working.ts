import { plural } from '@/lib/core/format/numbers';

/** Before something is revoked: what a program can sign in with afterwards. */
export function stillWorking({
  otherPasswords,
  keys,
}: {
  otherPasswords: number;
  keys: number;
}): string {
  if (otherPasswords + keys === 0)
    return 'Nothing else works: no files can be sent until a new password is generated or an SSH key is added.';
  const parts = [
    ...(otherPasswords > 0 ? [plural(otherPasswords, 'other password')] : []),
    ...(keys > 0 ? [plural(keys, 'SSH key')] : []),
  ];
  return `${parts.join(' and ')} still ${otherPasswords + keys === 1 ? 'works' : 'work'}.`;
}
