// How an address and its secrets are written in a setting.
import { z } from 'zod';
import { isLoopback } from '../loopback';
import { readWebhookSecret } from './sign';

const URL_RULE =
  'it has to be an https address without a user name or password; http is fine on this machine alone';
const SECRET_RULE =
  'it has to be whsec_ followed by the base64 of 24 to 64 bytes; several are separated by a space';

export const webhookUrl = () =>
  z.string().refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname, username, password } = new URL(text);
    if (username !== '' || password !== '') return false;
    return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  }, URL_RULE);

export const webhookSecrets = () =>
  z
    .string()
    .transform((text) => text.split(/\s+/).filter(Boolean))
    .refine(
      (secrets) => secrets.length > 0 && secrets.every((each) => readWebhookSecret(each) !== null),
      SECRET_RULE,
    );
