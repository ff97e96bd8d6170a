/** More than a district has programs that send: each is tried by a client that has several. */
export const mostKeysOfConnection = 10;
export const longestKeyName = 60;
/** Addresses and ranges from which one account may be used. */
export const mostAllowedAddresses = 50;
