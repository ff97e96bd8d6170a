import 'server-only';
import { getAppContext } from './context';

/** Where people get help, and with what: the footer of every page has both. */
export function helpAddresses(): { connection: string; roster: string } {
  const { mailReplyTo, partnerSupportEmail } = getAppContext().settings;
  return { connection: mailReplyTo, roster: partnerSupportEmail };
}
