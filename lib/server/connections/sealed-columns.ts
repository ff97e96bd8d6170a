// Every place in the database that holds sealed values: what moves them and what counts them goes through this list.
import type { SealedFor } from './sealed-secrets';

export interface SealedColumns {
  table: string;
  keyName: string;
  sealed: string;
  purpose: SealedFor['purpose'];
}

export const SEALED_COLUMNS: readonly SealedColumns[] = [
  {
    table: 'api_account',
    keyName: 'secret_key_name',
    sealed: 'secret_sealed',
    purpose: 'api-secret',
  },
  { table: 'api_token', keyName: 'token_key_name', sealed: 'token_sealed', purpose: 'api-token' },
];
