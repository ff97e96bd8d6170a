export * from './connections';
export { hostKeyFingerprint, hostKeyFingerprints } from './host-key';
export {
  generatePassword,
  listPasswords,
  revokePassword,
  rotatePassword,
  type GenerateResult,
} from './passwords';
export * from './sftp-events';
