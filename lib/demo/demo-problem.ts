/** What stopped the demo, in a sentence; nothing of the product is wrong for it. */
export class DemoProblem extends Error {}
