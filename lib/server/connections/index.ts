export * from './connections';
export { hostKeyFingerprint } from './host-key';
export {
  DEFAULT_OVERLAP_HOURS,
  generatePassword,
  listPasswords,
  revokePassword,
  rotatePassword,
  type GenerateResult,
  type RevokeResult,
  type SftpPasswordRow,
} from './passwords';
export * from './sftp-events';
