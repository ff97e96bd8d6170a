/** Why a door stays shut, as pages, actions and routes say it. */
export type Refusal =
  | 'WRONG_ORIGIN'
  | 'WRONG_METHOD'
  | 'SIGNED_OUT'
  | 'NOT_FOUND'
  | 'NOT_ALLOWED'
  | 'TOO_LARGE'
  | 'UNREADABLE';

export const REFUSALS: Record<Refusal, { status: number; message: string }> = {
  WRONG_ORIGIN: {
    status: 403,
    message:
      'This request did not come from a page of TalkingPoints Connector. Load the page again and send it from there.',
  },
  WRONG_METHOD: {
    status: 405,
    message: 'Nothing here is asked for in this way. Use GET or POST, as our pages do.',
  },
  SIGNED_OUT: {
    status: 401,
    message:
      'You have been signed out. Sign in again in another tab, then send this once more: what you typed is still here.',
  },
  NOT_FOUND: {
    status: 404,
    message:
      'This does not exist, or you have no access to it. Check the address, or ask an administrator.',
  },
  NOT_ALLOWED: { status: 403, message: 'Your role does not allow this. Ask an administrator.' },
  TOO_LARGE: { status: 413, message: 'This is more than a page can send at once. Send less.' },
  UNREADABLE: {
    status: 400,
    message: 'This request cannot be read. Load the page again and send it once more.',
  },
};
