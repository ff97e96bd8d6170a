/** What the reader may do on the feed board of the district. */
export interface Rights {
  slug: string;
  canAnswer: boolean;
  canDecide: boolean;
}
