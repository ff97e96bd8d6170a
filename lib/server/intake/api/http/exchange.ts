// What is asked of an API, and what it answers.

export interface ApiRequest {
  url: URL;
  headers?: Readonly<Record<string, string>>;
  method?: 'GET' | 'POST';
  body?: string;
  /** What proves who asks: secrets, tokens, signatures. Taken out of what is kept of an answer. */
  proofs?: readonly string[];
}

export interface ApiAnswer {
  status: number;
  headers: Headers;
  /** Whole and decompressed. */
  body: Buffer;
  url: URL;
  /** Of the request. */
  proofs?: readonly string[];
}
