// How rosters are fetched from the APIs of districts, and what seals the secrets that this takes.
import { z } from 'zod';
import { encryptionKeys } from './encryption-keys';
import { count, define } from './setting-kinds';

const HOST_RULE = 'it has to be host:port, such as localhost:8080, several separated by commas';

const hosts = () =>
  z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((each) => each.trim().toLowerCase())
        .filter(Boolean),
    )
    .refine(
      (list) => list.every((each) => /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\]):\d{1,5}$/.test(each)),
      HOST_RULE,
    );

export const fetching = define({
  CONNECTOR_ENCRYPTION_KEYS: {
    schema: encryptionKeys(),
    defaultText: 'one key, named default, made of CONNECTOR_SECRET',
    help: 'What the secrets of API connections are sealed with: name:base64 of 32 bytes, several separated by commas. The first seals, all open, also the one made of CONNECTOR_SECRET. `secrets reencrypt` moves what is stored to the first; take a key away only when `secrets list` no longer names it. Same value for every process.',
  },
  CONNECTOR_API_ANSWER_MB: {
    schema: count(64),
    defaultText: '64',
    help: 'How large one answer of an API may be, in MB and decompressed. A larger one is asked for again with smaller pages.',
  },
  CONNECTOR_API_TEST_HOSTS: {
    schema: hosts(),
    defaultText: 'none',
    help: 'Comma-separated host:port of APIs that may be plain http and on this machine or in a private network: for tests and the demo. Every other one is fetched from over https at a public address only.',
  },
});
