// Why something was refused: a code for the evidence, an SFTP status and a sentence for the client's log.
import ssh2 from 'ssh2';
import type { SftpRefusal } from '@/lib/core/sftp/seen';

const { STATUS_CODE } = ssh2.utils.sftp;

/** What explains why a file is not there, and the ordinary conversation between client and server. */
export type RefusalCode =
  | SftpRefusal
  | 'NO_SUCH_FILE'
  | 'NO_SUCH_FOLDER'
  | 'IS_A_FOLDER'
  | 'FILE_EXISTS'
  | 'BAD_HANDLE'
  | 'NOT_SUPPORTED'
  | 'FOLDER_NOT_EMPTY';

interface Refusal {
  status: number;
  message: string;
  /** Shown on the set-up page. The rest is ordinary conversation between client and server. */
  isEvidence: boolean;
}

const denied = (message: string): Refusal => ({
  status: STATUS_CODE.PERMISSION_DENIED,
  message,
  isEvidence: true,
});
const failed = (message: string): Refusal => ({
  status: STATUS_CODE.FAILURE,
  message,
  isEvidence: true,
});
const ordinary = (status: number, message: string): Refusal => ({
  status,
  message,
  isEvidence: false,
});

export const refusals: Record<RefusalCode, Refusal> = {
  INVALID_NAME: denied(
    'This file name cannot be used. Use letters, digits, dot, dash, underscore, space and parentheses.',
  ),
  NAME_TOO_LONG: denied('This file name is too long: at most 128 characters.'),
  FOLDER_TOO_DEEP: denied('Folders inside folders cannot be used. Send the files to / itself.'),
  NO_SUCH_FILE: ordinary(STATUS_CODE.NO_SUCH_FILE, 'No such file.'),
  NO_SUCH_FOLDER: ordinary(STATUS_CODE.NO_SUCH_FILE, 'No such folder. Send the files to / itself.'),
  IS_A_FOLDER: ordinary(STATUS_CODE.FAILURE, 'This is a folder.'),
  FILE_EXISTS: ordinary(STATUS_CODE.FAILURE, 'A file of this name is there already.'),
  READ_NOT_ALLOWED: denied('Files can be sent here, not fetched back.'),
  RESULTS_READ_ONLY: denied(
    'The results folder is read-only: it holds our reports. Send the files to / itself.',
  ),
  RESUME_NOT_POSSIBLE: failed(
    'An upload cannot be resumed or appended to. Send the whole file again from its beginning.',
  ),
  UPLOAD_HAS_A_GAP: failed('Part of the file is missing, so it was not used. Send it again.'),
  NOT_FINISHED: failed('The upload of this file did not finish. Send it again.'),
  ALREADY_USED: failed(
    'This file has been taken in for checking already. Send it again under the other name.',
  ),
  FILE_TOO_LARGE: failed('The file is larger than 500 MB and was not used.'),
  DAY_BYTES_USED_UP: failed(
    'More than 2 GB besides attendance were sent within 24 hours. Send this file again tomorrow.',
  ),
  DAY_FILES_USED_UP: failed(
    'More than 200 files besides attendance were sent within 24 hours. Send this file again tomorrow.',
  ),
  ATTENDANCE_BYTES_USED_UP: failed(
    'More than 2 GB of attendance files and of files beside them were sent within 24 hours. Send this file again tomorrow.',
  ),
  ATTENDANCE_FILES_USED_UP: failed(
    'More than 2,000 attendance files and files beside them were sent within 24 hours. Send this file again tomorrow.',
  ),
  DISK_FULL: failed('The server has no room for new files right now. Please try again later.'),
  TOO_MANY_OPEN_FILES: failed('Too many files are open in this session.'),
  BAD_HANDLE: ordinary(STATUS_CODE.FAILURE, 'This file is not open.'),
  NOT_SUPPORTED: ordinary(STATUS_CODE.OP_UNSUPPORTED, 'This request is not supported.'),
  FOLDER_NOT_EMPTY: ordinary(STATUS_CODE.FAILURE, 'The folder is not empty.'),
  STOPPING: ordinary(STATUS_CODE.FAILURE, 'The server is restarting. Please try again.'),
  NOT_KEPT: failed('The file could not be stored just now. Please send it again.'),
};
