// What is not taken of a client's uploads: names, ways of opening, sizes, and more than a day's allowance.
import ssh2 from 'ssh2';
import { allowanceOf, isNearlyUsed } from '@/lib/core/sftp/allowances';
import type { AppContext } from '../../app-context';
import type { ConnectionKey } from '../deliveries';
import type { DiskGauge } from './disk-gauge';
import { dayLimits, type SftpLimits } from './sftp-limits';
import { notifyNearlyUsed } from './notify-nearly-used';
import type { RefusalCode } from './refusals';
import type { Upload } from './upload';
import type { UploadRegistry } from './upload-registry';
import type { VisibleFiles } from './visible-files';

const { OPEN_MODE } = ssh2.utils.sftp;

interface UploadParts {
  ctx: AppContext;
  limits: SftpLimits;
  key: ConnectionKey;
  sourceAddress: string;
  uploads: UploadRegistry;
  disk: DiskGauge;
  isStopping(): boolean;
}

const usedUp = {
  FILES: { ROSTER: 'DAY_FILES_USED_UP', ATTENDANCE: 'ATTENDANCE_FILES_USED_UP' },
  BYTES: { ROSTER: 'DAY_BYTES_USED_UP', ATTENDANCE: 'ATTENDANCE_BYTES_USED_UP' },
} as const;

/** Why no upload of this name may begin; null where it may. */
export async function refusalOfOpen(
  { ctx, key, limits, uploads, disk, sourceAddress, isStopping }: UploadParts,
  visible: VisibleFiles,
  name: string,
  flags: number,
): Promise<RefusalCode | null> {
  if (isStopping()) return 'STOPPING';
  if (await visible.isFolder(name)) return 'IS_A_FOLDER';
  const sent = await visible.findSent(name);
  if ((flags & OPEN_MODE.WRITE) === 0) return sent ? 'READ_NOT_ALLOWED' : 'NO_SUCH_FILE';
  if ((flags & OPEN_MODE.APPEND) !== 0) return 'RESUME_NOT_POSSIBLE';
  if (sent && (flags & OPEN_MODE.EXCL) !== 0) return 'FILE_EXISTS';
  if (sent && (flags & OPEN_MODE.TRUNC) === 0) return 'RESUME_NOT_POSSIBLE';
  if ((await disk.usedShare()) >= limits.diskShare) return 'DISK_FULL';
  const allowance = allowanceOf(name);
  const allowed = dayLimits(limits, allowance);
  const day = await uploads.loadDay(ctx, key.tenantId, allowance);
  const used = { files: day.fileCount + 1, bytes: day.byteCount };
  if (isNearlyUsed(used.files, allowed.files) || isNearlyUsed(used.bytes, allowed.bytes))
    await notifyNearlyUsed(ctx, key, { allowance, sourceAddress });
  if (used.files > allowed.files) return usedUp.FILES[allowance];
  if (used.bytes >= allowed.bytes) return usedUp.BYTES[allowance];
  return null;
}

/** Why these bytes of an upload are not taken; null where they are. */
export function refusalOfWrite(
  { limits, uploads, key }: UploadParts,
  upload: Upload,
  offset: number,
  length: number,
): RefusalCode | null {
  const end = offset + length;
  if (end > limits.fileBytes) return 'FILE_TOO_LARGE';
  const growth = Math.max(0, end - upload.byteCount);
  const allowance = allowanceOf(upload.fileName);
  if (uploads.dayBytes(key.tenantId, allowance) + growth > dayLimits(limits, allowance).bytes)
    return usedUp.BYTES[allowance];
  // Clients send a few megabytes out of order at most; further in is the rest of a cut upload.
  if (upload.byteCount === 0 && offset > limits.inFlightBytes) return 'RESUME_NOT_POSSIBLE';
  return null;
}
