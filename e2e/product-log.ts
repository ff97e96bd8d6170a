import path from 'node:path';

/** What the product said, for whoever wants to know why a journey failed. */
export const PRODUCT_LOG = path.join(import.meta.dirname, '../test-results/product.log');
