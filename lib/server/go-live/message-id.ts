/** Follows from the request: made twice, it is one message. */
export const siteMessageId = (requestId: string): string =>
  `msg_site_${requestId.replaceAll('-', '')}`;
