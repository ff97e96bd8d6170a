/** The page of a pull. */
export const pullPath = (slug: string, number: number): string =>
  `/districts/${slug}/pulls/${number}`;
